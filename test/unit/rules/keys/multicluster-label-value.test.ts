import { it } from 'vitest';
import rule from '../../../../server/src/rules/keys/multicluster-label-value.ts';
import { describeRule } from '../../../support/describeRule.ts';

describeRule(rule, ({ check }) => {
  it('knows what Links select by default', () => {
    check(`
      kind: Service
      metadata:
        labels:
          mirror.linkerd.io/exported: Enabled
      #                               ^^^^^^^ information multicluster-label-value suggestion: “true”
          mirror.linkerd.io/federated: membr
      #                                ^^^^^ information multicluster-label-value suggestion: “member”
      ---
      kind: Service
      metadata: {labels: {mirror.linkerd.io/exported: tenant-a}}
      #                                               ^^^^^^^^ information multicluster-label-value
    `);
  });

  it('is silent about what they select, what says no, and what is not known', () => {
    check(`
      kind: Service
      metadata: {labels: {mirror.linkerd.io/exported: remote-discovery, mirror.linkerd.io/federated: "false"}}
      ---
      kind: Service
      metadata: {labels: {mirror.linkerd.io/exported: "{{ .Values.exported }}"}}
      ---
      apiVersion: example.com/v1
      kind: Exporter
      metadata: {labels: {mirror.linkerd.io/exported: everything}}
    `);
  });
});
