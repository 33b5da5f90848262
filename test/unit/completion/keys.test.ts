import { describe, expect, it } from 'vitest';
import { settingsOf } from '../../support/lint.ts';
import { labels, lineAfter, offers } from './completeAt.ts';

const INJECT = 'linkerd.io/inject';
const SKIP_INBOUND = 'config.linkerd.io/skip-inbound-ports';

/** A Pod with these lines among its annotations, and two ports. */
function pod(...lines: string[]): string {
  return `
    apiVersion: v1
    kind: Pod
    metadata:
      annotations:
        team: shop
${lines.map((line) => `        ${line}`).join('\n')}
    spec:
      containers:
        - name: web
          image: web
          ports:
            - {name: http, containerPort: 8080}
            - {name: admin, containerPort: 9090}
            - {name: dns, containerPort: 53, protocol: UDP}
  `;
}

describe('a key', () => {
  it.each([
    ['on an empty line', '$0'],
    ['half-typed', 'linkerd.io/inj$0'],
    ['with only a word typed', 'inject$0'],
    ['before a comment', 'linkerd$0 # the mesh'],
    ['with the cursor in it', 'linkerd$0.io/'],
  ])('%s is completed with its value', (_, typed) => {
    const comment = typed.includes('#') ? ' # the mesh' : '';
    expect(lineAfter(pod(typed), INJECT)).toBe(`linkerd.io/inject: ‹enabled|disabled|ingress›${comment}`);
  });

  it.each([
    ['in double quotes', '"linkerd$0"', '"linkerd.io/inject": '],
    ['in single quotes', "'linkerd$0'", "'linkerd.io/inject': "],
    ['after a quote that is not closed yet', '"linkerd$0', '"linkerd.io/inject": '],
  ])('%s keeps them', (_, typed, key) => {
    expect(lineAfter(pod(typed), INJECT)).toBe(`${key}‹enabled|disabled|ingress›`);
  });

  it.each([
    ['linkerd.io/inj$0ect: enabled', 'linkerd.io/inject: enabled'],
    ['linkerd.io/$0: enabled', 'linkerd.io/inject: enabled'],
    ['"link$0": enabled # yes', '"linkerd.io/inject": enabled # yes'],
    ['$0: enabled', 'linkerd.io/inject: enabled'],
  ])('that has a value already keeps it: %s', (typed, after) => {
    expect(lineAfter(pod(typed), INJECT)).toBe(after);
  });

  it.each([
    [
      'a switch, the other way round than by default',
      'config.linkerd.io/enable-debug-sidecar',
      '"‹true|false›"',
    ],
    ['ports of the containers', 'config.linkerd.io/opaque-ports', '"‹8080|9090›"'],
    ['ports elsewhere', 'config.linkerd.io/skip-outbound-ports', '"‹›"'],
    ['an amount', 'config.linkerd.io/proxy-cpu-request', '"‹100m›"'],
    ['a duration', 'config.linkerd.io/proxy-outbound-connect-timeout', '"‹1000ms›"'],
    ['JSON', 'config.linkerd.io/proxy-additional-env', `'‹[{"name": "NAME", "value": "value"}]›'`],
  ])('includes %s', (_, key, value) => {
    expect(lineAfter(pod('$0'), key)).toBe(`${key}: ${value}`);
  });

  it('brings the proxy’s own ports only where they are known to help: with an old linkerd-cni and a control plane before 2.11', () => {
    const value = (environment: Parameters<typeof settingsOf>[0]) =>
      lineAfter(pod('$0'), SKIP_INBOUND, settingsOf(environment)).slice(SKIP_INBOUND.length + 2);
    expect(value({ dataPlane: 'cni', cniPlugin: 'v1.1.0', linkerd: '2.10' })).toBe('"4190,4191,‹8080|9090›"');
    expect(value({ linkerd: '2.10' })).toBe('"4190,4191,‹8080|9090›"');
    expect(value({ dataPlane: 'cni', cniPlugin: 'v1.6.2' })).toBe('"‹›"');
    expect(value({ dataPlane: 'cni', cniPlugin: 'v1.6.3' })).toBe('"‹8080|9090›"');
    expect(value({ dataPlane: 'proxy-init' })).toBe('"‹8080|9090›"');
    expect(value({})).toBe('"‹›"');
  });

  it('is not offered twice', () => {
    expect(labels(pod(`${INJECT}: enabled`, '$0'))).not.toContain(INJECT);
    expect(labels(pod('$0', `"${INJECT}": enabled`))).not.toContain(INJECT);
    expect(labels(pod('$0'))).toContain(INJECT);
  });

  it('is not offered where the configured release does not know it', () => {
    const key = 'config.linkerd.io/default-inbound-policy';
    expect(labels(pod('$0'), settingsOf({ linkerd: '2.10' }))).not.toContain(key);
    expect(labels(pod('$0'), settingsOf({ linkerd: '2.11' }))).toContain(key);
    expect(labels(pod('$0'), settingsOf({ linkerd: 'edge-21.8.3' }))).not.toContain(key);
    expect(lineAfter(pod('$0'), key, settingsOf({ linkerd: '2.15' }))).not.toContain('audit');
  });

  it('that is deprecated comes last', () => {
    const { items } = offers(pod('$0'));
    const first = items.findIndex(({ isDeprecated }) => isDeprecated);
    expect(first).toBeGreaterThan(0);
    expect(items.slice(first).every(({ isDeprecated }) => isDeprecated)).toBe(true);
  });
});

