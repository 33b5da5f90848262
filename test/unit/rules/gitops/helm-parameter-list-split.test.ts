import { it } from 'vitest';
import rule from '../../../../server/src/rules/gitops/helm-parameter-list-split.ts';
import { describeRule } from '../../../support/describeRule.ts';

describeRule(rule, ({ check, checkFix }) => {
  const release = (entry: string, mark = '') => `
      apiVersion: helm.toolkit.fluxcd.io/v2
      kind: HelmRelease
      spec:
        valuesFrom:
          - ${entry}${mark}
  `;
  const SKIP = 'targetPath: podAnnotations.config\\.linkerd\\.io/skip-outbound-ports';

  it('marks the path of a list', () => {
    check(
      release(
        SKIP,
        `
      #                 ${'^'.repeat(54)} information helm-parameter-list-split suggestion: a list with commas`,
      ),
    );
  });

  it('is silent about literal values, other annotations, other paths and keys that are split anyway', () => {
    check(release(`{${SKIP}, literal: true}`));
    check(release(`{${SKIP}, literal: "{{ .Values.literal }}"}`));
    check(release('targetPath: podAnnotations.linkerd\\.io/inject'));
    check(release('targetPath: podAnnotations.config.linkerd.io/skip-outbound-ports'));
    check(release('{name: linkerd, targetPath: replicas}'));
  });

  it('takes the value literally', () => {
    checkFix(
      release(SKIP),
      'Add literal: true (needs a Flux version with this field)',
      release(`${SKIP}\n            literal: true`),
    );
  });

  it('is silent about other kinds', () => {
    for (const [apiVersion, kind] of [
      ['helm.toolkit.fluxcd.io/v2', 'HelmChart'],
      ['helm.fluxcd.io/v1', 'HelmRelease'],
    ])
      check(`
        apiVersion: ${apiVersion}
        kind: ${kind}
        spec: {valuesFrom: [{kind: ConfigMap, name: a, targetPath: 'podAnnotations.config\\.linkerd\\.io/opaque-ports'}]}
      `);
  });
});
