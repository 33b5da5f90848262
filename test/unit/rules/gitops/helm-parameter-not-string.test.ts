import { it } from 'vitest';
import rule from '../../../../server/src/rules/gitops/helm-parameter-not-string.ts';
import { describeRule } from '../../../support/describeRule.ts';

describeRule(rule, ({ check, checkFix }) => {
  it('marks what Helm does not leave a string', () => {
    check(`
      apiVersion: argoproj.io/v1alpha1
      kind: Application
      metadata: {name: web}
      spec:
        sources:
          - helm:
              parameters:
                - name: podAnnotations.config\\.linkerd\\.io/skip-inbound-ports
                  value: "{4190,4191}"
      #                  ^^^^^^^^^^^^^ error helm-parameter-not-string: Write 4190,4191
                - name: podAnnotations.config\\.linkerd\\.io/opaque-ports
                  value: "{4190"
      #                  ^^^^^^^ error helm-parameter-not-string: Helm rejects a value with an opening brace
                - name: podAnnotations.config\\.linkerd\\.io/enable-debug-sidecar
                  value: "True"
      #                  ^^^^^^ warning helm-parameter-not-string suggestion: Helm reads True as
                - {name: 'podAnnotations.config\\.linkerd\\.io/admin-port', value: 4191}
      #                                                                          ^^^^ warning helm-parameter-not-string suggestion
    `);
  });

  it('is silent about strings, other parameters, templates and forceString', () => {
    check(`
      apiVersion: argoproj.io/v1alpha1
      kind: ApplicationSet
      metadata: {name: linkerd}
      spec:
        template:
          spec:
            source:
              helm:
                parameters:
                  - {name: 'podAnnotations.linkerd\\.io/inject', value: enabled}
                  - {name: 'podAnnotations.config\\.linkerd\\.io/opaque-ports', value: "4190,4191"}
                  - {name: 'podAnnotations.config\\.linkerd\\.io/admin-port', value: "04191"}
                  - {name: 'podAnnotations.config\\.linkerd\\.io/admin-port', value: "{{ .Values.port }}"}
                  - {name: 'podAnnotations.config\\.linkerd\\.io/admin-port', value: "4191", forceString: true}
                  - {name: 'podAnnotations.config\\.linkerd\\.io/admin-port', value: "null"}
                  - {name: replicas, value: "3"}
    `);
  });

  it('asks for a string', () => {
    checkFix(
      `
      apiVersion: argoproj.io/v1alpha1
      kind: Application
      spec:
        source:
          helm:
            parameters:
              - name: podAnnotations.config\\.linkerd\\.io/admin-port
                value: "9000"
      `,
      'Add forceString: true',
      `
      apiVersion: argoproj.io/v1alpha1
      kind: Application
      spec:
        source:
          helm:
            parameters:
              - name: podAnnotations.config\\.linkerd\\.io/admin-port
                value: "9000"
                forceString: true
      `,
    );
  });

  it('takes only a value between braces for a list', () => {
    check(`
      apiVersion: argoproj.io/v1alpha1
      kind: Application
      spec:
        source:
          helm:
            parameters:
              - {name: 'podAnnotations.config\\.linkerd\\.io/opaque-ports', value: "x{4190}"}
    `);
  });

  it('reads the Applications that an ApplicationSet makes, and forceString: false', () => {
    check(`
      apiVersion: argoproj.io/v1alpha1
      kind: ApplicationSet
      spec:
        template:
          spec:
            source:
              helm:
                parameters:
                  - {name: 'podAnnotations.config\\.linkerd\\.io/admin-port', value: "4191"}
      #                                                                            ^^^^^^ warning helm-parameter-not-string suggestion
                  - {name: 'podAnnotations.config\\.linkerd\\.io/admin-port', value: "4191", forceString: false}
      #                                                                            ^^^^^^ warning helm-parameter-not-string
                  - {name: 'podAnnotations.config\\.linkerd\\.io/opaque-ports', value: "{4191}"}
      #                                                                              ^^^^^^^^ error helm-parameter-not-string: into a list
    `);
  });

  it('is silent about other kinds', () => {
    for (const [apiVersion, kind] of [
      ['argoproj.io/v1alpha1', 'Workflow'],
      ['example.org/v1', 'Application'],
    ])
      check(`
        apiVersion: ${apiVersion}
        kind: ${kind}
        spec: {source: {helm: {parameters: [{name: 'podAnnotations.config\\.linkerd\\.io/admin-port', value: "4191"}]}}}
      `);
  });

  it('is silent about a parameter whose name a template makes', () => {
    check(`
      apiVersion: argoproj.io/v1alpha1
      kind: Application
      spec:
        source:
          helm: {parameters: [{name: "linkerd-{{ .Values.name }}", value: "4191"}, {name: [a], value: "4191"}, {value: "1"}]}
    `);
  });
});
