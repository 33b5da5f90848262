import { describe, expect, it } from 'vitest';
import { SourceFile } from '../../../server/src/engine/sourceFile.ts';
import { hover } from '../../../server/src/features/hover/hover.ts';
import { settingsOf, UNKNOWN } from '../../support/lint.ts';
import { hoverAt, onPod } from './hoverAt.ts';
import { withMetadata } from './metadata.ts';

describe('hover on a value', () => {
  it.each([
    [
      'config.linkerd.io/proxy-cpu-limit: $0"1500m"',
      '✓ `1500m`: 1.5 cores; worker threads of the proxy, at most: 2',
    ],
    ['config.linkerd.io/proxy-cpu-request: $0"1"', '✓ `1`: 1 core; worker threads of the proxy, at least: 1'],
    ['config.linkerd.io/proxy-memory-limit: $0250Mi', '✓ `250Mi`: 250 MiB'],
    ['config.linkerd.io/proxy-outbound-connect-timeout: $01500ms', '✓ `1500ms`: 1 second 500 milliseconds'],
    ['config.linkerd.io/opaque-ports: $0"25,3306-3308"', '✓ `25,3306-3308`: ports 25, 3306–3308'],
    ['linkerd.io/inject: $0enabled', '✓ `enabled`: New pods get the proxy.'],
  ])('%s', (annotation, line) => {
    expect(onPod(annotation).split('\n')[0]).toBe(line);
  });

  it('stands below what the key does where the pointer is on the key', () => {
    const [headline, value] = onPod('linkerd.io/in$0ject: enabled').split('\n\n');
    expect(headline).toBe('**Decides whether a new pod gets the Linkerd proxy.**');
    expect(value).toBe('✓ `enabled`: New pods get the proxy.');
  });

  it('says what is wrong, what was meant, and what happens', () => {
    const [wrong, consequence] = onPod('linkerd.io/inject: $0"true"').split('\n\n');
    expect(wrong).toMatch(/^✗ `true`: “true” is not a valid value .* Write `enabled`\.$/);
    expect(consequence).toContain('The pod gets no proxy.');
  });

  it('has a table of who waits how long for a server that sends first, and of whose settings count', () => {
    expect(onPod('config.linkerd.io/opaque-$0ports: "25"')).toContain(
      'opaque on Service and pod 0 s, on the Service only 10 s, on neither 20 s, on neither with `appProtocol: http` forever',
    );
    const service = (annotation: string) =>
      hoverAt(`apiVersion: v1\nkind: Service\nmetadata:\n  annotations:\n    ${annotation}\n`)?.markdown;
    expect(service('timeout.linkerd.io/re$0quest: 1s')).toContain(
      '| Set on | ServiceProfile | route | route’s `timeouts` | Service |',
    );
    expect(service('retry.linkerd.io/ht$0tp: 5xx')).toContain(
      '| Set on | ServiceProfile | route | Service |',
    );
    // Nothing reads it there.
    expect(onPod('timeout.linkerd.io/re$0quest: 1s')).not.toContain('|');
  });

  it('explains each word that there is', () => {
    expect(onPod('linkerd.io/in$0ject: enabled')).toContain(
      ['- **Value**, one of:', '  - `enabled`: New pods get the proxy.'].join('\n'),
    );
  });

  it('does not judge what comes from a template', () => {
    const markdown = onPod('linkerd.io/inject: $0"{{ .Values.inject }}"');
    expect(markdown).toContain('The value comes from a template, so it is unknown here.');
    expect(markdown).not.toContain('✗');
  });

  it('says what is not a string, or not a value at all', () => {
    expect(onPod('config.linkerd.io/control-port: $04190')).toMatch(
      /^✗ \*\*The API server rejects this object/,
    );
    expect(onPod('linkerd.io/in$0ject:')).toContain('**No value.**');
    expect(onPod('linkerd.io/in$0ject: [enabled]')).toContain('✗ **The value must be one string**');
  });

  it('is silent about a value that has no effect', () => {
    const markdown = hoverAt(
      withMetadata('Deployment', 'annotation', 'linkerd.io/inject: $0nonsense'),
    )?.markdown;
    expect(markdown).toMatch(/^✗ \*\*Linkerd never reads this here/);
    expect(markdown).not.toContain('nonsense');
  });
});

