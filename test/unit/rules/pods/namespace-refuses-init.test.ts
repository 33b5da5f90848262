import { it } from 'vitest';
import rule from '../../../../server/src/rules/pods/namespace-refuses-init.ts';
import { describeRule } from '../../../support/describeRule.ts';
import { FIXED_CNI, PROXY_INIT } from '../../../support/lint.ts';

describeRule(rule, ({ check }) => {
  it('marks injection beside a level that refuses linkerd-init', () => {
    check(`
      apiVersion: v1
      kind: Namespace
      metadata:
        name: secure
        labels: {pod-security.kubernetes.io/enforce: baseline}
        annotations: {linkerd.io/inject: enabled}
      #                                  ^^^^^^^ warning namespace-refuses-init: unless the cluster uses linkerd-cni
    `);
    check(
      `
      apiVersion: v1
      kind: Namespace
      metadata:
        name: secure
        labels: {pod-security.kubernetes.io/enforce: restricted}
        annotations: {linkerd.io/inject: ingress}
      #                                  ^^^^^^^ error namespace-refuses-init: “restricted” rejects
      `,
      PROXY_INIT,
    );
  });

  it('is silent with linkerd-cni', () => {
    check(
      `
      apiVersion: v1
      kind: Namespace
      metadata:
        name: secure
        labels: {pod-security.kubernetes.io/enforce: restricted}
        annotations: {linkerd.io/inject: enabled}
      `,
      FIXED_CNI,
    );
  });

  it('is silent about other levels, without injection, and where a template decides', () => {
    check(`
      apiVersion: v1
      kind: Namespace
      metadata:
        name: a
        labels: {pod-security.kubernetes.io/enforce: privileged, pod-security.kubernetes.io/warn: restricted}
        annotations: {linkerd.io/inject: enabled}
      ---
      apiVersion: v1
      kind: Namespace
      metadata:
        name: b
        labels: {pod-security.kubernetes.io/enforce: restricted}
        annotations: {linkerd.io/inject: disabled}
      ---
      apiVersion: v1
      kind: Namespace
      metadata:
        name: c
        labels:
          {{- if .Values.strict }}
          pod-security.kubernetes.io/enforce: restricted
          {{- end }}
        annotations: {linkerd.io/inject: enabled}
    `);
  });

  const namespace = (labels: string, annotations: string) => `
      apiVersion: v1
      kind: Namespace
      metadata:
        name: secure
        labels: ${labels}
        annotations: ${annotations}
  `;

  it.each([
    ['{pod-security.kubernetes.io/enforce: restricted}', '{config.linkerd.io/proxy-log-level: enabled}'],
    ['{pod-security.kubernetes.io/enforce: restricted}', '{linkerd.io/inject: "{{ .Values.inject }}"}'],
    ['{pod-security.kubernetes.io/enforce: restricted}', '{linkerd.io/inject: null}'],
    ['{pod-security.kubernetes.io/enforce: restricted}', '{linkerd.io/inject: [enabled]}'],
    ['{pod-security.kubernetes.io/enforce: "{{ .Values.level }}"}', '{linkerd.io/inject: enabled}'],
    ['{app: web}', '{linkerd.io/inject: enabled}'],
  ])('is silent about the labels %s with %s', (labels, annotations) => {
    check(namespace(labels, annotations));
  });

  it('marks both under the same condition of a template', () => {
    check(`
      apiVersion: v1
      kind: Namespace
      metadata:
        name: secure
        {{- if .Values.strict }}
        labels: {pod-security.kubernetes.io/enforce: restricted}
        annotations: {linkerd.io/inject: enabled}
      #                                  ^^^^^^^ warning namespace-refuses-init
        {{- end }}
    `);
  });

  it('is silent about a pod, whose labels enforce nothing', () => {
    check(
      namespace('{pod-security.kubernetes.io/enforce: restricted}', '{linkerd.io/inject: enabled}').replace(
        'Namespace',
        'Pod',
      ),
    );
  });
});
