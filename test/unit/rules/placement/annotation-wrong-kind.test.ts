import { it } from 'vitest';
import rule from '../../../../server/src/rules/placement/annotation-wrong-kind.ts';
import { describeRule } from '../../../support/describeRule.ts';

describeRule(rule, ({ check }) => {
  it('goes by the kind, and by the group where the kind alone says too little', () => {
    check(`
      apiVersion: v1
      kind: Pod
      metadata:
        annotations:
          balancer.linkerd.io/failure-accrual: consecutive
      #   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning annotation-wrong-kind: Linkerd does not read this from objects of kind Pod, so it has no effect here
      ---
      apiVersion: networking.k8s.io/v1
      kind: Ingress
      metadata:
        annotations:
          linkerd.io/inject: enabled
      #   ^^^^^^^^^^^^^^^^^ warning annotation-wrong-kind: from objects of kind Ingress
      ---
      apiVersion: policy.linkerd.io/v1beta3
      kind: Server
      metadata:
        annotations:
          config.linkerd.io/default-inbound-policy: deny
      #   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning annotation-wrong-kind
      ---
      apiVersion: apps/v1
      kind: Deployment
      metadata:
        annotations:
          retry.linkerd.io/http: 5xx
      #   ^^^^^^^^^^^^^^^^^^^^^ warning annotation-wrong-kind: from objects of kind Deployment
    `);
  });

  it('calls it superfluous where the pods of a custom resource get the same', () => {
    const rollout = (value: string, mark: string) => `
      apiVersion: argoproj.io/v1alpha1
      kind: Rollout
      metadata:
        annotations:
          linkerd.io/inject: enabled
      #   ^^^^^^^^^^^^^^^^^ ${mark}
      spec:
        template:
          metadata: {annotations: {linkerd.io/inject: ${value}}}
    `;
    check(
      rollout(
        'enabled',
        'information annotation-wrong-kind: the pod template has the same annotation. Remove this one',
      ),
    );
    check(
      rollout(
        'disabled',
        'warning annotation-wrong-kind: Argo Rollouts does not copy a Rollout’s own annotations',
      ),
    );
  });

  it('reports nothing if another program decides what happens to the annotation', () => {
    check(`
      serviceAnnotations: {config.linkerd.io/proxy-await: enabled}
      annotations: {config.linkerd.io/proxy-await: enabled}
      ---
      apiVersion: example.com/v1
      kind: Database
      metadata: {annotations: {config.linkerd.io/proxy-await: enabled}}
      ---
      apiVersion: sparkoperator.k8s.io/v1beta2
      kind: SparkApplication
      metadata: {annotations: {config.linkerd.io/proxy-await: enabled}}
      ---
      apiVersion: "{{ .Values.version }}"
      kind: Ingress
      metadata: {annotations: {linkerd.io/inject: enabled}}
      ---
      apiVersion: kustomize.config.k8s.io/v1beta1
      kind: Kustomization
      commonAnnotations: {retry.linkerd.io/http: 5xx}
      ---
      apiVersion: apps/v1
      kind: Pod
      metadata: {annotations: {linkerd.io/inject: enabled}}
      ---
      kind: Service
      metadata: {annotations: {linkerd.io/inject: enabled, config.linkerd.io/proxy-await: null}}
    `);
  });

  it.each([
    [
      'the habit of annotating a Service',
      'kind: Service\nmetadata: {annotations: {linkerd.io/inject: enabled}}',
    ],
    ['what a patch removes', 'kind: Service\nmetadata: {annotations: {config.linkerd.io/proxy-await: null}}'],
    ['a workload, for its pods', 'kind: Deployment\nmetadata: {annotations: {linkerd.io/inject: enabled}}'],
    [
      'a Namespace, for its pods',
      'kind: Namespace\nmetadata: {annotations: {config.linkerd.io/debug-image: a}}',
    ],
    [
      'what the injector writes',
      'kind: Service\nmetadata: {annotations: {linkerd.io/created-by: linkerd/cli}}',
    ],
    ['other annotations', 'kind: Service\nmetadata: {annotations: {example.com/a: b}}'],
  ])('is silent about %s', (_name, text) => {
    check(`${text}\n`);
  });

  it('marks an older name too', () => {
    check(`
      kind: Service
      metadata:
        annotations:
          config.alpha.linkerd.io/proxy-enable-native-sidecar: "true"
      #   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning annotation-wrong-kind: from objects of kind Service
    `);
  });

  it('marks other annotations of pods on a Service, and a Service’s on a Namespace', () => {
    check(`
      kind: Service
      metadata:
        annotations:
          config.linkerd.io/proxy-await: enabled
      #   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning annotation-wrong-kind: from objects of kind Service
      ---
      kind: Namespace
      metadata:
        annotations:
          balancer.linkerd.io/failure-accrual: consecutive
      #   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning annotation-wrong-kind: from objects of kind Namespace
      ---
      kind: Deployment
      spec:
        template:
          metadata:
            annotations:
              retry.linkerd.io/http: 5xx
      #       ^^^^^^^^^^^^^^^^^^^^^ warning annotation-wrong-kind: from objects of kind Pod
    `);
  });

  it('says where the operator takes the annotations of pods from', () => {
    check(`
      apiVersion: argoproj.io/v1alpha1
      kind: Rollout
      metadata:
        annotations:
          linkerd.io/inject: enabled
      #   ^^^^^^^^^^^^^^^^^ warning annotation-wrong-kind: Set it in spec.template.metadata.annotations
    `);
    check(`
      apiVersion: networking.k8s.io/v1
      kind: Ingress
      metadata:
        annotations:
          balancer.linkerd.io/failure-accrual: consecutive
      #   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning annotation-wrong-kind: from objects of kind Ingress, so it has no effect here. Set it on one of these kinds: Service
    `);
  });

  it('does not call it superfluous for another value of a list of resources', () => {
    check(`
      kind: List
      items:
        - apiVersion: argoproj.io/v1alpha1
          kind: Rollout
          metadata:
            annotations:
              linkerd.io/inject: enabled
      #       ^^^^^^^^^^^^^^^^^ warning annotation-wrong-kind: does not copy
        - apiVersion: argoproj.io/v1alpha1
          kind: Rollout
          spec: {template: {metadata: {annotations: {linkerd.io/inject: enabled}}}}
    `);
  });

  it('does not call it superfluous for another key, another resource’s pods, or a templated value', () => {
    const rollout = (annotation: string, pods: string) => `
      apiVersion: argoproj.io/v1alpha1
      kind: Rollout
      metadata:
        annotations:
          ${annotation}
      #   ^^^^^^^^^^^^^^^^^ warning annotation-wrong-kind: does not copy
      spec:
        template:
          metadata: {annotations: ${pods}}
    `;
    check(rollout('linkerd.io/inject: enabled', '{config.linkerd.io/proxy-await: enabled}'));
    check(
      rollout('linkerd.io/inject: "{{ .Values.inject }}"', '{linkerd.io/inject: "{{ .Values.inject }}"}'),
    );
    check(`${rollout('linkerd.io/inject: enabled', '{a: b}')}
      ---
      kind: Pod
      metadata: {annotations: {linkerd.io/inject: enabled}}
    `);
  });
});
