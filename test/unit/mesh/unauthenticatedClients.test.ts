import { describe, expect, it } from 'vitest';
import {
  admitsUnauthenticated,
  routeAdmitsUnauthenticated,
} from '../../../server/src/mesh/unauthenticatedClients.ts';
import { TestMesh } from '../../support/meshOf.ts';

const server = (more = '') => `
apiVersion: policy.linkerd.io/v1beta3
kind: Server
metadata: {name: web, namespace: shop}
spec: {podSelector: {}, port: 80${more}}
---`;
const policy = (references: string, kind = 'Server') => `
apiVersion: policy.linkerd.io/v1alpha1
kind: AuthorizationPolicy
metadata: {name: p, namespace: shop}
spec: {targetRef: {group: policy.linkerd.io, kind: ${kind}, name: web}, requiredAuthenticationRefs: ${references}}
---`;
const authorization = (client: string) => `
apiVersion: policy.linkerd.io/v1beta1
kind: ServerAuthorization
metadata: {name: p, namespace: shop}
spec: {server: {name: web}, client: ${client}}
---`;
const ACCOUNT = '{kind: ServiceAccount, name: a}';
const NETWORK = '{group: policy.linkerd.io, kind: NetworkAuthentication, name: a}';

describe('admitsUnauthenticated', () => {
  const admits = (source: string) => {
    const mesh = new TestMesh(source);
    return admitsUnauthenticated(mesh.from(mesh.get('Server', 'web')), mesh.get('Server', 'web'));
  };

  it('goes by the access policy', () => {
    expect(admits(server())).toBe('no');
    expect(admits(server(', accessPolicy: deny'))).toBe('no');
    expect(admits(server(', accessPolicy: cluster-authenticated'))).toBe('no');
    expect(admits(server(', accessPolicy: cluster-unauthenticated'))).toBe('yes');
    expect(admits(server(', accessPolicy: audit'))).toBe('yes');
    expect(admits(server(', accessPolicy: "{{ .Values.access }}"'))).toBe('unknown');
  });

  it('takes a policy that asks for no identity', () => {
    expect(admits(server() + policy('[]'))).toBe('yes');
    expect(admits(server() + policy(`[${NETWORK}]`))).toBe('yes');
    expect(admits(server() + policy(`[${NETWORK}, ${ACCOUNT}]`))).toBe('no');
    expect(admits(server() + policy('[{kind: "{{ .Values.kind }}", name: a}]'))).toBe('unknown');
  });

  it('takes a ServerAuthorization for unauthenticated clients', () => {
    expect(admits(server() + authorization('{unauthenticated: true}'))).toBe('yes');
    expect(admits(server() + authorization('{meshTLS: {identities: ["*"]}}'))).toBe('no');
    expect(admits(server() + authorization('{unauthenticated: "{{ .Values.open }}"}'))).toBe('unknown');
  });
});

describe('routeAdmitsUnauthenticated', () => {
  it('goes by the policies for the route', () => {
    const admits = (source: string) => {
      const mesh = new TestMesh(
        `${source}\napiVersion: policy.linkerd.io/v1beta3\nkind: HTTPRoute\nmetadata: {name: web, namespace: shop}\nspec: {parentRefs: [{kind: Server, name: web}]}\n`,
      );
      const route = mesh.get('Route', 'web');
      return routeAdmitsUnauthenticated(mesh.from(route), route);
    };
    expect(admits(policy('[]'))).toBe('no');
    expect(admits(policy('[]', 'HTTPRoute'))).toBe('yes');
    expect(admits(policy(`[${ACCOUNT}]`, 'HTTPRoute'))).toBe('no');
  });
});
