import { describe, expect, it } from 'vitest';
import { labels, lineAfter, offer, offers } from './completeAt.ts';

/** A HelmRelease of Flux with these lines as values. */
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

const APPLICATION = `
apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: {name: cni}
spec:
  source:
    chart: linkerd2-cni
    targetRevision: 2025.7.2
    helm:
      values: |
        ignore$0
`;

describe('values of charts', () => {
  it('are offered if the chart’s version reads them and they are not there', () => {
    const old = labels(release('2024.3.1', 'proxyInit: {}', 'con$0'));
    expect(old).toContain('controllerLogLevel');
    expect(old).not.toContain('controller');
    expect(old).not.toContain('proxyInit');
    expect(labels(release('2025.7.2', 'con$0'))).toContain('controller');
    expect(labels(release('2026.7.1', 'policyController:', '  i$0'))).not.toContain('image');
    expect(labels(release('2025.7.2', 'policyController:', '  i$0'))).toContain('image');
  });

  it('come with what may be written, what is not the default first', () => {
    expect(lineAfter(release('2025.7.2', 'disa$0'), 'disableIPv6')).toBe('disableIPv6: ‹false|true›');
    expect(lineAfter(release('2025.7.2', 'controllerLogF$0'), 'controllerLogFormat')).toBe(
      'controllerLogFormat: ‹json|plain›',
    );
    expect(lineAfter(release('2025.7.2', 'controllerLogLevel: $0'), 'debug')).toBe(
      'controllerLogLevel: debug',
    );
  });

  it('are quoted where YAML would read them as booleans', () => {
    const inPlace = release('2025.7.2', 'proxy:', '  logHTTPHeaders: $0');
    expect(lineAfter(inPlace, '"off"')).toBe('logHTTPHeaders: "off"');
    expect(labels(release('2025.7.2', 'proxy:', '  logHTTPHeaders: "$0"'))).toContain('off');
  });

  it('say the default beside the key', () => {
    const found = offers(release('2025.7.2', 'cluster$0'));
    expect(offer(found, 'clusterDomain').detail).toBe('cluster.local');
    expect(offer(found, 'clusterDomain').documentation).toContain('linkerd-control-plane 2025.7.2');
  });

  it('are offered in strings, below a dependency’s name, and in a file of its own', () => {
    expect(labels(APPLICATION)).toContain('ignoreInboundPorts');
    expect(lineAfter(APPLICATION, 'ignoreInboundPorts')).toBe('ignoreInboundPorts: ‹›');
    expect(labels('linkerd-viz:\n  dashboard: {}\n  tap$0\n')).toContain('tapInjector');
    expect(labels('proxyInit:\n  ignoreInboundPorts: "25"\n  skip$0\n')).toContain('skipSubnets');
  });

  it('are not offered in other charts’ values', () => {
    expect(labels(release('2025.7.2', '$0').replaceAll('linkerd-control-plane', 'podinfo'))).toEqual([]);
  });
});

/** An Application of Argo CD with these lines as parameters. */
function parameters(chart: string, ...lines: readonly string[]): string {
  return [
    'apiVersion: argoproj.io/v1alpha1',
    'kind: Application',
    'metadata: {name: linkerd}',
    'spec:',
    '  source:',
    `    ${chart}`,
    '    targetRevision: 2025.7.2',
    '    helm:',
    '      parameters:',
    ...lines.map((line) => `        ${line}`),
    '',
  ].join('\n');
}

describe('parameters of charts', () => {
  const ofControlPlane = (...lines: readonly string[]) =>
    parameters('chart: linkerd-control-plane', ...lines);

  it('are completed step by step', () => {
    expect(labels(ofControlPlane('- name: pro$0'))).toContain('proxyInit');
    const below = labels(ofControlPlane('- name: proxy.lo$0'));
    expect(below).toContain('logLevel');
    expect(below).not.toContain('proxyInit');
    expect(lineAfter(ofControlPlane('- name: proxy.lo$0', '  value: x'), 'logLevel')).toBe(
      '- name: proxy.logLevel',
    );
    expect(lineAfter(ofControlPlane('- name: "proxy.$0"'), 'logLevel')).toBe('- name: "proxy.logLevel"');
    expect(lineAfter(ofControlPlane('- {name: proxy.image.$0, value: x}'), 'version')).toBe(
      '- {name: proxy.image.version, value: x}',
    );
    expect(lineAfter(ofControlPlane('- name: pro$0.logLevel'), 'proxyInit')).toBe(
      '- name: proxyInit.logLevel',
    );
  });

  it('are completed behind the key, without a request', () => {
    const found = labels(ofControlPlane('- name: $0'), undefined, ' ');
    expect(found).toContain('proxyInit');
    expect(labels(ofControlPlane('- name: proxy.$0'), undefined, '.')).toContain('logLevel');
  });

  it('know what the chart’s version reads, and say the default', () => {
    const old = ofControlPlane('- name: con$0').replace('2025.7.2', '2024.3.1');
    expect(labels(old)).not.toContain('controller');
    const found = offers(ofControlPlane('- name: cluster$0'));
    expect(offer(found, 'clusterDomain').detail).toBe('cluster.local');
    expect(offer(found, 'clusterDomain').documentation).toContain('linkerd-control-plane 2025.7.2');
  });

  it('have words as values, which Argo CD wants as strings', () => {
    expect(lineAfter(ofControlPlane('- name: controllerLogLevel', '  value: $0'), 'debug')).toBe(
      'value: debug',
    );
    expect(lineAfter(ofControlPlane('- name: disableIPv6', '  value: $0'), '"false"')).toBe('value: "false"');
    expect(lineAfter(ofControlPlane('- name: disableIPv6', '  value: "$0"'), 'false')).toBe('value: "false"');
  });

  it('of a chart that depends on one of Linkerd’s are below its name', () => {
    const wrapped = parameters('path: charts/mesh', '- name: linkerd2-cni.ig$0');
    expect(lineAfter(wrapped, 'ignoreInboundPorts')).toBe('- name: linkerd2-cni.ignoreInboundPorts');
  });

  it('are not offered where there are none', () => {
    expect(labels(ofControlPlane('- name: proxy.logLevel.$0'))).toEqual([]);
    expect(labels(ofControlPlane('- name: podAnnotations.$0'))).toEqual([]);
    expect(labels(ofControlPlane('- name: nothing.$0'))).toEqual([]);
    expect(labels(ofControlPlane('- name: clusterDomain', '  value: $0'))).toEqual([]);
    expect(labels(parameters('chart: podinfo', '- name: pro$0'))).toEqual([]);
  });

  it('are completed in helmfiles and in k3s, too', () => {
    const helmfile = 'releases:\n  - chart: linkerd/linkerd-viz\n    set:\n      - name: dash$0\n';
    expect(labels(helmfile)).toContain('dashboard');
    const k3s =
      'apiVersion: helm.cattle.io/v1\nkind: HelmChart\nspec:\n  chart: linkerd-viz\n  set:\n    dash$0: x\n';
    expect(labels(k3s)).toContain('dashboard');
  });
});
