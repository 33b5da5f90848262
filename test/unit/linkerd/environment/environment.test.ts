import { describe, expect, it } from 'vitest';
import {
  type Environment,
  findSkipListImpact,
  UNKNOWN_ENVIRONMENT,
} from '../../../../server/src/linkerd/environment/environment.ts';
import {
  FIRST_FIXED_PLUGIN,
  formatPlugin,
  isAtLeast,
  type PluginVersion,
  parsePlugin,
  parseRelease,
  pluginOf,
} from '../../../../server/src/linkerd/environment/releases.ts';

function assessed(environment: Partial<Environment>) {
  return findSkipListImpact({ ...UNKNOWN_ENVIRONMENT, ...environment });
}

describe('assess', () => {
  it.each([
    [{ dataPlane: 'proxy-init' }, 'notAffected', 'proxy-init always skips 4190 and 4191'],
    [{ dataPlane: 'proxy-init', cniPlugin: 'v1.6.2' }, 'notAffected', 'proxy-init always'],
    [{ dataPlane: 'cni', cniPlugin: 'v1.6.2' }, 'affected', 'linkerd-cni v1.6.2 lets the annotation replace'],
    [{ dataPlane: 'cni', cniPlugin: '1.6.2' }, 'affected', 'v1.6.2'],
    [{ dataPlane: 'cni', cniPlugin: 'v1.1.0' }, 'affected', 'v1.1.0'],
    [{ dataPlane: 'cni', cniPlugin: 'v1.6.3' }, 'notAffected', 'linkerd-cni v1.6.3 adds'],
    [{ dataPlane: 'cni', cniPlugin: 'v1.6.10' }, 'notAffected', 'v1.6.10'],
    [{ dataPlane: 'cni', cniPlugin: 'v1.7.0-alpha.1' }, 'notAffected', 'v1.7.0'],
    [{ dataPlane: 'cni', cniPlugin: 'v2.0.0' }, 'notAffected', 'v2.0.0'],
    [{ cniPlugin: 'v1.6.2' }, 'affected', 'v1.6.2'],
    [{ cniPlugin: 'v1.6.4' }, 'notAffected', 'v1.6.4'],
    [{}, 'unknown', 'unknown whether this cluster uses proxy-init or linkerd-cni'],
    [{ linkerd: '2.18' }, 'unknown', 'unknown whether'],
    [{ dataPlane: 'cni' }, 'unknown', 'version unknown'],
    [{ dataPlane: 'cni', cniPlugin: 'latest' }, 'unknown', 'version unknown'],
    [{ dataPlane: 'cni', linkerd: '2.18.1' }, 'unknown', 'Linkerd 2.18.1 came with v1.6.2'],
    [{ dataPlane: 'cni', linkerd: 'edge-25.7.2' }, 'unknown', 'came with v1.6.3'],
    [{ dataPlane: 'cni', linkerd: 'edge-25.7.1' }, 'unknown', 'came with v1.6.2'],
    [{ dataPlane: 'cni', linkerd: 'edge-23.2.1' }, 'unknown', 'came with v1.0.0'],
    [{ dataPlane: 'cni', linkerd: 'edge-22.1.1' }, 'unknown', 'version unknown'],
    [{ dataPlane: 'cni', linkerd: 'edge-26.8.4' }, 'unknown', 'version unknown'],
  ] as const)('%j is %s: %s', (environment, impact, reason) => {
    const skipListImpact = assessed(environment);
    expect(skipListImpact.impact).toBe(impact);
    expect(skipListImpact.reason).toContain(reason);
  });
});

describe('parsePlugin', () => {
  it.each([
    'v1.6.2-[x](command:y)',
    'v1.6.2-',
    'auto',
    '',
    'v1.6',
    '1',
    'v1.6.x',
    'v1.6.2.3',
    'vv1.6.2',
    ' v1.6.2',
    'edge-25.7.2',
  ])('refuses %j', (text) => {
    expect(parsePlugin(text)).toBeUndefined();
  });

  it.each([
    ['v1.6.2', 'v1.6.2'],
    ['1.6.2', 'v1.6.2'],
    ['v1.7.0-alpha.1', 'v1.7.0'],
    ['v1.6.3+build', 'v1.6.3'],
  ])('reads %j as %s', (text, version) => {
    expect(formatPlugin(parsePlugin(text) as PluginVersion)).toBe(version);
  });

  it('orders by number', () => {
    const order = ['v0.9.9', 'v1.1.0', 'v1.6.2', 'v1.6.3', 'v1.6.10', 'v1.7.0-alpha.1', 'v1.10.0', 'v2.0.0'];
    for (const [index, version] of order.entries()) {
      const isFixed = isAtLeast(parsePlugin(version) as PluginVersion, FIRST_FIXED_PLUGIN);
      expect(isFixed, version).toBe(index >= 3);
    }
  });
});

describe('parseRelease', () => {
  it.each([
    ['edge-25.7.2', { channel: 'edge', year: 25, month: 7, number: 2 }],
    ['edge-26.12.10', { channel: 'edge', year: 26, month: 12, number: 10 }],
    ['stable-2.14.10', { channel: 'stable', minor: 14 }],
    ['2.18', { channel: 'stable', minor: 18 }],
    ['2.18.1', { channel: 'stable', minor: 18 }],
  ] as const)('reads %j', (text, release) => {
    expect(parseRelease(text)).toEqual(release);
  });

  it.each(['auto', '', '2', '3.1', 'v2.18', 'edge-25.7', 'edge-2025.7.2', 'stable-2', '2.x', 'edge 25.7.2'])(
    'refuses %j',
    (text) => {
      expect(parseRelease(text)).toBeUndefined();
    },
  );

  it('knows which plugin a milestone’s chart installs', () => {
    const shipped = ['2.14', '2.15', '2.16', '2.17', '2.18', '2.19', '2.20', '2.99'].map((text) => {
      const release = parseRelease(text);
      const plugin = release && pluginOf(release);
      return plugin && formatPlugin(plugin);
    });
    expect(shipped).toEqual([
      undefined,
      'v1.3.0',
      'v1.5.1',
      'v1.5.2',
      'v1.6.2',
      'v1.6.4',
      'v1.6.8',
      undefined,
    ]);
  });
});
