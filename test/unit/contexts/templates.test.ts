import { describe, test } from 'vitest';
import { check, checkFix } from '../../support/check.ts';

describe('Helm templates', () => {
  test('a condition at the beginning of a line is not part of the key, and moves nothing', () => {
    check(`
      kind: Pod
      metadata:
        annotations:
          {{ if .Values.mesh }}linkerd.io/inject: enabled{{ end }}
          {{- /* why */}} config.linkerd.io/skip-inbound-ports: "80, 90"
      #                                                         ^^^^^^^^ warning skip-inbound-missing-proxy-ports suggestion
      #                                                             ^^^ error skip-ports-whitespace safe
          {{ .Values.prefix }}linkerd.io/skip-inbound-ports: "80, 90"
        name: web
    `);
  });

  test('a line with a condition in it is never removed', () => {
    checkFix(
      `
      kind: Pod
      metadata:
        annotations:
          config.linkerd.io/opaque-ports: "80"
          {{ if .Values.skip }}config.linkerd.io/skip-inbound-ports: "80"
          example.com/team: shop{{ end }}
    `,
      'Use opaque-ports instead (on the Service too if the server speaks first, or clients wait 10 s)',
      undefined,
    );
  });

  test('an embedded manifest keeps to the branches of the template around it', () => {
    checkFix(
      `
      kind: ConfigMap
      data:
        pod.yaml: |
          kind: Pod
          metadata:
            annotations:
              {{- if .Values.opaque }}
              config.linkerd.io/opaque-ports: "25"
              {{- end }}
      {{- if .Values.skip }}
              config.linkerd.io/skip-inbound-ports: "80"
      {{- end }}
    `,
      'Use opaque-ports instead (on the Service too if the server speaks first, or clients wait 10 s)',
      undefined,
    );
    checkFix(
      `
      kind: ConfigMap
      data:
        pod.yaml: |
          kind: Pod
          metadata:
            annotations:
              config.linkerd.io/opaque-ports: "25"
              config.linkerd.io/skip-inbound-ports: "80" # {{ .Values.why }}
              example.com/team: {{ .Values.team }}
    `,
      'Use opaque-ports instead (on the Service too if the server speaks first, or clients wait 10 s)',
      `
      kind: ConfigMap
      data:
        pod.yaml: |
          kind: Pod
          metadata:
            annotations:
              config.linkerd.io/opaque-ports: "25,80"
              example.com/team: {{ .Values.team }}
    `,
    );
  });

  test('a moved annotation in embedded text takes its comment along as it is written', () => {
    checkFix(
      `
      kind: ConfigMap
      data:
        web.yaml: |
          kind: Deployment
          apiVersion: apps/v1
          metadata:
            name: {{ .Release.Name }}
            annotations:
              config.linkerd.io/skip-inbound-ports: "80,4190,4191" # {{ .Values.why }}
          spec:
            template:
              metadata:
                labels: {}
    `,
      'Move to the pod template',
      `
      kind: ConfigMap
      data:
        web.yaml: |
          kind: Deployment
          apiVersion: apps/v1
          metadata:
            name: {{ .Release.Name }}
          spec:
            template:
              metadata:
                labels: {}
                annotations:
                  config.linkerd.io/skip-inbound-ports: "80,4190,4191" # {{ .Values.why }}
    `,
    );
  });
});

test('Jinja2 branches count as well', () => {
  checkFix(
    `
      kind: Pod
      metadata:
        annotations:
      {% if opaque %}
          config.linkerd.io/opaque-ports: "25"
      {% endif %}
          config.linkerd.io/skip-inbound-ports: "80"
    `,
    'Use opaque-ports instead (on the Service too if the server speaks first, or clients wait 10 s)',
    undefined,
  );
});

test('what a shell or kustomize fills in is unknown', () => {
  check(`
    kind: Pod
    metadata:
      annotations:
        config.linkerd.io/skip-inbound-ports: "$PORT,$(PORTS),\${MORE},http"
    #                                                                 ^^^^ error skip-ports-invalid-token
        config.linkerd.io/skip-outbound-ports: "$PORTS"
  `);
});

test('the copy that kubectl keeps is not judged', () => {
  check(`
    kind: Pod
    metadata:
      annotations:
        kubectl.kubernetes.io/last-applied-configuration: |
          {"kind":"Pod","metadata":{"annotations":{"config.linkerd.io/skip-inbound-ports":"80, 90"}}}
  `);
});

test('a patch that takes away what stood on a workload is right', () => {
  check(`
    apiVersion: apps/v1
    kind: Deployment
    metadata:
      annotations:
        config.linkerd.io/skip-inbound-ports: null
        config.linkerd.io/skip-outbound-ports:
  `);
});

test('the target of a patch that is written as YAML stands beside it', () => {
  check(`
    kind: HelmRelease
    apiVersion: helm.toolkit.fluxcd.io/v2
    spec:
      postRenderers:
        - kustomize:
            patchesJson6902:
              - target: {group: apps, version: v1, kind: Deployment, name: web}
                patch:
                  - op: add
                    path: /metadata/annotations/config.linkerd.io~1skip-inbound-ports
    #                                           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error annotation-on-workload-metadata
                    value: "80"
  `);
});
