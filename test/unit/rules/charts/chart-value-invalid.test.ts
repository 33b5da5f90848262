import { it } from 'vitest';
import rule from '../../../../server/src/rules/charts/chart-value-invalid.ts';
import { describeRule } from '../../../support/describeRule.ts';

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
      #        ^^^^^^^ error chart-value-invalid suggestion: Helm takes it for true
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
      webhookFailurePolicy: fail
      #                     ^^^^ error chart-value-invalid suggestion
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
    `);
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
    checkFix(values('proxy: {await: "false"}'), 'Remove the quotes', values('proxy: {await: false}'));
    checkFix(
      values('proxy: {logHTTPHeaders: off}'),
      'Quote the value',
      values('proxy: {logHTTPHeaders: "off"}'),
    );
  });
});
