import { describe, expect, it } from 'vitest';
import { AFFECTED, AFFECTED_BEFORE_211, FIXED_CNI, PROXY_INIT, settingsOf } from '../../support/lint.ts';
import { onPod } from './hoverAt.ts';

/** The table's rows, names included. */
function rows(markdown: string): string[] {
  return markdown.split('\n').filter((line) => /^\| [^|]/.test(line));
}

/** The lines of the drawing. */
function drawing(markdown: string): string[] {
  return /```text\n([\s\S]*?)\n```/.exec(markdown)?.[1]?.split('\n') ?? [];
}

describe('hover on skip-inbound-ports: the answer', () => {
  it('begins with what happens to tap, and goes on with what Linkerd makes of the list', () => {
    const markdown = onPod('config.linkerd.io/$0skip-inbound-ports: "8080,9000-9010,+80"');
    expect(markdown.split('\n')[0]).toBe(
      '✗ **Tap fails on linkerd-cni before v1.6.3**, where this list replaces the plugin’s own ports 4190 and 4191.',
    );
    expect(markdown).toContain(
      '- Inbound connections to `80`, `8080`, `9000-9010` skip the proxy: no mTLS, policy, metrics or tap events.',
    );
  });

  it('marks lost tokens with their reason', () => {
    const markdown = onPod('config.linkerd.io/$0skip-inbound-ports: "8080, 9090,http"', PROXY_INIT);
    expect(markdown).toContain('✗ `␣9090` is ignored: Linkerd does not trim the space');
    expect(markdown).toContain('It still goes through the proxy, but meshed clients send it plaintext');
    expect(markdown).toContain('✗ `http` is ignored: it is a name');
    expect(markdown).toContain('connections to `8080` skip');
    const others = onPod('config.linkerd.io/$0skip-inbound-ports: "90-80,70000,22;23"', PROXY_INIT);
    expect(others).toContain('✗ `90-80` is ignored: it is reversed. Write `80-90`.');
    expect(others).toContain('✗ `70000` is ignored: 65535 is the last port.');
    expect(others).toContain('✗ `22;23` is ignored: it is neither a port nor a range');
  });

  it('charges the proxy’s own ports no price', () => {
    const markdown = onPod('config.linkerd.io/$0skip-inbound-ports: "4190,4191"');
    expect(markdown).toContain('- Inbound connections to `4190-4191` skip the proxy.\n');
  });

  it('says what an empty list means to whom', () => {
    const markdown = onPod('config.linkerd.io/$0skip-inbound-ports: ""');
    expect(markdown).toContain('**An empty list is read in two ways.**');
    expect(rows(markdown)).toEqual([
      '| proxy-init | ✓ direct | ✓ direct |',
      '| linkerd-cni ≥ v1.6.3 | ✓ direct | ✓ direct |',
      '| linkerd-cni before v1.6.3 | ✓ unless the namespace has a list | ✓ unless the namespace has a list |',
    ]);
  });

  it('says that a number is refused', () => {
    expect(onPod('config.linkerd.io/$0skip-inbound-ports: 8080')).toContain(
      '- ✗ **The API server rejects this object**',
    );
  });

  it('leaves out what a missing value leaves unsaid', () => {
    expect(onPod('config.linkerd.io/$0skip-inbound-ports: null')).toMatch(/^\*\*No value\.\*\*/);
    expect(onPod('config.linkerd.io/$0skip-inbound-ports: [8080]')).toContain('value must be one string');
  });
});

