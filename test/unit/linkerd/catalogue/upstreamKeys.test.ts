import { describe, expect, it } from 'vitest';
import { keysIn } from '../../../../scripts/catalogue/upstreamKeys.ts';

describe('keysIn', () => {
  it('finds keys that are written out, in Go, Rust and charts', () => {
    expect(
      keysOf(
        'const trustDomain = "multicluster.linkerd.io/trust-domain"',
        '.get("retry.linkerd.io/limit")',
        '  linkerd.io/inject: enabled\n  {{ `config.linkerd.io/proxy-await` }}: enabled',
      ),
    ).toEqual([
      'multicluster.linkerd.io/trust-domain',
      'retry.linkerd.io/limit',
      'linkerd.io/inject',
      'config.linkerd.io/proxy-await',
    ]);
  });

  it('puts constants of Go together, those of other packages too', () => {
    expect(
      keysOf(
        'Prefix = "linkerd.io"\nConfigPrefix = "config.linkerd.io"\nAwait = ConfigPrefix + "/proxy-await"',
        'collector = labels.ConfigPrefix + "/trace-collector"\npath = base + "/healthz"',
        'ControllerNSLabel = Prefix + "/control-plane-ns"',
      ),
    ).toEqual([
      'config.linkerd.io/proxy-await',
      'config.linkerd.io/trace-collector',
      'linkerd.io/control-plane-ns',
    ]);
  });

  it('puts suffixes behind what a macro of Rust begins', () => {
    const macro = `
      macro_rules! rate_key {
          ($suffix:literal) => { concat!("balancer.linkerd.io/rate", $suffix) };
      }`;
    expect(keysOf(`${macro}\n.get(rate_key!("-window"))\n.any(|k| k.starts_with(rate_key!("")))`)).toEqual([
      'balancer.linkerd.io/rate-window',
    ]);
  });

  it.each([
    'https://linkerd.io/upgrade',
    'import "github.com/linkerd.io/inject"',
    'apiVersion: policy.linkerd.io/v1beta3',
    'linkerd.io/proxy-{{.workloadKind}}: x',
    'notlinkerd.io/inject',
    'linkerd.io/path/further',
    '#[cfg(test)]\nmod tests { "retry.linkerd.io/thresold" }',
  ])('takes no key from %j', (text) => {
    expect(keysOf(text)).toEqual([]);
  });

  it('names the first file that has a key', () => {
    const file = { path: 'pkg/k8s/labels.go', text: '"linkerd.io/inject"' };
    expect(keysIn([file, { ...file, path: 'cli/cmd/inject.go' }])).toEqual(
      new Map([['linkerd.io/inject', 'pkg/k8s/labels.go']]),
    );
  });
});

function keysOf(...texts: string[]): string[] {
  return [...keysIn(texts.map((text, index) => ({ path: `${index}.go`, text }))).keys()];
}
