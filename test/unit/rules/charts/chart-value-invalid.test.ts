import { it } from 'vitest';
import rule from '../../../../server/src/rules/charts/chart-value-invalid.ts';
import { describeRule } from '../../../support/describeRule.ts';
import { settingsOf } from '../../../support/lint.ts';

/** Values of the control plane's chart. */
function values(...lines: readonly string[]): string {
  return ['identityTrustAnchorsPEM: linkerd', ...lines, ''].join('\n');
}

describeRule(rule, ({ check, checkFix }) => {
  it('reads values as Linkerd does', () => {
    check(`
      identityTrustAnchorsPEM: linkerd
      proxy:
        opaquePorts: [25, 587]
      # ^^^^^^^^^^^ error chart-value-invalid: must be a single value
        ports: {admin: 70000}
      #                ^^^^^ error chart-value-invalid: proxy.ports.admin of linkerd-control-plane
        logLevel: info
        defaultInboundPolicy: denied
      #                       ^^^^^^ error chart-value-invalid
        outboundConnectTimeout: 1000
      #                         ^^^^ error chart-value-invalid suggestion
        resources: {cpu: {request: 100mb}, memory: {limit: ""}}
      #                            ^^^^^ error chart-value-invalid suggestion
        await: "false"
      #        ^^^^^^^ error chart-value-invalid suggestion: Helm treats it as true
        logHTTPHeaders: off
      #                 ^^^ error chart-value-invalid suggestion: without quotes, off is a boolean
      proxyInit:
        ignoreInboundPorts: "4567,4568, 9090,8080-8070"
      #                                ^^^^^ error chart-value-invalid suggestion: because of the space
      #                                      ^^^^^^^^^ error chart-value-invalid: neither a port nor a range
        ignoreOutboundPorts: "[4222]"
      #                       ^^^^^^ error chart-value-invalid
        runAsUser: root
      #            ^^^^ error chart-value-invalid: must be a number
        runAsGroup: "root"
      #             ^^^^^^ error chart-value-invalid: must be a number
      webhookFailurePolicy: fail
      #                     ^^^^ error chart-value-invalid suggestion
    `);
  });

  it('does not change a value with an anchor, which others may use', () => {
    check(`
      identityTrustAnchorsPEM: linkerd
      proxy:
        await: &no "false"
      #            ^^^^^^^ error chart-value-invalid: Helm treats it as true
        logHTTPHeaders: &off off
      #                      ^^^ error chart-value-invalid: without quotes, off is a boolean
    `);
  });

  it('marks lists and mappings at their keys', () => {
    check(`
      linkerd-control-plane:
        clusterNetworks: [10.0.0.0/8]
      # ^^^^^^^^^^^^^^^ error chart-value-invalid: Write one string, with commas
        imagePullSecrets: {name: a}
      # ^^^^^^^^^^^^^^^^ error chart-value-invalid: must be a list
        identity: true
      #           ^^^^ error chart-value-invalid: must be a mapping
        clusterDomain: {name: a}
      # ^^^^^^^^^^^^^ error chart-value-invalid: clusterDomain of linkerd-control-plane must be a single value.
        cniEnabled: {enabled: true}
      # ^^^^^^^^^^ error chart-value-invalid: cniEnabled of linkerd-control-plane must be a single value.
    `);
  });

  it('reads lists of networks and of ports as their readers do', () => {
    check(
      values(
        'clusterNetworks: "10.0.0.0/8, 100.64.0.0/10"',
        '#                            ^^^^^^^^^^^^^^ error chart-value-invalid suggestion: not a valid subnet',
        'proxy:',
        '  requireIdentityOnInboundPorts: "8080-"',
        '#                                 ^^^^^ error chart-value-invalid',
      ),
    );
    check(
      values(
        'clusterNetworks: 10.0.0.0/8,fd00::/8',
        'proxy: {requireIdentityOnInboundPorts: "80,8080-8090"}',
      ),
    );
  });

  it('marks a wait of the proxy beside a native sidecar, which the injector of some releases cannot render', () => {
    const release = (version: string, proxy: string) => `
      apiVersion: helm.toolkit.fluxcd.io/v2
      kind: HelmRelease
      spec:
        chart: {spec: {chart: linkerd-control-plane, version: ${version}}}
        values:
          proxy: ${proxy}`;
    check(`${release('2025.8.1', '{nativeSidecar: true, waitBeforeExitSeconds: 20}')}
      #                                                       ^^ error chart-value-invalid: Linkerd 2025.8.1 cannot inject
    `);
    check(`
      identityTrustAnchorsPEM: linkerd
      proxy: {nativeSidecar: true, waitBeforeExitSeconds: 20}
      #                                                   ^^ information chart-value-invalid: Linkerd 2.15 to 2.19 cannot inject
    `);
    check(release('2026.8.3', '{nativeSidecar: true, waitBeforeExitSeconds: 20}'));
    for (const proxy of [
      '{nativeSidecar: false, waitBeforeExitSeconds: 20}',
      '{nativeSidecar: true, waitBeforeExitSeconds: 0}',
      '{waitBeforeExitSeconds: 20}',
      '{nativeSidecar: "{{ .Values.native }}", waitBeforeExitSeconds: 20}',
    ])
      check(release('2025.8.1', proxy));
  });

  it('takes the version of a chart for its values in a string, and none for those of a chart around it', () => {
    const source = (chart: string, version: string) => `
          - chart: ${chart}
            targetRevision: ${version}
            helm:
              values: |
                identityTrustAnchorsPEM: linkerd
                proxy: {nativeSidecar: true, waitBeforeExitSeconds: 20}`;
    check(`
      apiVersion: argoproj.io/v1alpha1
      kind: Application
      spec:
        sources:${source('linkerd-control-plane', '2026.8.3')}${source('platform', '1.0.0')}
      #                                                             ^^ information chart-value-invalid: Linkerd 2.15 to 2.19 cannot inject
    `);
  });

  it('reads the values that linkerd install prints', () => {
    check(`
      apiVersion: v1
      kind: ConfigMap
      metadata: {name: linkerd-config}
      data:
        values: |
          identityTrustAnchorsPEM: linkerd
          proxy: {outboundConnectTimeout: 1000}
      #                                   ^^^^ error chart-value-invalid suggestion
    `);
  });

  it('takes Linkerd’s version for that of a chart without one', () => {
    const both = values('proxy: {nativeSidecar: true, waitBeforeExitSeconds: 20}');
    check(
      `${both}#                                                   ^^ error chart-value-invalid: Linkerd 2.18 cannot inject\n`,
      settingsOf({ linkerd: '2.18' }),
    );
    check(both, settingsOf({ linkerd: '2.14' }));
    check(values('proxy: {nativeSidecar: true, waitBeforeExitSeconds: "{{ .Values.wait }}"}'));
    check(values('proxy: {nativeSidecar: true}'));
  });

  it('is silent about what fits, is empty, or made by a template', () => {
    check(
      values(
        'clusterDomain: cluster.local',
        'controllerReplicas: "3"',
        'proxyInit: {ignoreInboundPorts: 4567, skipSubnets: "", logLevel: "", runAsRoot: yes}',
        'proxy:',
        '  await: "{{ .Values.wait }}"',
        '  enableShutdownEndpoint: false',
        '  opaquePorts: {{ .Values.ports }}',
        '  shutdownGracePeriod: ""',
        '  cores:',
        '  logHTTPHeaders: "off"',
        '  requireIdentityOnInboundPorts: "8080"',
      ),
    );
  });

  it('offers what was meant', () => {
    checkFix(
      values('proxyInit: {ignoreInboundPorts: "4567, 9090"}'),
      'Change ignoreInboundPorts to 4567,9090',
      values('proxyInit: {ignoreInboundPorts: "4567,9090"}'),
    );
    checkFix(
      values('proxyInit: {ignoreInboundPorts: "4567,  8080-8090 ,9090"}'),
      'Change ignoreInboundPorts to 4567,8080-8090,9090',
      values('proxyInit: {ignoreInboundPorts: "4567,8080-8090,9090"}'),
    );
    checkFix(values("proxy: {await: 'false'}"), 'Remove the quotes', values('proxy: {await: false}'));
    checkFix(values('proxy: {await: "false"}'), 'Remove the quotes', values('proxy: {await: false}'));
    checkFix(
      values('proxy: {logHTTPHeaders: off}'),
      'Quote the value',
      values('proxy: {logHTTPHeaders: "off"}'),
    );
  });

  it('marks subnets to skip beside IPv6, unless linkerd-cni or a template may be there', () => {
    const subnets = (...lines: readonly string[]) => values(...lines, 'proxyInit: {skipSubnets: 10.0.0.0/8}');
    check(
      `${subnets('disableIPv6: false')}#                        ^^^^^^^^^^ error chart-value-invalid: no injected pod starts\n`,
    );
    check(subnets('disableIPv6: true'));
    check(subnets());
    check(subnets(), settingsOf({ ipv6: 'disabled' }));
    check(
      `${subnets('disableIPv6: false', 'cniEnabled: false')}#                        ^^^^^^^^^^ error chart-value-invalid: no injected pod starts\n`,
    );
    check(subnets('disableIPv6: false', 'cniEnabled: true'));
    check(`linkerd-viz:\n  prometheus: {}\n  disableIPv6: false\n  proxyInit: {skipSubnets: 10.0.0.0/8}\n`);
    check(subnets('disableIPv6: "{{ .Values.only4 }}"'));
    check(subnets('disableIPv6: false'), settingsOf({ dataPlane: 'cni' }));
    check(
      `${subnets()}#                        ^^^^^^^^^^ error chart-value-invalid: no injected pod starts\n`,
      settingsOf({ ipv6: 'enabled' }),
    );
    check(subnets('disableIPv6: true'), settingsOf({ ipv6: 'enabled' }));
  });

  it('marks a space behind a port, and a string in a block', () => {
    check(
      values(
        'proxyInit: {ignoreInboundPorts: "9090 ,80"}',
        '#                                ^^^^^ error chart-value-invalid suggestion: because of the space',
      ),
    );
    check(
      values(
        'proxy:',
        '  await: |-',
        '#        ^> error chart-value-invalid: Helm treats it as true',
        '    false',
      ),
    );
  });
});
