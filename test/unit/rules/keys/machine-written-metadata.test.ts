import { it } from 'vitest';
import rule from '../../../../server/src/rules/keys/machine-written-metadata.ts';
import { describeRule } from '../../../support/describeRule.ts';

describeRule(rule, ({ check }) => {
  it('reports marks in sources', () => {
    check(`
      kind: Pod
      metadata:
        labels:
          linkerd.io/control-plane-ns: linkerd
      #   ^^^^^^^^^^^^^^^^^^^^^^^^^^^ information machine-written-metadata suggestion: even without a proxy
          app: web
      spec: {containers: [{name: web, image: a}]}
    `);
  });

  it('leaves injected, live and Linkerd’s own pods alone', () => {
    check(`
      kind: Pod
      metadata: {labels: {linkerd.io/control-plane-ns: linkerd}}
      spec: {containers: [{name: web, image: a}, {name: linkerd-proxy, image: b}]}
      ---
      kind: Pod
      metadata: {uid: 1-2-3, labels: {linkerd.io/control-plane-ns: linkerd}}
      spec: {containers: [{name: web, image: a}]}
      ---
      kind: Pod
      metadata: {labels: {linkerd.io/control-plane-ns: linkerd, linkerd.io/extension: viz}}
      spec: {containers: [{name: web, image: a}]}
      ---
      kind: Pod
      metadata: {labels: {linkerd.io/control-plane-ns: "{{ .Values.ns }}"}}
      spec: {containers: [{name: web, image: a}]}
    `);
  });
});
