import { expect, it } from 'vitest';
import rule from '../../../../server/src/rules/pods/inject-host-network.ts';
import { describeRule } from '../../../support/describeRule.ts';
import { lint } from '../../../support/lint.ts';

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

  it('shows the line that says so', () => {
    const text =
      'kind: Pod\nmetadata: {annotations: {linkerd.io/inject: enabled}}\nspec: {hostNetwork: true}\n';
    const places = lint(text).flatMap(({ rule: id, related = [] }) => (id === rule.id ? related : []));
    expect(places.map(({ range }) => text.slice(range.start, range.end))).toEqual(['true']);
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
