import { describe, expect, it } from 'vitest';
import { carries } from '../../../server/src/mesh/serverProtocol.ts';
import { TestMesh } from '../../support/meshOf.ts';

function carried(protocol: string): string {
  const mesh = new TestMesh(
    `apiVersion: policy.linkerd.io/v1beta3\nkind: Server\nmetadata: {name: a}\nspec: {port: 80, ${protocol}}\n`,
  );
  const server = mesh.get('Server', 'a');
  return (['HTTPRoute', 'GRPCRoute', 'TLSRoute', 'TCPRoute'] as const)
    .map((kind) => carries(server, kind))
    .join(' ');
}

describe('carries', () => {
  it.each([
    ['', 'yes no no no'],
    ['proxyProtocol: unknown', 'yes no no no'],
    ['proxyProtocol: HTTP/1', 'yes no no no'],
    ['proxyProtocol: HTTP/2', 'yes no no no'],
    ['proxyProtocol: gRPC', 'no yes no no'],
    ['proxyProtocol: opaque', 'no no no no'],
    ['proxyProtocol: TLS', 'no no no no'],
    ['proxyProtocol: http', 'unknown unknown no no'],
    ['proxyProtocol: "{{ .Values.protocol }}"', 'unknown unknown no no'],
  ])('%s: HTTP, gRPC, TLS, TCP %s', (protocol, expected) => {
    expect(carried(protocol)).toBe(expected);
  });
});
