import { it } from 'vitest';
import rule from '../../../../server/src/rules/pods/namespace-without-injection.ts';
import { describeRule } from '../../../support/describeRule.ts';

describeRule(rule, ({ check }) => {
  it('marks injection in kube-system and cert-manager', () => {
    check(`
      apiVersion: apps/v1
      kind: DaemonSet
      metadata: {name: agent, namespace: kube-system}
      spec: {template: {metadata: {annotations: {linkerd.io/inject: ingress}}}}
      #                                                             ^^^^^^^ warning namespace-without-injection: not called for pods in kube-system
      ---
      apiVersion: v1
      kind: Namespace
      metadata: {name: cert-manager, annotations: {linkerd.io/inject: enabled}}
      #                                                               ^^^^^^^ warning namespace-without-injection
    `);
  });

  it('is silent elsewhere, where it says disabled, and where a template decides', () => {
    check(`
      apiVersion: v1
      kind: Pod
      metadata: {name: a, namespace: shop, annotations: {linkerd.io/inject: enabled}}
      ---
      apiVersion: v1
      kind: Pod
      metadata: {name: b, namespace: kube-system, annotations: {linkerd.io/inject: disabled}}
      ---
      apiVersion: v1
      kind: Pod
      metadata: {name: c, namespace: "{{ .Release.Namespace }}", annotations: {linkerd.io/inject: enabled}}
      ---
      apiVersion: v1
      kind: Service
      metadata: {name: d, namespace: kube-system, annotations: {linkerd.io/inject: enabled}}
    `);
  });
});