describe('hover on skip-inbound-ports: unknown environment', () => {
  it('shows the three cases for a list without the proxy’s ports', () => {
    const markdown = onPod('config.linkerd.io/skip-inbound-ports: $0"8080"');
    expect(markdown).toContain('It is unknown whether this cluster uses proxy-init or linkerd-cni.');
    expect(rows(markdown)).toEqual([
      '| proxy-init | ✓ direct | ✓ direct |',
      '| linkerd-cni ≥ v1.6.3 | ✓ direct | ✓ direct |',
      '| linkerd-cni before v1.6.3 | ✗ `no_tls_from_remote` | ✓ but 403 under `all-authenticated` |',
    ]);
    expect(drawing(markdown)).toEqual([]);
  });

  it('knows that a listed port costs its identity everywhere', () => {
    const markdown = onPod('config.linkerd.io/$0skip-inbound-ports: "1-65535"');
    expect(rows(markdown)).toEqual([
      '| proxy-init | ✗ `required id`: no TLS identity | ✓ but 403 under `all-authenticated` |',
      '| linkerd-cni ≥ v1.6.3 | ✗ `required id`: no TLS identity | ✓ but 403 under `all-authenticated` |',
      '| linkerd-cni before v1.6.3 | ✗ `required id`: no TLS identity | ✓ but 403 under `all-authenticated` |',
    ]);
    expect(markdown).toMatch(
      /^✗ \*\*Tap is refused\*\* with `required id`: a listed 4190 has no TLS identity\./,
    );
    expect(drawing(onPod('config.linkerd.io/$0skip-inbound-ports: "1-65535"', AFFECTED))).toEqual([
      'tap → its own proxy ✗ pod:4190 has no TLS identity',
      '    ✗ Unavailable … required id',
    ]);
  });

  it('counts a 4190 with a space as listed for identity, and as not listed for iptables', () => {
    const markdown = onPod('config.linkerd.io/$0skip-inbound-ports: "8080, 4190,4191"');
    expect(rows(markdown).at(-1)).toBe(
      '| linkerd-cni before v1.6.3 | ✗ `required id`: no TLS identity | ✓ but 403 under `all-authenticated` |',
    );
  });

  it('tells 4190 from 4191', () => {
    const markdown = onPod('config.linkerd.io/$0skip-inbound-ports: "8080,4191"');
    expect(rows(markdown).at(-1)).toBe(
      '| linkerd-cni before v1.6.3 | ✗ `no_tls_from_remote` | ✓ but 403 under `all-authenticated` |',
    );
  });

  it('shows two cases where linkerd-cni is known but not its version', () => {
    const markdown = onPod('config.linkerd.io/$0skip-inbound-ports: "80"', settingsOf({ dataPlane: 'cni' }));
    expect(rows(markdown).map((row) => row.split('|')[1]?.trim())).toEqual([
      'linkerd-cni ≥ v1.6.3',
      'linkerd-cni before v1.6.3',
    ]);
  });

  it('knows what a list without a valid port does to iptables', () => {
    const markdown = onPod('config.linkerd.io/$0skip-inbound-ports: "http"');
    expect(markdown).toContain('**No valid port: this list skips nothing.**');
    expect(rows(markdown).at(-1)).toContain('✗ pod does not start');
    expect(rows(markdown)[0]).toContain('✓ direct');
  });

  it('knows that a quote in the value breaks proxy-init’s template', () => {
    const [init, appending] = rows(onPod(`config.linkerd.io/$0skip-inbound-ports: '"8080"'`));
    expect(init).toContain('✗ pod does not start');
    expect(appending).toContain('✓ direct');
  });

  it('leaves open what a template decides', () => {
    const markdown = onPod('config.linkerd.io/$0skip-inbound-ports: "{{ .Values.ports }},8080"');
    expect(markdown).toContain('`8080` and ports from a template, unknown here,');
    expect(rows(markdown)).toEqual([
      '| proxy-init | ✓ unless the template lists it | ✓ unless the template lists it |',
      '| linkerd-cni ≥ v1.6.3 | ✓ unless the template lists it | ✓ unless the template lists it |',
      '| linkerd-cni before v1.6.3 | ? depends on the template | ? depends on the template |',
    ]);
  });

  it('knows that control-port takes the tap server away from where tap dials', () => {
    const annotations = `
      config.linkerd.io/$0skip-inbound-ports: "8080"
      config.linkerd.io/control-port: "9190"
      config.linkerd.io/admin-port: "9191"`;
    const markdown = onPod(annotations);
    expect(rows(markdown)).toEqual([
      '| proxy-init | ✗ port moved | ✓ direct |',
      '| linkerd-cni ≥ v1.6.3 | ✗ port moved | ✓ but 403 under `all-authenticated` |',
      '| linkerd-cni before v1.6.3 | ✗ port moved | ✓ but 403 under `all-authenticated` |',
    ]);
    expect(markdown).toContain('metrics (9191)');
    expect(markdown).toMatch(
      /^✗ \*\*Tap fails\*\*: it dials 4190, and `control-port` moves its server to 9190/,
    );
    expect(drawing(onPod(annotations, AFFECTED))).toEqual(['tap → pod:4190 ✗ the tap server is on 9190']);
  });
});

