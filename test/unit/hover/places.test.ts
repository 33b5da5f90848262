import { describe, expect, it } from 'vitest';
import { hoverAt } from './hoverAt.ts';

const TEMPLATE = `
  apiVersion: apps/v1
  kind: Deployment
  metadata:
    annotations:
      OWN
  spec:
    template:
      metadata:
        annotations:
          PODS`;

/** A Deployment with these annotations in its pod template and on itself. */
function deployment(pods: string, own = 'team: shop'): string {
  return TEMPLATE.replace('PODS', () => pods).replace('OWN', () => own);
}

/** What the hover is on. */
function subject(source: string): string | undefined {
  return hoverAt(source)?.on;
}

describe('hover: what is explained', () => {
  it.each([
    [
      'the key',
      'config.linkerd.io/skip$0-inbound-ports: "8080,9090"',
      'config.linkerd.io/skip-inbound-ports',
    ],
    ['the whole value at its quote', 'config.linkerd.io/skip-inbound-ports: $0"8080,9090"', '"8080,9090"'],
    ['a token', 'config.linkerd.io/skip-inbound-ports: "8080,90$090"', '9090'],
    ['the token before the comma', 'config.linkerd.io/skip-inbound-ports: "8080$0,9090"', '8080'],
    ['a token with its space', 'config.linkerd.io/skip-inbound-ports: "8080, 90$090"', ' 9090'],
    ['a token in single quotes', "config.linkerd.io/skip-inbound-ports: '80$080,9090'", '8080'],
    ['a token without quotes', 'config.linkerd.io/skip-inbound-ports: 8080,90$090', '9090'],
    ['a token with escapes', 'config.linkerd.io/skip-inbound-ports: "80\\x380,90$090"', '9090'],
    [
      'a templated token',
      'config.linkerd.io/skip-inbound-ports: "{{ $0.Values.port }},9090"',
      '{{ .Values.port }}',
    ],
  ])('%s', (_, annotation, expected) => {
    expect(subject(deployment(annotation))).toBe(expected);
  });

  it('finds tokens in a flow mapping', () => {
    const source = 'kind: Pod\nmetadata: {annotations: {config.linkerd.io/skip-inbound-ports: "1,2$02"}}\n';
    expect(subject(source)).toBe('22');
  });

  it('finds tokens in JSON', () => {
    const source =
      '{"kind":"Pod","metadata":{"annotations":{"config.linkerd.io/skip-inbound-ports":"1,2$02"}}}';
    expect(subject(source)).toBe('22');
  });

  it('finds tokens in a block scalar', () => {
    const source = `
      kind: Pod
      metadata:
        annotations:
          config.linkerd.io/skip-inbound-ports: |-
            8080,90$090`;
    expect(subject(source)).toBe('9090');
  });

  it('explains a token that folding puts a space before', () => {
    const explained = hoverAt(`
      kind: Pod
      metadata:
        annotations:
          config.linkerd.io/skip-inbound-ports: >-
            8080,
            90$090,
            7070`);
    expect(explained?.on.trim()).toBe('9090');
    expect(explained?.markdown).toContain('✗ `␣9090` is ignored');
  });

  it('finds annotations beside Helm’s control flow', () => {
    const source = `
      kind: Pod
      metadata:
        annotations:
          {{- if .Values.skip }}
          config.linkerd.io/skip-inbound-ports: "8080,90$090"
          {{- end }}`;
    expect(subject(source)).toBe('9090');
  });

  it('explains an alias for a value, and the text behind it', () => {
    const source = (anchor: string, alias: string) => `
      ports: &ports ${anchor}
      podAnnotations:
        config.linkerd.io/skip-inbound-ports: ${alias}`;
    expect(subject(source('"8080"', '*po$0rts'))).toBe('*ports');
    expect(hoverAt(source('"80$080"', '*ports'))?.markdown).toContain('Inbound connections to `8080`');
  });

  it('explains the list that an alias for a whole mapping brings', () => {
    const explained = hoverAt(`
      shared: &shared
        linkerd.io/inject: enabled
        config.linkerd.io/skip-inbound-ports: "8080"
      podAnnotations:
        <<: *sha$0red`);
    expect(explained?.on).toBe('*shared');
    expect(explained?.markdown).toContain('Inbound connections to `8080`');
  });

  it('has nothing to say elsewhere', () => {
    expect(
      hoverAt(deployment('config.linkerd.io/skip-inbound-ports: "8080"', 'te$0am: shop')),
    ).toBeUndefined();
    expect(hoverAt('kind: $0Service\n')).toBeUndefined();
    expect(hoverAt('kind: Pod\nspec: {config.linkerd.io/skip-$0inbound-ports: "1"}\n')).toBeUndefined();
  });
});

describe('hover: where the annotation stands', () => {
  const own = 'config.linkerd.io/skip-$0inbound-ports: "8080"';

  it('says first that a workload’s own metadata is never read', () => {
    const markdown = hoverAt(deployment('team: shop', own))?.markdown ?? '';
    expect(markdown).toMatch(
      /^✗ \*\*Linkerd never reads this here\*\*: it has no effect on a Deployment’s own metadata/,
    );
    expect(markdown).toContain('`spec.template.metadata.annotations`');
    expect(markdown).toContain('On a pod it makes inbound connections to `8080` skip the proxy.');
    expect(markdown).not.toContain('no_tls_from_remote');
  });

  it('says so of a Service and of other resources', () => {
    const on = (kind: string) => hoverAt(`kind: ${kind}\nmetadata:\n  annotations:\n    ${own}\n`)?.markdown;
    expect(on('Service')).toMatch(
      /^✗ \*\*Linkerd never reads this here\*\*: it has no effect on the kind Service/,
    );
    expect(on('ConfigMap')).toMatch(
      /^✗ \*\*Linkerd does not read this here\*\*: it has no effect on the kind ConfigMap/,
    );
    expect(on('"[x](http://evil)"')).toContain('it has no effect on the kind resource');
  });

  it('says for which pods a namespace’s list holds', () => {
    const markdown = hoverAt(`kind: Namespace\nmetadata:\n  annotations:\n    ${own}\n`)?.markdown;
    expect(markdown).toContain('Applies to pods of this namespace without such an annotation');
  });

  it('does not pretend to know where chart values end up', () => {
    const markdown = hoverAt(`extra:\n  annotations:\n    ${own.replace('"8080"', '8080')}\n`)?.markdown;
    expect(markdown).toContain('Takes effect if this ends up on a pod or a namespace.');
    expect(markdown).not.toContain('API server');
  });

  it('knows what an inline patch is for', () => {
    const patch = (kind: string) => `
      kind: Kustomization
      patches:
        - target: {kind: ${kind}}
          patch: |-
            - op: add
              path: /metadata/annotations/config.linkerd.io~1skip-inbound-ports
              value: "80$080"`;
    expect(hoverAt(patch('Deployment'))?.markdown).toContain('never reads this here');
    expect(hoverAt(patch('Namespace'))?.markdown).not.toContain('never reads this here');
  });
});
