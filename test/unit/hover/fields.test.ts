import { describe, expect, it } from 'vitest';
import { hoverAt } from './hoverAt.ts';

/** A Server with these lines in its spec. */
function server(...lines: readonly string[]): string {
  return [
    'apiVersion: policy.linkerd.io/v1beta3',
    'kind: Server',
    'metadata: {name: web}',
    'spec:',
    ...lines.map((line) => `  ${line}`),
    '',
  ].join('\n');
}

describe('the hover of a field', () => {
  it('says what the field does, what may be written, the default, and since when', () => {
    const explained = hoverAt(server('port: 80', 'access$0Policy: deny'));
    expect(explained?.on).toBe('accessPolicy');
    expect(explained?.markdown).toBe(
      [
        '**Who may connect without an authorization. It is added to what authorizations allow.**',
        '',
        '- **Value**, one of:',
        '  - `all-unauthenticated`: Every client may connect.',
        '  - `all-authenticated`: Every meshed client may connect, from anywhere.',
        '  - `cluster-authenticated`: Meshed clients in the cluster’s networks may connect.',
        '  - `cluster-unauthenticated`: Every client in the cluster’s networks may connect.',
        '  - `deny`: Only clients that a policy allows may connect.',
        '  - `audit`: Every client may connect; what no policy allows is logged and counted.',
        '- **Default**: `deny`',
        '- **Since**: Linkerd 2.16 (edge-24.7.4)',
        '',
        '`spec.accessPolicy` · Server v1beta3',
      ].join('\n'),
    );
  });

  it('begins with the word that the pointer rests on', () => {
    const explained = hoverAt(server('port: 80', 'proxyProtocol: opa$0que'));
    expect(explained?.on).toBe('opaque');
    expect(explained?.markdown.split('\n')[0]).toBe(
      '`opaque`: Any TCP protocol: no detection, no routes and no rate limits.',
    );
  });

  it('reaches into lists, objects and embedded manifests', () => {
    expect(
      hoverAt(server('podSelector:', '  matchExpressions:', '    - {key: a, operat$0or: In}'))?.markdown,
    ).toContain('`spec.podSelector.matchExpressions[].operator` · Server v1beta3');
    const embedded = hoverAt(
      [
        'apiVersion: v1',
        'kind: ConfigMap',
        'data:',
        '  route.yaml: |',
        '    apiVersion: gateway.networking.k8s.io/v1',
        '    kind: HTTPRoute',
        '    metadata: {annotations: {retry.linkerd.io/http: 5xx}}',
        '    spec:',
        '      rules:',
        '        - name$0: read',
        '',
      ].join('\n'),
    );
    expect(embedded?.markdown).toContain('Gateway API v1.2.0');
  });

  it('explains kinds with their versions', () => {
    const explained = hoverAt('apiVersion: policy.linkerd.io/v1beta1\nkind: Ser$0ver\nmetadata: {name: a}\n');
    expect(explained?.markdown).toContain('- `v1beta1`: deprecated\n');
    expect(explained?.markdown).toContain('- `v1beta3`: since Linkerd 2.16 (edge-24.7.4), the newest');
  });

  it('is silent about fields that are unknown, other kinds, and metadata', () => {
    expect(hoverAt(server('podSelectr$0: {}'))).toBeUndefined();
    expect(hoverAt('apiVersion: example.com/linkerd\nkind: Server\nspec: {port$0: 1}\n')).toBeUndefined();
    expect(hoverAt(server('port: 80').replace('name', 'na$0me'))).toBeUndefined();
  });
});
