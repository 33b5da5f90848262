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
