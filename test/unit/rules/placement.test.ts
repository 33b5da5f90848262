import { describe, it } from 'vitest';
import { check, checkFix } from '../../support/check.ts';

describe('annotation-wrong-kind', () => {
  it('goes by the kind, and by the group where the kind alone says too little', () => {
    check(`
      apiVersion: v1
      kind: Pod
      metadata:
        annotations:
          balancer.linkerd.io/failure-accrual: consecutive
      #   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning annotation-wrong-kind: It belongs on: Service
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

  it('does not judge where somebody else decides what becomes of the annotation', () => {
    check(`
      serviceAnnotations: {config.linkerd.io/proxy-await: enabled}
      annotations: {config.linkerd.io/proxy-await: enabled}
      ---
      apiVersion: opentelemetry.io/v1beta1
      kind: OpenTelemetryCollector
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
});

describe('annotation-not-inherited', () => {
  it('is about namespaces alone', () => {
    check(`
      kind: Namespace
      metadata:
        annotations:
          config.linkerd.io/debug-image: example/debug
      #   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning annotation-not-inherited
          config.linkerd.io/enable-debug-sidecar: "true"
      ---
      kind: Pod
      metadata: {annotations: {config.linkerd.io/debug-image: example/debug}}
    `);
  });
});

describe('annotation-as-label', () => {
  it('knows pods and namespaces, values and workloads', () => {
    check(`
      kind: Deployment
      metadata:
        labels:
          linkerd.io/inject: enabled
      #   ^^^^^^^^^^^^^^^^^ warning annotation-as-label: the pod template’s metadata.annotations
      spec:
        template:
          metadata:
            labels:
              linkerd.io/inject: enabled
      #       ^^^^^^^^^^^^^^^^^ warning annotation-as-label suggestion: Move it to annotations
              app: web
      ---
      podLabels:
        linkerd.io/inject: enabled
      # ^^^^^^^^^^^^^^^^^ warning annotation-as-label
    `);
  });

  it('leaves labels alone that are labels', () => {
    check(`
      kind: Namespace
      metadata:
        labels:
          config.linkerd.io/admission-webhooks: disabled
          linkerd.io/is-control-plane: "true"
          linkerd.io/whatever: "true"
    `);
  });

  it('moves one of several, and the only one with its map', () => {
    checkFix(
      `
      kind: Namespace
      metadata:
        name: shop
        labels:
          linkerd.io/inject: enabled # all of it
          team: shop
      `,
      'Move to annotations',
      `
      kind: Namespace
      metadata:
        name: shop
        labels:
          team: shop
        annotations:
          linkerd.io/inject: enabled # all of it
      `,
    );
    checkFix(
      `
      kind: Namespace
      metadata:
        name: shop
        labels:
          linkerd.io/inject: enabled
      spec: {}
      `,
      'Move to annotations',
      `
      kind: Namespace
      metadata:
        name: shop
        annotations:
          linkerd.io/inject: enabled
      spec: {}
      `,
    );
    checkFix(
      'kind: Namespace\nmetadata: {name: shop, labels: {linkerd.io/inject: enabled}}\n',
      'Move to annotations',
      'kind: Namespace\nmetadata: {name: shop, "annotations": {"linkerd.io/inject": "enabled"}}\n',
    );
  });
});

describe('label-as-annotation', () => {
  it('moves a selector’s key to where selectors look', () => {
    checkFix(
      `
      kind: Service
      metadata:
        annotations:
          mirror.linkerd.io/exported: "true"
          a: b
        labels:
          app: web
      `,
      'Move to labels',
      `
      kind: Service
      metadata:
        annotations:
          a: b
        labels:
          app: web
          mirror.linkerd.io/exported: "true"
      `,
    );
  });

  it('is silent where the label is there too, and about keys that are both', () => {
    check(`
      kind: Service
      metadata:
        labels: {mirror.linkerd.io/exported: "true"}
        annotations:
          mirror.linkerd.io/exported: "true"
          multicluster.linkerd.io/remote-discovery: web@west
    `);
  });
});
