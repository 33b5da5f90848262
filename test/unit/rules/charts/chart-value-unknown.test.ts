import { it } from 'vitest';
import rule from '../../../../server/src/rules/charts/chart-value-unknown.ts';
import { describeRule } from '../../../support/describeRule.ts';

/** A HelmRelease of a chart with these lines of values. */
function release(chart: string, ...lines: readonly string[]): string {
  return [
    'apiVersion: helm.toolkit.fluxcd.io/v2',
    'kind: HelmRelease',
    'metadata: {name: linkerd}',
    'spec:',
    '  chart:',
    `    spec: {chart: ${chart}, version: 2025.8.1}`,
    '  values:',
    ...lines.map((line) => `    ${line}`),
    '',
  ].join('\n');
}

describeRule(rule, ({ check, checkFix }) => {
  it('names what was meant, or where the key belongs', () => {
    check(`
      apiVersion: helm.toolkit.fluxcd.io/v2
      kind: HelmRelease
      metadata: {name: linkerd}
      spec:
        chart:
          spec: {chart: linkerd-control-plane, version: 2025.8.1}
        values:
          opaquePorts: "25"
      #   ^^^^^^^^^^^ warning chart-value-unknown: It reads proxy.opaquePorts.
          proxy:
            loglevel: info
      #     ^^^^^^^^ warning chart-value-unknown suggestion: Did you mean logLevel?
            resources: {cpu: {requests: 10m}}
      #                       ^^^^^^^^ warning chart-value-unknown suggestion: Did you mean request?
          proxyInjector: {cniPluginVersion: v1}
      #                   ^^^^^^^^^^^^^^^^ warning chart-value-unknown: so it has no effect. Remove it.
          somethingElse: true
      #   ^^^^^^^^^^^^^ warning chart-value-unknown: linkerd-control-plane 2025.8.1 does not read somethingElse, so it has no effect. Remove it.
          deploymentStrategy: {any: thing}
          tolerations: [{key: a}]
    `);
  });

  it('looks wherever values are written', () => {
    check(`
      apiVersion: argoproj.io/v1alpha1
      kind: Application
      spec:
        sources:
          - chart: linkerd-viz
            targetRevision: 2025.8.1
            helm:
              valuesObject: {dashbord: {replicas: 2}}
      #                      ^^^^^^^^ warning chart-value-unknown suggestion: Did you mean dashboard?
              parameters:
                - {name: dashboard.replica, value: "2"}
      #                  ^^^^^^^^^^^^^^^^^ warning chart-value-unknown: Did you mean replicas?
          - chart: linkerd2-cni
            targetRevision: 2025.8.1
            helm:
              values: |
                ignoreInboundPort: ""
      #         ^^^^^^^^^^^^^^^^^ warning chart-value-unknown suggestion: Did you mean ignoreInboundPorts?
      ---
      apiVersion: helm.cattle.io/v1
      kind: HelmChart
      spec:
        chart: linkerd-multicluster
        valuesContent: |-
          gatway: {enabled: false}
      #   ^^^^^^ warning chart-value-unknown suggestion: Did you mean gateway?
        set: {gateway.prt: "4143"}
      #       ^^^^^^^^^^^ warning chart-value-unknown: Did you mean port?
      ---
      releases:
        - name: linkerd
          chart: linkerd/linkerd-crds
          values:
            - installGatewayApi: true
      #       ^^^^^^^^^^^^^^^^^ warning chart-value-unknown suggestion: Did you mean installGatewayAPI?
          set:
            - {name: enableHttpRoute, value: true}
      #              ^^^^^^^^^^^^^^^ warning chart-value-unknown: Did you mean enableHttpRoutes?
      ---
      apiVersion: kustomize.config.k8s.io/v1beta1
      kind: Kustomization
      helmCharts:
        - name: linkerd-control-plane
          version: 2025.8.1
          valuesInline: {cniEnable: true}
      #                  ^^^^^^^^^ warning chart-value-unknown suggestion: Did you mean cniEnabled?
      ---
      linkerd-control-plane:
        enabled: true
        anything: else
        proxyInt: {}
      # ^^^^^^^^ warning chart-value-unknown suggestion: Did you mean proxyInit?
        proxy: {logLevel: info}
    `);
  });

  it('knows a values file by its keys, and what was below global', () => {
    check(`
      proxyInit:
        ignoreOutboundPorts: "25"
        ignoreInbound: ""
      unheardOf: true
      identity: {isuer: {}}
      #          ^^^^^ warning chart-value-unknown suggestion: linkerd-control-plane does not read identity.isuer, so it has no effect. Did you mean issuer?
    `);
    check(`
      apiVersion: argoproj.io/v1alpha1
      kind: Application
      spec:
        source:
          chart: linkerd-control-plane
          helm:
            valuesObject:
              global: {proxyInit: {}}
      #       ^^^^^^ warning chart-value-unknown: below global since 2.10
    `);
  });

  it('is silent about templates, other charts, and what charts around it read', () => {
    check(
      release(
        'linkerd-control-plane',
        '{{ .Values.key }}: true',
        'global: {team: shop}',
        'x-common: &a {b: c}',
      ),
    );
    check(release('other-chart', 'linkerd: {proxyInt: {}}'));
    check('linkerd-control-plane:\n  targetRevision: 2024.1.1\n  namespace: linkerd\n');
    check('proxyInit:\n  image: istio\n  other: linkerd\n');
  });

  it('is silent about what holds an anchor for other values, as in the chart’s values-ha.yaml', () => {
    check(
      release(
        'linkerd-control-plane',
        'controllerResources: &all',
        '  cpu: &cpu {request: 100m}',
        'destinationResources: *all',
        'shared: {own: &own {request: 1Gi}}',
        'identityResources: {cpu: *cpu, memory: *own}',
      ),
    );
    check(`
      apiVersion: helm.toolkit.fluxcd.io/v2
      kind: HelmRelease
      metadata: {name: linkerd}
      spec:
        chart: {spec: {chart: linkerd-control-plane, version: 2025.8.1}}
        values:
          proxi: &proxy {await: true}
      #   ^^^^^ warning chart-value-unknown suggestion: Did you mean proxy?
    `);
  });

  it('marks an alias that no chart reads, and does not rename a key with an anchor', () => {
    check(`
      apiVersion: helm.toolkit.fluxcd.io/v2
      kind: HelmRelease
      metadata: {name: linkerd}
      spec:
        chart: {spec: {chart: linkerd-control-plane, version: 2025.8.1}}
        values:
          destinationResources: &all {cpu: {request: 100m}}
          shared: *all
      #   ^^^^^^ warning chart-value-unknown: so it has no effect. Remove it.
          nothing:
      #   ^^^^^^^ warning chart-value-unknown: so it has no effect. Remove it.
          proxy:
            &image imag: {}
      #            ^^^^ warning chart-value-unknown: Did you mean image?
    `);
  });

  it('does not take enabled of one part for that of another', () => {
    check(`
      apiVersion: helm.toolkit.fluxcd.io/v2
      kind: HelmRelease
      metadata: {name: linkerd}
      spec:
        chart: {spec: {chart: linkerd-viz, version: 2025.8.1}}
        values:
          grafana: {enabled: true}
      #             ^^^^^^^ warning chart-value-unknown: so it has no effect. Remove it.
    `);
  });

  it('is silent about the values that linkerd install prints', () => {
    const config = (name: string) => `
      apiVersion: v1
      kind: ConfigMap
      metadata: {name: ${name}}
      data:
        values: |
          identityTrustAnchorsPEM: linkerd
          controllerImageVersion: stable-2.11.2
          proxy:
            loglevel: info`;
    check(config('linkerd-config'));
    check(`${config('other')}
      #     ^^^^^^^^ warning chart-value-unknown suggestion: Did you mean logLevel?
    `);
  });

  it('renames the key', () => {
    checkFix(
      release('linkerd2-cni', 'logLvl: info # all'),
      'Rename to logLevel',
      release('linkerd2-cni', 'logLevel: info # all'),
    );
  });

  it('renames no key that is quoted, or would be there twice', () => {
    check(`
      apiVersion: helm.toolkit.fluxcd.io/v2
      kind: HelmRelease
      metadata: {name: linkerd}
      spec:
        chart: {spec: {chart: linkerd2-cni, version: 2025.8.1}}
        values:
          "logLvl": info
      #   ^^^^^^^^ warning chart-value-unknown: Did you mean logLevel?
          ignoreInboundPort: ""
      #   ^^^^^^^^^^^^^^^^^ warning chart-value-unknown: Did you mean ignoreInboundPorts?
          ignoreInboundPorts: ""
    `);
  });

  it('marks the values in a string once, though they are known by their keys too', () => {
    check(`
      apiVersion: argoproj.io/v1alpha1
      kind: Application
      spec:
        source:
          chart: linkerd-control-plane
          helm:
            values: |
              identityTrustAnchorsPEM: linkerd
              controllerImageVersion: stable-2.11.2
              proxy:
                loglevel: info
      #         ^^^^^^^^ warning chart-value-unknown suggestion: Did you mean logLevel?
    `);
  });
});
