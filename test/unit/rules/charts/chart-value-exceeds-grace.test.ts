import { it } from 'vitest';
import rule from '../../../../server/src/rules/charts/chart-value-exceeds-grace.ts';
import { describeRule } from '../../../support/describeRule.ts';
import { settingsOf } from '../../../support/lint.ts';

describeRule(rule, ({ check }) => {
  const release = (version: string, proxy: string) => `
      apiVersion: helm.toolkit.fluxcd.io/v2
      kind: HelmRelease
      spec:
        chart: {spec: {chart: linkerd-control-plane, version: ${version}}}
        values:
          proxy: ${proxy}`;

  it('marks a wait of 30 seconds and more', () => {
    check(`${release('2025.8.1', '{waitBeforeExitSeconds: 40}')}
      #                                  ^^ warning chart-value-exceeds-grace: waits 40 seconds
    `);
    check(`${release('2026.8.3', '{nativeSidecar: false, waitBeforeExitSeconds: 30}')}
      #                                                        ^^ warning chart-value-exceeds-grace
    `);
  });

  it('goes by Linkerd’s version where the chart’s is not known', () => {
    const values = 'linkerd-control-plane:\n  proxy: {waitBeforeExitSeconds: 40}\n';
    check(
      `${values}#                                ^^ warning chart-value-exceeds-grace: waits 40 seconds\n`,
      settingsOf({ linkerd: '2.18' }),
    );
    check(values, settingsOf({ linkerd: 'edge-26.8.3' }));
  });

  it('is silent about less, native sidecars, unknown versions and templates', () => {
    check(release('2025.8.1', '{waitBeforeExitSeconds: 29}'));
    check(release('2025.8.1', '{waitBeforeExitSeconds: 40, nativeSidecar: true}'));
    check(release('2026.8.3', '{waitBeforeExitSeconds: 40}'));
    check('linkerd-control-plane:\n  proxy: {waitBeforeExitSeconds: 40}\n');
    check(release('2025.8.1', '{waitBeforeExitSeconds: 40, nativeSidecar: "{{ .Values.native }}"}'));
    check(release('2025.8.1', '{waitBeforeExitSeconds: [40]}'));
    check(release('2025.8.1', '{waitBeforeExitSeconds: long}'));
    check(release('2025.8.1', '{waitBeforeExitSeconds: 40}').replace('linkerd-control-plane', 'linkerd-viz'));
    check(release('2025.8.1', '{waitBeforeExitSeconds: "{{ .Values.wait }}"}'));
  });
});
