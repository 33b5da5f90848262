import { describe, expect, it } from 'vitest';
import { AFFECTED, AFFECTED_BEFORE_211, PROXY_INIT } from '../../support/lint.ts';
import { onPod } from './hoverAt.ts';

describe('hover on one token', () => {
  it('says that a port is skipped, then speaks of the list', () => {
    const [token, list] = onPod('config.linkerd.io/skip-inbound-ports: "80$080,443"').split('\n\n---\n\n');
    expect(token).toBe('✓ `8080` is skipped: connections to it arrive directly, not through the proxy.');
    expect(list).toContain('`443`, `8080`');
  });

  it('says of the only port of a list no more than of the list', () => {
    const onPort = onPod('config.linkerd.io/skip-inbound-ports: "80$080"');
    expect(onPort).toBe(onPod('config.linkerd.io/skip-inbound-ports: $0"8080"'));
  });

  it('says what happens to a port with a space, and says it once', () => {
    const markdown = onPod('config.linkerd.io/skip-inbound-ports: "8080, 90$090"');
    expect(markdown).toMatch(/^✗ `␣9090` is ignored: Linkerd does not trim the space/);
    expect(markdown.match(/is ignored/g)).toHaveLength(1);
  });

  it('says that a template decides', () => {
    expect(onPod('config.linkerd.io/skip-inbound-ports: "{{ $0.Values.port }},9090"')).toMatch(
      /^`{{…}}` comes from a template, so it is unknown here\./,
    );
  });

  it('explains 4190 and 4191 for the environment', () => {
    const list = 'config.linkerd.io/skip-inbound-ports: "41$090-4191,80"';
    expect(onPod(list)).toContain('Remove it, and use linkerd-cni v1.6.3 or newer');
    expect(onPod(list)).toContain('a meshed scrape then has no TLS identity: 403');
    expect(onPod(list, AFFECTED)).toContain('Remove it, and use linkerd-cni v1.6.3 or newer');
    expect(onPod(list, PROXY_INIT)).toContain('Remove it: it is skipped anyway.');
    expect(onPod(list, AFFECTED_BEFORE_211)).toContain(
      '**4190 is where tap connects.** If listed, it is reached directly.',
    );
  });

  it('warns of 4190 with a space too, because peers accept it', () => {
    const markdown = onPod('config.linkerd.io/skip-inbound-ports: "80, 41$090"');
    expect(markdown).toContain('✗ `␣4190` is ignored');
    expect(markdown).toContain('**4190 is where tap connects.** If listed, it has no TLS identity');
  });

  it('says nothing of tap about 4190 in an outbound list', () => {
    const [token] = onPod('config.linkerd.io/skip-outbound-ports: "41$090,80"').split('\n\n---\n\n');
    expect(token).toBe('✓ `4190` is skipped: connections to it, on every host, bypass the proxy.');
  });
});
