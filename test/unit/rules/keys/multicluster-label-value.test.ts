import { it } from 'vitest';
import rule from '../../../../server/src/rules/keys/multicluster-label-value.ts';
import { describeRule } from '../../../support/describeRule.ts';

describeRule(rule, ({ check, checkFix }) => {
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

  it.each([
    ['exported', 'yes', undefined],
    ['exported', 'enabled', 'true'],
    ['exported', '"yes"', 'true'],
    ['exported', 'ON', undefined],
    ['exported', '"1"', 'true'],
    ['exported', 'remote-discover', 'remote-discovery'],
    ['exported', 'TRUE', undefined],
    ['exported', '"True"', 'true'],
    ['federated', '"true"', 'member'],
    ['federated', 'mem', undefined],
    ['federated', 'Memb', 'member'],
    ['federated', 'everybody', undefined],
    ['exported', '"on"', 'true'],
    ['exported', '"truthy"', undefined],
    ['exported', '"trues"', 'true'],
    ['exported', '"enabled-all"', undefined],
    ['exported', '!!str yes', undefined],
    ['federated', 'Members', 'member'],
    ['federated', 'mmbrs', undefined],
    ['federated', 'memb', 'member'],
  ])('mirror.linkerd.io/%s: %s may mean %s', (name, value, meant) => {
    const service = (text: string) =>
      `kind: Service\nmetadata:\n  labels:\n    mirror.linkerd.io/${name}: ${text}\n`;
    checkFix(service(value), 'multicluster-label-value', meant && service(`"${meant}"`));
  });

  it('is silent about values of other types, other labels, and annotations', () => {
    check(`
      kind: Service
      metadata: {labels: {mirror.linkerd.io/exported: 5, mirror.linkerd.io/federated: null, mirror.linkerd.io/other: x}}
      ---
      kind: Service
      metadata: {annotations: {mirror.linkerd.io/exported: everything}}
      ---
      kind: Pod
      metadata: {labels: {mirror.linkerd.io/exported: everything}}
    `);
  });

  it('has no fix where the label is written elsewhere', () => {
    check(`
      kind: List
      shared: &shared {mirror.linkerd.io/exported: &yes "yes"}
      items:
        - kind: Service
          metadata:
            labels: *shared
      #             ^^^^^^^ information multicluster-label-value
        - kind: Service
          metadata:
            labels:
              mirror.linkerd.io/exported: *yes
      #                                   ^^^^ information multicluster-label-value
    `);
  });
});
