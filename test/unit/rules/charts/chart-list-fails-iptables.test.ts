import { it } from 'vitest';
import rule from '../../../../server/src/rules/charts/chart-list-fails-iptables.ts';
import { describeRule } from '../../../support/describeRule.ts';
import { settingsOf } from '../../../support/lint.ts';

describeRule(rule, ({ check }) => {
  const release = (values: string) => `
      apiVersion: helm.toolkit.fluxcd.io/v2
      kind: HelmRelease
      spec:
        chart: {spec: {chart: linkerd-control-plane, version: 2025.8.1}}
        values:
          ${values}
          proxyInit: {skipSubnets: 10.0.0.0/8}`;
  const MARK = `
      #                            ^^^^^^^^^^ error chart-list-fails-iptables: no injected pod starts
    `;

  it('marks a list beside IPv6', () => {
    check(release('disableIPv6: false') + MARK);
    check(release('disableIPv6: false\n          cniEnabled: false') + MARK);
  });

  it('is silent without IPv6, with linkerd-cni, and where a template decides', () => {
    check(release('disableIPv6: true'));
    check(release('enablePSP: false'));
    check(release('disableIPv6: false\n          cniEnabled: true'));
    check(release('disableIPv6: false'), settingsOf({ dataPlane: 'cni' }));
    check(release('disableIPv6: "{{ .Values.only4 }}"'));
  });
});