describe('hover on skip-inbound-ports: known environment', () => {
  it('says that tap fails on an affected cluster', () => {
    const markdown = onPod('config.linkerd.io/$0skip-inbound-ports: "8080"', AFFECTED);
    expect(markdown).toMatch(/^✗ \*\*Tap fails\*\* with `no_tls_from_remote`\. linkerd-cni v1\.6\.2 lets/);
    expect(markdown).toContain('**Metrics** on 4191 answer; only under `all-authenticated`');
    expect(markdown).toContain('linkerd-cni v1.6.2 lets the annotation replace its own ports');
    expect(rows(markdown)).toEqual([]);
    expect(drawing(markdown)[0]).toBe('tap → pod:4190 → inbound proxy :4143');
    expect(markdown).toContain('Adding 4190 and 4191 does not help');
  });

  it('says that listing the ports costs tap its identity', () => {
    const markdown = onPod('config.linkerd.io/$0skip-inbound-ports: "8080,4190,4191"', AFFECTED);
    expect(markdown).toContain('✗ **Tap is refused** with `required id`');
    expect(markdown).toContain('linkerd-cni v1.6.3 or newer without 4190 in the list');
  });

  it.each([
    ['proxy-init', PROXY_INIT, 'proxy-init always skips 4190 and 4191'],
    ['a fixed plugin', FIXED_CNI, 'linkerd-cni v1.6.3 adds the annotation to its own ports'],
    [
      'a fixed plugin of unknown data plane',
      settingsOf({ cniPlugin: 'v1.7.0-alpha.1' }),
      'linkerd-cni v1.7.0',
    ],
  ])('says that all is well with %s', (_, settings, reason) => {
    const markdown = onPod('config.linkerd.io/$0skip-inbound-ports: "8080"', settings);
    expect(markdown).toContain('✓ **Tap and metrics reach the pod directly.**');
    expect(markdown).toContain(reason);
    expect(markdown).not.toContain('**Workaround**');
    expect(drawing(markdown)).toEqual(['tap → pod:4190 → tap server ✓']);
  });

  it('keeps the workaround for control planes before 2.11, where it works', () => {
    const markdown = onPod('config.linkerd.io/$0skip-inbound-ports: "8080,4190,4191"', AFFECTED_BEFORE_211);
    expect(markdown).toContain('✓ **Tap and metrics reach the pod directly.**');
    expect(onPod('config.linkerd.io/$0skip-inbound-ports: "8080"', AFFECTED_BEFORE_211)).toContain(
      '**Workaround**: list 4190 and 4191, which stops working with Linkerd 2.11.',
    );
  });

  it('advises to take 4190 out where nothing calls for it', () => {
    const markdown = onPod('config.linkerd.io/$0skip-inbound-ports: "4190-4191"', PROXY_INIT);
    expect(markdown).toContain('✗ **Tap is refused** with `required id`');
    expect(markdown).toContain('Remove it from the list.');
  });
});

describe('hover on skip-inbound-ports: what to do', () => {
  it('names cure, symptom and links', () => {
    const markdown = onPod('config.linkerd.io/$0skip-inbound-ports: "8080"', AFFECTED);
    for (const part of [
      'no mTLS, policy, metrics or tap events',
      '**Fix**: `opaque-ports` instead, or linkerd-cni v1.6.3 or newer',
      '`linkerd viz tap` hangs',
      'kubectl logs -n linkerd-viz deploy/tap -c tap',
      'has no TLS identity',
      'https://github.com/linkerd/linkerd2/issues/13976',
      'https://linkerd.io/2/reference/proxy-configuration/',
    ]) {
      expect(markdown).toContain(part);
    }
  });

  it('names the admin port that the pod really has', () => {
    const markdown = onPod(`
      config.linkerd.io/$0skip-inbound-ports: "8080"
      config.linkerd.io/admin-port: "9191"`);
    expect(markdown).toContain('Adding 4190 and 9191 does not');
  });
});