describe('hover: where an annotation or label stands', () => {
  const on = (...resource: Parameters<typeof withMetadata>) => hoverAt(withMetadata(...resource))?.markdown;

  it('names the place where it belongs', () => {
    expect(on('Deployment', 'annotation', 'linkerd.io/in$0ject: enabled')).toContain(
      'It belongs in `spec.template.metadata.annotations`.',
    );
    expect(on('Service', 'annotation', 'linkerd.io/in$0ject: enabled')).toContain(
      'it has no effect on the kind Service. Set it on the pods, or on their namespace.',
    );
    expect(on('Namespace', 'annotation', 'config.linkerd.io/proxy-cpu-ratio-$0limit: "0.5"')).toContain(
      'it has no effect on the kind Namespace. Set it on the pods.',
    );
    expect(on('Pod', 'annotation', 'retry.linkerd.io/$0http: 5xx')).toContain(
      'Set it on: `Service`, `EgressNetwork`, `HTTPRoute`.',
    );
    expect(on('Pod', 'label', 'config.linkerd.io/admission-$0webhooks: disabled')).toContain(
      '**Linkerd acts on this label** on: `Namespace`.',
    );
  });

  it('knows what the command line reads from a workload', () => {
    const markdown = on('Deployment', 'annotation', 'config.linkerd.io/proxy-additional$0-env: "[]"');
    expect(markdown).not.toContain('never reads');
  });

  it('says to which pods a namespace’s value applies, and to which it does not', () => {
    const scope = 'Applies to pods of this namespace without such an annotation';
    expect(on('Namespace', 'annotation', 'config.linkerd.io/admin-$0port: "9191"')).toContain(scope);
    expect(on('Namespace', 'label', 'config.linkerd.io/admission-$0webhooks: disabled')).not.toContain(scope);
    expect(onPod('config.linkerd.io/admin-$0port: "9191"')).toContain(
      'A pod’s own value replaces its namespace’s.',
    );
    expect(onPod('config.linkerd.io/close-wait-$0timeout: 1h')).toContain('Not inherited from a namespace.');
  });

  it('does not pretend to know where chart values end up', () => {
    expect(hoverAt('extra:\n  annotations:\n    retry.linkerd.io/$0limit: "2"\n')?.markdown).toContain(
      'Takes effect if this ends up on: `Service`, `EgressNetwork`, `HTTPRoute`, `GRPCRoute`.',
    );
  });

  it('leaves open what an operator does with a resource of its own', () => {
    const resource = (annotation: string) =>
      `apiVersion: example.com/v1\nkind: Database\nmetadata:\n  annotations:\n    ${annotation}\n`;
    expect(hoverAt(resource('linkerd.io/in$0ject: enabled'))?.markdown).toContain(
      'unless an operator copies it',
    );
  });

  it('has nothing to say about selectors', () => {
    expect(
      hoverAt('kind: Service\nspec:\n  selector:\n    linkerd.io/control-plane-$0component: web\n'),
    ).toBeUndefined();
  });
});

describe('hover: versions', () => {
  const native = 'config.linkerd.io/proxy-enable-native$0-sidecar: "true"';
  const init = 'config.linkerd.io/init-$0image: example.com/init';

  it('says that the cluster’s Linkerd is too old', () => {
    expect(onPod(native, settingsOf({ linkerd: '2.18' }))).toMatch(
      /^✗ \*\*Linkerd 2\.18 does not know it yet\*\*: it was added in Linkerd 2\.20 \(edge-/,
    );
    expect(onPod(native, settingsOf({ linkerd: '2.20' }))).not.toContain('✗');
    expect(onPod(native)).not.toContain('✗');
  });

  it('says that a key is gone, or will be', () => {
    expect(onPod(init)).toMatch(/^✗ \*\*No longer read\*\* since Linkerd 2\.20/);
    expect(onPod(init, settingsOf({ linkerd: '2.14' }))).toMatch(
      /^\*\*No longer read\*\* from Linkerd 2\.20/,
    );
  });
});

describe('hover on keys that Linkerd does not have', () => {
  it('says so, and what may have been meant', () => {
    expect(onPod('config.linkerd.io/skip-inbond-$0ports: "1"')).toBe(
      [
        '**Unknown**: Linkerd’s open source code reads nothing with this name.',
        'Did you mean `config.linkerd.io/skip-inbound-ports`?',
      ].join('\n\n'),
    );
    expect(onPod('config.linkerd.io/some$0thing: "1"')).not.toContain('Did you mean');
  });

  it('does not judge a key that a template makes', () => {
    expect(hoverAt(withMetadata('Pod', 'label', 'linkerd.io/$0proxy-{{ .kind }}: web'))).toBeUndefined();
  });

  it('leaves others’ keys alone', () => {
    const own = 'example.linkerd.io.example.com/inject';
    expect(hoverAt(withMetadata('Pod', 'annotation', `$0${own}: x`))).toBeUndefined();
  });
});

describe('hover: links', () => {
  const text = withMetadata('Pod', 'annotation', 'linkerd.io/inject: enabled');
  const at = text.indexOf('inject:');

  it('lead to our reference only where the client has a command for it', () => {
    const link = `[Explain](command:explain?${encodeURIComponent('["linkerd.io/inject"]')})`;
    expect(hover(SourceFile.read(text), at, { ...UNKNOWN, explainCommand: 'explain' })?.markdown).toContain(
      link,
    );
    expect(hover(SourceFile.read(text), at, UNKNOWN)?.markdown).not.toContain('command:');
  });
});
