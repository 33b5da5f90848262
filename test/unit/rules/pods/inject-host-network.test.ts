import { it } from 'vitest';
import rule from '../../../../server/src/rules/pods/inject-host-network.ts';
import { describeRule } from '../../../support/describeRule.ts';

describeRule(rule, ({ check }) => {
  it('needs both, certain and together', () => {
    check(`
      kind: Pod
      metadata:
        annotations:
          linkerd.io/inject: ingress
      #                      ^^^^^^^ warning inject-host-network: gets no proxy
      spec:
        hostNetwork: true
      ---
      kind: Pod
      metadata: {annotations: {linkerd.io/inject: disabled}}
      spec: {hostNetwork: true}
      ---
      kind: Pod
      metadata: {annotations: {linkerd.io/inject: enabled}}
      spec: {hostNetwork: false}
      ---
      kind: Pod
      metadata: {annotations: {linkerd.io/inject: "{{ .Values.inject }}"}}
      spec: {hostNetwork: true}
      ---
      kind: Pod
      metadata:
        annotations:
          linkerd.io/inject: enabled
      spec:
        {{- if .Values.host }}
        hostNetwork: true
        {{- end }}
    `);
  });

  it('is silent about Namespaces, and pods that say nothing of the network', () => {
    check(`
      kind: Namespace
      metadata: {annotations: {linkerd.io/inject: enabled}}
      spec: {hostNetwork: true}
      ---
      kind: Pod
      metadata: {annotations: {linkerd.io/inject: enabled}}
      spec: {containers: []}
      ---
      kind: Pod
      metadata: {annotations: {config.linkerd.io/proxy-log-level: enabled, linkerd.io/inject: "true"}}
      spec: {hostNetwork: true}
    `);
  });
});
