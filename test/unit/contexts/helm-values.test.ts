import { describe, test } from 'vitest';
import { check, checkFix } from '../../support/check.ts';

describe('Helm values', () => {
  test.each(['podAnnotations', 'workloadAnnotations', 'annotations', 'commonAnnotations'])('%s', (key) => {
    check(`
      replicas: 2
      controller:
        ${key}:
          # config.linkerd.io/skip-inbound-ports: "1"
          config.linkerd.io/skip-inbound-ports: "8080"
      #                                         ^^^^^^ warning skip-inbound-missing-proxy-ports suggestion
          config.linkerd.io/proxy-uid: 2102
    `);
  });

  test('podMetadata', () => {
    check(`
      podMetadata:
        annotations: {config.linkerd.io/skip-inbound-ports: 8080}
      #                                                     ^^^^ warning skip-inbound-missing-proxy-ports suggestion
    `);
  });

  test('in a HelmRelease are not part of the release', () => {
    check(`
      apiVersion: helm.toolkit.fluxcd.io/v2
      kind: HelmRelease
      metadata:
        name: web
      spec:
        values:
          web:
            podAnnotations:
              config.linkerd.io/skip-inbound-ports: 8080
      #                                             ^^^^ warning skip-inbound-missing-proxy-ports suggestion
    `);
  });

  test('in an Argo CD application, as text, as an object and as parameters', () => {
    check(`
      apiVersion: argoproj.io/v1alpha1
      kind: Application
      metadata:
        name: web
      spec:
        source:
          helm:
            values: |
              podAnnotations:
                config.linkerd.io/skip-inbound-ports: "8080 "
      #                                                ^^^^^ error skip-ports-whitespace safe
            valuesObject:
              podAnnotations:
                config.linkerd.io/skip-inbound-ports: "9090"
      #                                               ^^^^^^ warning skip-inbound-missing-proxy-ports suggestion
            parameters:
              - name: web.podAnnotations.config\\.linkerd\\.io/skip-inbound-ports
                value: "7070"
      #                ^^^^^^ warning skip-inbound-missing-proxy-ports suggestion
              - name: web.podAnnotations.config\\.linkerd\\.io/skip-outbound-ports
                value: "7070\\\\,8080"
    `);
  });

  test('in a config map, and a manifest in a config map in a config map', () => {
    checkFix(
      `
      apiVersion: v1
      kind: ConfigMap
      data:
        values.yaml: |
          podAnnotations:
            config.linkerd.io/skip-inbound-ports: '8080'
        nested.yaml: |
          kind: ConfigMap
          data:
            pod.yaml: |
              kind: Pod
              metadata:
                annotations:
                  config.linkerd.io/skip-inbound-ports: "25"
          other: x
    `,
      'Add 4190 and 4191 (tap stays refused)',
      `
      apiVersion: v1
      kind: ConfigMap
      data:
        values.yaml: |
          podAnnotations:
            config.linkerd.io/skip-inbound-ports: '8080,4190,4191'
        nested.yaml: |
          kind: ConfigMap
          data:
            pod.yaml: |
              kind: Pod
              metadata:
                annotations:
                  config.linkerd.io/skip-inbound-ports: "25,4190,4191"
          other: x
    `,
    );
  });

  test('several documents in one scalar', () => {
    check(`
      kind: ConfigMap
      data:
        all.yaml: |
          kind: Pod
          metadata:
            annotations:
              config.linkerd.io/skip-inbound-ports: "1"
      #                                             ^^^ warning skip-inbound-missing-proxy-ports suggestion
          ---
          kind: Namespace
          metadata:
            annotations:
              config.linkerd.io/skip-inbound-ports: "2"
      #                                             ^^^ warning skip-inbound-missing-proxy-ports suggestion
    `);
  });

  test('folded over lines are not judged, because no place in them is certain', () => {
    check(`
      kind: ConfigMap
      data:
        pod.yaml: >
          kind: Pod
          metadata:
            annotations: {config.linkerd.io/skip-inbound-ports: "1"}
    `);
  });
});

test('a named template may hold the entries alone', () => {
  check(`
    {{- define "web.podAnnotations" -}}
    {{- if .Values.mesh }}
    linkerd.io/inject: "enabled"
    config.linkerd.io/skip-inbound-ports: "4444,4567"
    #                                     ^^^^^^^^^^^ warning skip-inbound-missing-proxy-ports suggestion
    {{- end }}
    {{- end -}}
  `);
});
