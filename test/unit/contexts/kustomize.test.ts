import { describe, test } from 'vitest';
import { check, checkFix } from '../../support/check.ts';
import { PROXY_INIT } from '../../support/lint.ts';

describe('kustomize', () => {
  test('a strategic merge patch in a kustomization is judged in place', () => {
    check(`
      apiVersion: kustomize.config.k8s.io/v1beta1
      kind: Kustomization
      patches:
        - target:
            kind: Deployment
          patch: |-
            apiVersion: apps/v1
            kind: Deployment
            metadata:
              name: web
            spec:
              template:
                metadata:
                  annotations:
                    config.linkerd.io/skip-inbound-ports: "8080, 9090"
      #                                                   ^^^^^^^^^^^^ warning skip-inbound-missing-proxy-ports suggestion: 4190 (tap)
      #                                                         ^^^^^ error skip-ports-whitespace safe: 9090
                    config.linkerd.io/skip-outbound-ports: null
    `);
  });

  test('a patch in a patch keeps its indentation when a fix rewrites lines', () => {
    checkFix(
      `
      kind: Kustomization
      patches:
        - patch: |-
            apiVersion: apps/v1
            kind: Deployment
            metadata:
              name: web
              annotations:
                config.linkerd.io/skip-inbound-ports: "80,4190,4191"
            spec:
              template:
                metadata:
                  labels:
                    app: web
      namespace: shop
    `,
      'Move to the pod template',
      `
      kind: Kustomization
      patches:
        - patch: |-
            apiVersion: apps/v1
            kind: Deployment
            metadata:
              name: web
            spec:
              template:
                metadata:
                  labels:
                    app: web
                  annotations:
                    config.linkerd.io/skip-inbound-ports: "80,4190,4191"
      namespace: shop
    `,
    );
  });

  test('an entry that ends the embedded text goes without a trace', () => {
    checkFix(
      `
      kind: Kustomization
      patches:
        - patch: |
            kind: Pod
            metadata:
              annotations:
                config.linkerd.io/opaque-ports: "80"
                config.linkerd.io/skip-inbound-ports: "80"
      namespace: shop
    `,
      'Use opaque-ports instead (on the Service too if the server speaks first, or clients wait 10 s)',
      `
      kind: Kustomization
      patches:
        - patch: |
            kind: Pod
            metadata:
              annotations:
                config.linkerd.io/opaque-ports: "80"
      namespace: shop
    `,
    );
  });

  test('JSON Patch operations name the key in their path', () => {
    check(`
      - op: add
        path: /spec/template/metadata/annotations/config.linkerd.io~1skip-inbound-ports
        value: "8080"
      #        ^^^^^^ warning skip-inbound-missing-proxy-ports suggestion
      - op: remove
        path: /spec/template/metadata/annotations/config.linkerd.io~1skip-outbound-ports
      - op: replace
        path: /metadata/labels/example.com~1skip-inbound-ports
        value: "8080"
    `);
  });

  test('JSON Patch operations in a kustomization know their target', () => {
    check(`
      kind: Kustomization
      patches:
        - target: {kind: Deployment, group: apps, version: v1}
          patch: |-
            - op: add
              path: /metadata/annotations/config.linkerd.io~1skip-inbound-ports
      #                                   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error annotation-on-workload-metadata: Deployment
              value: "8080"
        - target: {kind: Namespace}
          patch: |-
            - op: add
              path: /metadata/annotations/config.linkerd.io~1skip-inbound-ports
              value: "8080"
      #              ^^^^^^ warning skip-inbound-missing-proxy-ports suggestion
        - target: {kind: Service}
          patch: |-
            - op: add
              path: /metadata/annotations/config.linkerd.io~1skip-inbound-ports
      #                                   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning annotation-wrong-kind: Service
              value: "8080"
    `);
  });

  test('a JSON Patch may add the whole map of annotations', () => {
    check(`
      - op: add
        path: /spec/template/metadata/annotations
        value:
          config.linkerd.io/skip-inbound-ports: "8080,4190"
      #                                         ^^^^^^^^^^^ warning skip-inbound-missing-proxy-ports suggestion: 4191
      #                                               ^^^^ information skip-inbound-covers-control-port suggestion
          config.linkerd.io/admin-port: "4191"
    `);
  });

  test('a key in a path is renamed as a path spells it', () => {
    checkFix(
      `
      kind: Kustomization
      patches:
        - target: {kind: Pod}
          patch: |-
            - op: add
              path: /metadata/annotations/config.linkerd.io~1skip-inbound-ports
              value: "8080"
    `,
      'Use opaque-ports instead (on the Service too if the server speaks first, or clients wait 10 s)',
      `
      kind: Kustomization
      patches:
        - target: {kind: Pod}
          patch: |-
            - op: add
              path: /metadata/annotations/config.linkerd.io~1opaque-ports
              value: "8080"
    `,
    );
  });

  test('a patch that is JSON in a quoted scalar is fixed inside its quotes', () => {
    checkFix(
      `
      kind: Kustomization
      patches:
        - patch: '[{"op": "add", "path": "/spec/template/metadata/annotations/config.linkerd.io~1skip-inbound-ports", "value": "8080"}]'
    `,
      'Add 4190 and 4191 (tap stays refused)',
      `
      kind: Kustomization
      patches:
        - patch: '[{"op": "add", "path": "/spec/template/metadata/annotations/config.linkerd.io~1skip-inbound-ports", "value": "8080,4190,4191"}]'
    `,
    );
    checkFix(
      `
      kind: Kustomization
      patches:
        - patch: "[{\\"op\\": \\"add\\", \\"path\\": \\"/spec/template/metadata/annotations/config.linkerd.io~1skip-inbound-ports\\", \\"value\\": 8080}]"
    `,
      'Add 4190 and 4191 (tap stays refused)',
      `
      kind: Kustomization
      patches:
        - patch: "[{\\"op\\": \\"add\\", \\"path\\": \\"/spec/template/metadata/annotations/config.linkerd.io~1skip-inbound-ports\\", \\"value\\": \\"8080,4190,4191\\"}]"
    `,
    );
  });

  test('inline patches that are written as YAML are resources of their own', () => {
    check(`
      apiVersion: helm.toolkit.fluxcd.io/v2
      kind: HelmRelease
      metadata:
        name: web
      spec:
        postRenderers:
          - kustomize:
              patchesStrategicMerge:
                - apiVersion: apps/v1
                  kind: Deployment
                  metadata:
                    name: web
                    annotations:
                      config.linkerd.io/skip-inbound-ports: "8080"
      #               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error annotation-on-workload-metadata: Deployment
    `);
  });

  test('commonAnnotations reach the pod templates', () => {
    check(
      `
      apiVersion: kustomize.config.k8s.io/v1beta1
      kind: Kustomization
      commonAnnotations:
        config.linkerd.io/skip-inbound-ports: "4190-4191"
      #                                        ^^^^^^^^^ warning skip-inbound-covers-control-port safe
    `,
      PROXY_INIT,
    );
  });

  test('a comment in the embedded text silences, and one outside does not', () => {
    check(`
      kind: Kustomization
      patches:
        - patch: |-
            kind: Pod
            metadata:
              annotations:
                # linkerd-lint-disable-next-line skip-inbound-missing-proxy-ports
                config.linkerd.io/skip-inbound-ports: "8080"
    `);
  });
});
