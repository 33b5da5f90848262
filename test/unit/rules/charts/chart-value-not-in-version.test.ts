import { it } from 'vitest';
import rule from '../../../../server/src/rules/charts/chart-value-not-in-version.ts';
import { describeRule } from '../../../support/describeRule.ts';
import { settingsOf } from '../../../support/lint.ts';

/** Values of the control plane's chart in a HelmRelease. */
function release(version: string, ...lines: readonly string[]): string {
  return [
    'apiVersion: helm.toolkit.fluxcd.io/v2',
    'kind: HelmRelease',
    'metadata: {name: linkerd}',
    'spec:',
    `  chart: {spec: {chart: linkerd-control-plane, version: ${version}}}`,
    '  values:',
    ...lines.map((line) => `    ${line}`),
    '',
  ].join('\n');
}

describeRule(rule, ({ check }) => {
  it('goes by the version of the chart', () => {
    check(`
      apiVersion: helm.toolkit.fluxcd.io/v2
      kind: HelmRelease
      metadata: {name: linkerd}
      spec:
        chart: {spec: {chart: linkerd-control-plane, version: 2025.12.1}}
        values:
          proxyInit:
            resources: {}
      #     ^^^^^^^^^ warning chart-value-not-in-version: Use proxy.resources.
            image: {version: v2.4.2}
      #     ^^^^^ warning chart-value-not-in-version: (last read by edge-25.11.2), so it has no effect. Use proxy.image.
          controlPlaneTracing: true
      #   ^^^^^^^^^^^^^^^^^^^ warning chart-value-not-in-version: Use controller.tracing.enabled.
          cniPluginVersion: v1
      #   ^^^^^^^^^^^^^^^^ warning chart-value-not-in-version: (last read by edge-23.1.2), so it has no effect. Remove it.
      ---
      apiVersion: helm.toolkit.fluxcd.io/v2
      kind: HelmRelease
      metadata: {name: linkerd}
      spec:
        chart: {spec: {chart: linkerd-control-plane, version: 1.16.11}}
        values:
          proxyInit:
            resources: {}
          proxy: {nativeSidecar: true}
      #           ^^^^^^^^^^^^^ warning chart-value-not-in-version: It was added in edge-23.11.4 (2.15)
    `);
  });

  it('goes by the version of the chart in parameters too', () => {
    check(`
      apiVersion: argoproj.io/v1alpha1
      kind: Application
      spec:
        source:
          chart: linkerd-control-plane
          targetRevision: 2025.12.1
          helm:
            parameters:
              - {name: controlPlaneTracing, value: "true"}
      #                ^^^^^^^^^^^^^^^^^^^ warning chart-value-not-in-version: Use controller.tracing.enabled.
    `);
  });

  it('goes by Linkerd’s version where the chart’s is not known', () => {
    const values = release(
      '"*"',
      'egress: {globalEgressNetworkNamespace: egress}',
      'controlPlaneTracing: true',
    );
    check(values);
    check(values, settingsOf({ linkerd: '2.18' }));
    check(
      `
      proxyInit: {ignoreInboundPorts: "25"}
      policyController: {image: {name: a}}
      #                  ^^^^^ warning chart-value-not-in-version: linkerd-control-plane 2.19
    `,
      settingsOf({ linkerd: '2.19' }),
    );
  });

  it('is silent about versions that have the key, and newer ones', () => {
    check(release('2024.3.1', 'controlPlaneTracing: true', 'proxyInit: {resources: {}}'));
    check(release('2030.1.1', 'proxy: {nativeSidecar: true}'));
  });

  const argo = (version: string, helm: string) => `
      apiVersion: argoproj.io/v1alpha1
      kind: Application
      spec:
        source:
          chart: linkerd-control-plane
          targetRevision: ${version}
          helm:
            ${helm}
      `;

  it('goes by the version of the chart for values in a string too', () => {
    const values = `values: |
              identityTrustAnchorsPEM: linkerd
              proxyInit:
                resources: {}`;
    check(argo('1.16.11', values), settingsOf({ linkerd: 'edge-25.12.1' }));
    check(
      argo(
        '2025.12.1',
        `${values}\n      #         ^^^^^^^^^ warning chart-value-not-in-version: Use proxy.resources`,
      ),
    );
  });

  it('goes by the version of the chart for parameters, or by Linkerd’s', () => {
    const parameter = 'parameters: [{name: controlPlaneTracing, value: "true"}]';
    const marked = `${parameter}\n      #                         ^^^^^^^^^^^^^^^^^^^ warning chart-value-not-in-version: Use controller.tracing.enabled`;
    check(argo('1.16.11', parameter), settingsOf({ linkerd: 'edge-25.12.1' }));
    check(argo('"*"', marked), settingsOf({ linkerd: 'edge-25.12.1' }));
    check(argo('2025.12.1', marked));
    check(argo('"*"', parameter));
  });
});
