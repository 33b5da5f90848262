import { describe, expect, it } from 'vitest';
import { AFFECTED } from '../../support/lint.ts';
import { onPod } from './hoverAt.ts';

describe('hover on skip-outbound-ports', () => {
  it('says that tap does not depend on it', () => {
    const markdown = onPod('config.linkerd.io/$0skip-outbound-ports: "3306"', AFFECTED);
    expect(markdown).toMatch(/^✓ \*\*Tap and metrics do not depend on this list\*\*/);
    expect(markdown).toContain('- Outbound connections to `3306` of other hosts skip the proxy');
    expect(markdown).toContain('https://github.com/linkerd/linkerd2/issues/13976');
    expect(markdown).not.toContain('no_tls_from_remote');
  });

  it('draws both ways, one below the other', () => {
    expect(onPod('config.linkerd.io/$0skip-outbound-ports: "3306,25"')).toContain(
      [
        'app → other host:25  bypasses the proxy, no mTLS',
        'tap → pod:4190       inbound: not this list',
      ].join('\n'),
    );
  });

  it('says what the proxy’s own ports in it do', () => {
    expect(onPod('config.linkerd.io/$0skip-outbound-ports: "4000-5000"')).toContain(
      'except on the pods of tap and Prometheus themselves',
    );
    expect(onPod('config.linkerd.io/$0skip-outbound-ports: "3306"')).not.toContain('Prometheus');
  });

  it('does not say of an ignored token that peers send plaintext', () => {
    const markdown = onPod('config.linkerd.io/$0skip-outbound-ports: "25, 3306"');
    expect(markdown).toContain('✗ `␣3306` is ignored');
    expect(markdown).not.toContain('plaintext');
  });

  it('knows that proxy-init takes a line break at the end', () => {
    const markdown = onPod('config.linkerd.io/$0skip-outbound-ports: "3306\\n"');
    expect(markdown).toContain('**No valid port for linkerd-cni**');
    expect(markdown).toContain('linkerd-cni does not trim the line break after it (proxy-init does).');
  });

  it.each(['"3306\\r\\n"', '"25,+3306\\n"', '"3306\\n\\n"'])('knows that of %s too', (value) => {
    expect(onPod(`config.linkerd.io/$0skip-outbound-ports: ${value}`)).toContain('(proxy-init does)');
  });

  it.each(['"3306\\n,25"', '"3306 \\n"', '" \\n3306"'])('claims no such thing of %s', (value) => {
    expect(onPod(`config.linkerd.io/$0skip-outbound-ports: ${value}`)).not.toContain('(proxy-init does)');
  });

  it('says that a list without a valid port keeps the pod from starting', () => {
    expect(onPod('config.linkerd.io/$0skip-outbound-ports: "mysql"')).toContain(
      '✗ **No valid port**: iptables is called with an empty list and fails, so the pod does not start.',
    );
  });
});