describe('in flow style', () => {
  it.each([
    [
      'an empty mapping',
      'kind: Pod\nmetadata: {annotations: {$0}}',
      `metadata: {annotations: {${INJECT}: enabled}}`,
    ],
    [
      'a mapping with more',
      'kind: Pod\nmetadata: {annotations: {a: b, link$0}}',
      `metadata: {annotations: {a: b, ${INJECT}: enabled}}`,
    ],
    [
      'JSON',
      '{"kind":"Pod","metadata":{"annotations":{"$0"}}}',
      `{"kind":"Pod","metadata":{"annotations":{"${INJECT}": "enabled"}}}`,
    ],
    [
      'JSON without quotes yet',
      '{"kind":"Pod","metadata":{"annotations":{$0}}}',
      `{"kind":"Pod","metadata":{"annotations":{"${INJECT}": "enabled"}}}`,
    ],
    [
      'JSON with a key behind it',
      '{"kind":"Pod","metadata":{"annotations":{\n  "link$0"\n  "a": "b"\n}}}',
      `"${INJECT}": "enabled",`,
    ],
    [
      'JSON with a key before it',
      '{"kind":"Pod","metadata":{"annotations":{\n  "a": "b",\n  "link$0\n}}}',
      `"${INJECT}": "enabled"`,
    ],
    [
      'JSON with a comma behind the key already',
      '{"kind":"Pod","metadata":{"annotations":{\n  "link$0",\n  "a": "b"\n}}}',
      `"${INJECT}": "enabled",`,
    ],
    [
      'JSON with a value',
      '{"kind":"Pod","metadata":{"annotations":{"link$0": "disabled"}}}',
      `{"kind":"Pod","metadata":{"annotations":{"${INJECT}": "disabled"}}}`,
    ],
  ])('%s gets what belongs there', (_, source, after) => {
    expect(lineAfter(source, INJECT).replace('‹enabled|disabled|ingress›', 'enabled')).toBe(after);
  });

  it.each([
    '{"kind":"Pod","metadata":{"annotations":{"a": "b" $0}}}',
    '{"kind":"Pod","metadata":{"annotations":{"a": "b" "$0"}}}',
  ])('nothing is offered where a comma is missing before: %s', (source) =>
    expect(labels(source)).toEqual([]),
  );
});

describe('in strings and templates', () => {
  const after = `${INJECT}: ‹enabled|disabled|ingress›`;
  it.each([
    [
      'an inline patch',
      'patches:\n  - target: {kind: Deployment}\n    patch: |-\n      spec:\n        template:\n          metadata:\n            annotations:\n              link$0',
      after,
    ],
    [
      'values of an Argo CD application',
      'apiVersion: argoproj.io/v1alpha1\nkind: Application\nspec:\n  source:\n    helm:\n      values: |\n        podAnnotations:\n          link$0\n',
      after,
    ],
    [
      'a manifest in a config map',
      'kind: ConfigMap\ndata:\n  pod: |\n    kind: Pod\n    metadata:\n      annotations:\n        $0\n',
      after,
    ],
    [
      'a JSON Patch',
      'patches:\n  - target: {kind: Deployment}\n    patch: |-\n      - op: add\n        path: /spec/template/metadata/annotations/link$0\n        value: enabled',
      'path: /spec/template/metadata/annotations/linkerd.io~1inject',
    ],
    ['Helm values', 'podAnnotations:\n  link$0', after],
    [
      'a Helm template',
      'kind: Pod\nmetadata:\n  annotations:\n    {{- with .Values.annotations }}\n    {{- toYaml . | nindent 4 }}\n    {{- end }}\n    $0\n',
      after,
    ],
    ['a fragment of a Helm template', 'config.linkerd.io/opaque-ports: "25"\n$0\n', after],
  ])('a key is completed in %s', (_, source, line) => {
    expect(lineAfter(source, INJECT)).toBe(line);
  });

  it('a key is completed in a JSON Patch in JSON', () => {
    const source = '[{"op": "add", "path": "/spec/template/metadata/annotations/$0", "value": "enabled"}]';
    expect(lineAfter(source, INJECT)).toContain('/annotations/linkerd.io~1inject", ');
  });

  it('a key in a string of JSON is escaped', () => {
    const source =
      'patches:\n  - target: {kind: Deployment}\n    patch: "{\\"spec\\": {\\"template\\": {\\"metadata\\": {\\"annotations\\": {\\"link$0\\"}}}}}"';
    const { items, text } = offers(source);
    const inject = items.find(({ label }) => label === INJECT);
    expect(text.slice(inject?.range.start, inject?.range.end)).toBe('\\"link\\"');
    expect(inject?.parts).toEqual([
      '\\"linkerd.io/inject\\": ',
      '\\"',
      { choices: ['enabled', 'disabled', 'ingress'] },
      '\\"',
    ]);
  });
});
