import { describe, expect, it } from 'vitest';
import { hoverAt } from './hoverAt.ts';

/** A HelmRelease of Flux with these lines as values. */
function release(chart: string, version: string, ...lines: readonly string[]): string {
  return [
    'apiVersion: helm.toolkit.fluxcd.io/v2',
    'kind: HelmRelease',
    'metadata: {name: linkerd}',
    'spec:',
    `  chart: {spec: {chart: ${chart}, version: ${version}}}`,
    '  values:',
    ...lines.map((line) => `    ${line}`),
    '',
  ].join('\n');
}

describe('the hover of a chart’s value', () => {
  it('says what it does, what may be written, its default, and since when', () => {
    const explained = hoverAt(release('linkerd-control-plane', '2025.7.2', 'disableI$0Pv6: false'));
    expect(explained?.on).toBe('disableIPv6');
    expect(explained?.markdown.split('\n').slice(2)).toEqual([
      '- **Value**: true or false',
      '- **Default**: `true`',
      '- **Since**: Linkerd 2.16 (edge-24.4.1)',
      '',
      '`disableIPv6` · linkerd-control-plane 2025.7.2',
    ]);
  });

  it('has the default of the chart’s version, and says when it changed', () => {
    expect(hoverAt(release('linkerd-control-plane', '2024.4.3', 'disableI$0Pv6: true'))?.markdown).toContain(
      '**Default**: `false`',
    );
    expect(hoverAt(release('linkerd-control-plane', '"*"', 'disableI$0Pv6: true'))?.markdown).toContain(
      '**Default**: `true`; before Linkerd 2.16 (edge-24.5.2): `false`',
    );
  });

  it('begins with what the version does not read', () => {
    const removed = release('linkerd-control-plane', '2026.7.1', 'policyController:', '  ima$0ge: {}');
    expect(hoverAt(removed)?.markdown.split('\n')[0]).toBe(
      '✗ **linkerd-control-plane 2026.7.1 does not read this.** Use `controllerImage, controllerImageVersion`.',
    );
    expect(hoverAt(removed)?.markdown).toContain('**Up to**: Linkerd 2.19 (edge-25.8.2)');
    const tooNew = release('linkerd-control-plane', '2024.3.1', 'contr$0oller: {}');
    expect(hoverAt(tooNew)?.markdown.split('\n')[0]).toBe(
      '✗ **linkerd-control-plane 2024.3.1 does not read this.**',
    );
  });

  it('lists words with what they mean, and begins with the one that the pointer rests on', () => {
    const explained = hoverAt(
      release('linkerd-control-plane', '2025.7.2', 'proxy:', '  defaultInboundPolicy: den$0y'),
    );
    expect(explained?.on).toBe('deny');
    expect(explained?.markdown.split('\n')[0]).toBe('`deny`: Only clients that a policy allows may connect.');
    expect(explained?.markdown).toContain('**For one pod**: `config.linkerd.io/default-inbound-policy`');
  });

  it('reaches into values in strings, and into parameters', () => {
    const application = (...lines: readonly string[]) =>
      [
        'apiVersion: argoproj.io/v1alpha1',
        'kind: Application',
        'metadata: {name: linkerd}',
        'spec:',
        '  source:',
        '    chart: linkerd2-cni',
        '    targetRevision: 2025.7.2',
        '    helm:',
        ...lines.map((line) => `      ${line}`),
        '',
      ].join('\n');
    const inString = hoverAt(application('values: |', '  ignoreInbound$0Ports: "8080"'));
    expect(inString?.on).toBe('ignoreInboundPorts');
    expect(inString?.markdown).toContain('`ignoreInboundPorts` · linkerd2-cni 2025.7.2');
    const parameter = hoverAt(application('parameters:', '  - name: image.vers$0ion', '    value: v1.6.3'));
    expect(parameter?.on).toBe('image.version');
    const ofControlPlane = (...lines: readonly string[]) =>
      hoverAt(application(...lines).replace('linkerd2-cni', 'linkerd-control-plane'));
    const policy = ['parameters:', '  - {name: proxy.defaultInboundPolicy, value: de$0ny}'];
    expect(ofControlPlane(...policy)?.on).toBe('deny');
    expect(ofControlPlane(...policy)?.markdown.split('\n')[0]).toBe(
      '`deny`: Only clients that a policy allows may connect.',
    );
    expect(
      ofControlPlane('parameters:', "  - {name: 'policyController.probe$0Networks[0]'}")?.markdown,
    ).toContain('`policyController.probeNetworks`');
    const below = application('parameters:', '  - name: linkerd-viz.dash$0board.replicas').replace(
      'chart: linkerd2-cni',
      'path: charts/mesh',
    );
    expect(hoverAt(below)?.markdown).toContain('`dashboard.replicas` · linkerd-viz');
  });

  it('is silent for keys that the chart does not have, and leaves annotations to their own hover', () => {
    expect(hoverAt(release('linkerd2-cni', '2025.7.2', 'logLe$0vl: debug'))).toBeUndefined();
    const annotation = release(
      'linkerd-viz',
      '2025.7.2',
      'podAnnotations:',
      '  config.linkerd.io/skip-in$0bound-ports: "1"',
    );
    expect(hoverAt(annotation)?.on).toBe('config.linkerd.io/skip-inbound-ports');
  });

  it('says what a chart is for', () => {
    const named = hoverAt(release('linkerd$02-cni', '2025.7.2', 'logLevel: debug'));
    expect(named?.on).toBe('linkerd2-cni');
    expect(named?.markdown.split('\n')[0]).toBe(
      '**The CNI plugin that sets up iptables for meshed pods instead of proxy-init.**',
    );
  });
});
