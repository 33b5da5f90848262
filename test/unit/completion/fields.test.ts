import { describe, expect, it } from 'vitest';
import { SourceFile } from '../../../server/src/engine/sourceFile.ts';
import { complete } from '../../../server/src/features/completion/completion.ts';
import { plainText, snippet } from '../../../server/src/features/completion/insertText.ts';
import { applyEdits } from '../../../server/src/text/edit.ts';
import { readExample } from '../../support/example.ts';
import { lint, settingsOf, UNKNOWN } from '../../support/lint.ts';
import { labels, lineAfter, offer, offers } from './completeAt.ts';

/** A Server with these lines in its spec. */
function server(...lines: readonly string[]): string {
  return resource('policy.linkerd.io/v1beta3', 'Server', ...lines);
}

function resource(apiVersion: string, kind: string, ...lines: readonly string[]): string {
  return [
    `apiVersion: ${apiVersion}`,
    `kind: ${kind}`,
    'metadata: {name: web}',
    'spec:',
    ...lines.map((line) => `  ${line}`),
    '',
  ].join('\n');
}

/** The text after the offer with this label is accepted in an editor that indents the lines of what is inserted. */
function accepted(source: string, label: string): string {
  const { text, cursor = 0 } = readExample(source);
  const { items } = complete(SourceFile.read(text), cursor, UNKNOWN, undefined, { indentsLines: true });
  const { range, parts } = offer({ text, items }, label);
  const lineStart = text.slice(0, range.start).lastIndexOf('\n') + 1;
  const indent = /^ */.exec(text.slice(lineStart))?.[0] ?? '';
  const shown = parts.map((part) => (typeof part === 'string' ? part : part.choices.join('|'))).join('');
  return applyEdits(text, [{ range, newText: shown.replaceAll('\n', `\n${indent}`) }]);
}

describe('fields', () => {
  it('are offered if they are not there, required ones first', () => {
    expect(labels(server('$0'))).toEqual([
      'podSelector',
      'externalWorkloadSelector',
      'port',
      'accessPolicy',
      'proxyProtocol',
    ]);
    expect(labels(server('podSelector: {}', 'p$0'))).toEqual(['port', 'accessPolicy', 'proxyProtocol']);
    expect(labels(server('podSelector: {}', 'p$0ort: 80'))).toEqual([
      'port',
      'accessPolicy',
      'proxyProtocol',
    ]);
    expect(labels(server('port: 80').replace('spec:', 's$0').replace('  port: 80\n', ''))).toEqual(['spec']);
  });

  it('come with what may be written', () => {
    expect(lineAfter(server('$0'), 'port')).toBe('port: ‹›');
    expect(lineAfter(server('proxy$0'), 'proxyProtocol')).toBe(
      'proxyProtocol: ‹HTTP/1|HTTP/2|gRPC|opaque|TLS|unknown›',
    );
    expect(lineAfter(server('port$0: 80'), 'port')).toBe('port: 80');
    expect(lineAfter(server('{port: 80, acc$0}'), 'accessPolicy')).toContain('accessPolicy: ');
    expect(lineAfter(server('$0'), 'podSelector')).toBe('podSelector:');
  });

  it('bring the fields that an object must have, if the editor indents them', () => {
    expect(
      accepted(resource('policy.linkerd.io/v1alpha1', 'AuthorizationPolicy', 'tar$0'), 'targetRef'),
    ).toContain('spec:\n  targetRef:\n    kind: \n    name: ');
    expect(
      accepted(resource('policy.linkerd.io/v1alpha1', 'NetworkAuthentication', '$0'), 'networks'),
    ).toContain('spec:\n  networks:\n    - cidr: ');
    expect(
      accepted(resource('policy.linkerd.io/v1beta3', 'HTTPRoute', 'rules:', '  - $0'), 'backendRefs'),
    ).toContain('rules:\n    - backendRefs:\n        - name: ');
  });

  it('go by the version and the release', () => {
    const old = resource('policy.linkerd.io/v1beta1', 'Server', '$0');
    expect(labels(old)).toEqual(['podSelector', 'port', 'proxyProtocol']);
    const link = resource('multicluster.linkerd.io/v1alpha1', 'Link', 'probeSpec:', '  $0');
    expect(labels(link)).toContain('timeout');
    expect(labels(link, settingsOf({ linkerd: '2.15' }))).not.toContain('timeout');
  });

  it('are not offered for other kinds, in metadata, and among free keys', () => {
    expect(labels('apiVersion: example.com/linkerd\nkind: Server\nspec:\n  $0\n')).toEqual([]);
    expect(labels(server('podSelector:', '  matchLabels:', '    $0'))).toEqual([]);
  });

  it('are documented', () => {
    const found = offer(offers(server('$0')), 'port');
    expect(found.documentation).toContain('A port of the pods');
    expect(found.detail).toBe('a whole number or a string');
  });
});

describe('words', () => {
  it('are offered with what they mean', () => {
    const found = offers(server('port: 80', 'proxyProtocol: $0'), UNKNOWN, ' ');
    expect(found.items.map(({ label }) => label)).toContain('opaque');
    expect(offer(found, 'opaque').documentation).toContain('no detection');
    expect(lineAfter(server('accessPolicy: "de$0"'), 'deny')).toBe('accessPolicy: "deny"');
    expect(labels(resource('policy.linkerd.io/v1alpha1', 'EgressNetwork', 'trafficPolicy: D$0'))).toEqual([
      'Allow',
      'Deny',
    ]);
    expect(
      labels(
        resource('linkerd.io/v1alpha2', 'ServiceProfile', 'routes:', '  - name: a', '    isRetryable: $0'),
      ),
    ).toEqual(['true', 'false']);
  });

  it('are API versions and kinds at the head of a resource', () => {
    expect(labels('apiVersion: policy.linkerd.io/$0\nkind: Server\n')).toEqual([
      'policy.linkerd.io/v1beta3',
      'policy.linkerd.io/v1beta2',
      'policy.linkerd.io/v1beta1',
      'policy.linkerd.io/v1alpha1',
    ]);
    expect(labels('apiVersion: linkerd.io/v1alpha2\nkind: $0\n')).toEqual(['ServiceProfile']);
  });
});

describe('whole resources', () => {
  it('are offered in a document that has only a word yet', () => {
    expect(labels('# shop\nlink$0\n')).toContain('linkerd Server with AuthorizationPolicy');
    expect(labels('Egress$0')).toContain('linkerd EgressNetwork');
    expect(labels('link$0\nkind: Pod\n')).toEqual([]);
    expect(labels('linkerd: $0\n')).toEqual([]);
  });

  it('have every field that they must have', () => {
    const { items } = offers('link$0\n');
    expect(items.length).toBeGreaterThan(8);
    for (const { parts, label } of items) {
      const text = plainText(parts);
      const missing = lint(text).filter(({ rule }) =>
        /^resource-field|^resource-fields|^resource-version/.test(rule),
      );
      expect(missing, `${label}\n${text}`).toEqual([]);
    }
  });

  it('repeat what was typed once', () => {
    const { parts } = offer(offers('link$0\n'), 'linkerd Server with AuthorizationPolicy');
    const written = snippet(parts);
    expect(written).toMatch(/metadata:\n {2}name: \$\{1:web-http\}\n {2}namespace: \$\{2:default\}\n/);
    expect(written).toContain('kind: Server\n    name: $1\n');
    expect(lint(plainText(parts).replaceAll('default', 'shop'))).toEqual([]);
  });
});
