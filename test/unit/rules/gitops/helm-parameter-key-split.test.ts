import { it } from 'vitest';
import rule from '../../../../server/src/rules/gitops/helm-parameter-key-split.ts';
import { describeRule } from '../../../support/describeRule.ts';

describeRule(rule, ({ check, checkFix }) => {
  it('marks a name whose annotation has a bare dot', () => {
    check(`
      apiVersion: argoproj.io/v1alpha1
      kind: Application
      spec:
        source:
          helm:
            parameters:
              - name: podAnnotations.config.linkerd.io/proxy-image
      #               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error helm-parameter-key-split suggestion: Write config\\.linkerd\\.io/proxy-image
                value: proxy
              - {name: controller.annotations.linkerd\\.io/inject, value: enabled}
              - {name: linkerd.io/inject, value: enabled}
              - {name: podAnnotations.example.com/x, value: enabled}
              - {name: podLabels.linkerd.io/inject, value: enabled}
    `);
  });

  it('marks a targetPath of Flux', () => {
    check(`
      apiVersion: helm.toolkit.fluxcd.io/v2
      kind: HelmRelease
      spec:
        valuesFrom:
          - {kind: ConfigMap, name: a, targetPath: podAnnotations.linkerd.io/inject}
      #                                            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error helm-parameter-key-split suggestion: Write linkerd\\.io/inject
          - {kind: ConfigMap, name: b, targetPath: 'podAnnotations.linkerd\\.io/inject'}
    `);
  });

  it('escapes what is not escaped yet', () => {
    checkFix(
      `
      apiVersion: argoproj.io/v1alpha1
      kind: Application
      spec: {source: {helm: {parameters: [{name: 'web.podAnnotations.config.linkerd\\.io/opaque-ports', value: '25'}]}}}
      `,
      'helm-parameter-key-split',
      `
      apiVersion: argoproj.io/v1alpha1
      kind: Application
      spec: {source: {helm: {parameters: [{name: 'web.podAnnotations.config\\.linkerd\\.io/opaque-ports', value: '25'}]}}}
      `,
    );
  });

  it('is silent about resources of the same kinds in other groups', () => {
    check(`
      apiVersion: example.com/v2
      kind: HelmRelease
      spec: {valuesFrom: [{kind: ConfigMap, name: a, targetPath: podAnnotations.linkerd.io/inject}]}
      ---
      apiVersion: example.com/v1
      kind: Application
      spec: {source: {helm: {parameters: [{name: podAnnotations.linkerd.io/inject, value: enabled}]}}}
    `);
  });
});
