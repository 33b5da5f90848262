import { describe, expect, it } from 'vitest';
import { clientText } from '../../../../server/src/features/traffic/clientWords.ts';
import { type Client, notCovered } from '../../../../server/src/mesh/traffic/clients.ts';
import { portIn } from '../../../support/traffic.ts';

/** Whom policies let in to a pod's port with a Server: `AuthorizationPolicy/a: …`, with `?` for what is not certain. */
function admitted(...parts: string[]): string[] {
  const pod = `
kind: Namespace
metadata: {name: shop, annotations: {linkerd.io/inject: enabled}}
---
kind: Pod
apiVersion: v1
metadata: {name: web, namespace: shop, labels: {app: web}}
spec: {containers: [{name: web, image: web, ports: [{containerPort: 8080}]}]}
---
apiVersion: policy.linkerd.io/v1beta3
kind: Server
metadata: {name: web, namespace: shop}
spec: {podSelector: {}, port: 8080}
`;
  const { grants } = portIn([pod, ...parts].join('---'), 8080).clients;
  return grants.map(
    ({ policy, clients }) => `${policy}: ${clients ? clients.map(clientText).join(', ') : '?'}`,
  );
}

const policy = (references: string) => `
apiVersion: policy.linkerd.io/v1alpha1
kind: AuthorizationPolicy
metadata: {name: a, namespace: shop}
spec:
  targetRef: {group: policy.linkerd.io, kind: Server, name: web}
  requiredAuthenticationRefs: [${references}]
`;
const authentication = (kind: string, name: string, spec: string) => `
apiVersion: policy.linkerd.io/v1alpha1
kind: ${kind}
metadata: {name: ${name}, namespace: shop}
spec: {${spec}}
`;
const APPS = '{group: policy.linkerd.io, kind: MeshTLSAuthentication, name: apps}';
const OFFICE = '{group: policy.linkerd.io, kind: NetworkAuthentication, name: office}';

describe('an AuthorizationPolicy', () => {
  it('admits ServiceAccounts, of its own namespace unless it says otherwise', () => {
    expect(admitted(policy('{kind: ServiceAccount, name: cart}'))).toEqual([
      'AuthorizationPolicy/a: ServiceAccount shop/cart',
    ]);
    expect(admitted(policy('{kind: ServiceAccount, name: cart, namespace: ops}'))).toEqual([
      'AuthorizationPolicy/a: ServiceAccount ops/cart',
    ]);
  });

  it('admits the identities of an authentication', () => {
    const identities = ['cart.shop', '*.ops'].map(
      (name) => `"${name}.serviceaccount.identity.linkerd.cluster.local"`,
    );
    const apps = authentication(
      'MeshTLSAuthentication',
      'apps',
      `identities: [${identities}, "*.example.org", "*"]`,
    );
    expect(admitted(policy(APPS), apps)).toEqual([
      'AuthorizationPolicy/a: ServiceAccount shop/cart, all of namespace ops, *.example.org, all meshed clients',
    ]);
  });

  it('admits what an authentication refers to', () => {
    const apps = authentication(
      'MeshTLSAuthentication',
      'apps',
      'identityRefs: [{kind: ServiceAccount, name: cart}, {kind: Namespace, name: ops}]',
    );
    expect(admitted(policy(APPS), apps)).toEqual([
      'AuthorizationPolicy/a: ServiceAccount shop/cart, all of namespace ops',
    ]);
  });

  it('asks for an identity and a network, where it names both', () => {
    const office = authentication(
      'NetworkAuthentication',
      'office',
      'networks: [{cidr: 10.0.0.0/8, except: [10.1.0.0/16]}]',
    );
    expect(admitted(policy(OFFICE), office)).toEqual([
      'AuthorizationPolicy/a: all clients, meshed or not from 10.0.0.0/8 except 10.1.0.0/16',
    ]);
    expect(admitted(policy(`{kind: ServiceAccount, name: cart}, ${OFFICE}`), office)).toEqual([
      'AuthorizationPolicy/a: ServiceAccount shop/cart from 10.0.0.0/8 except 10.1.0.0/16',
    ]);
  });

  it('without authentications admits everybody, with one that is missing nobody', () => {
    expect(admitted(policy(''))).toEqual(['AuthorizationPolicy/a: all clients, meshed or not']);
    const other = authentication('MeshTLSAuthentication', 'others', 'identities: ["*"]');
    expect(admitted(policy(APPS), other)).toEqual(['AuthorizationPolicy/a: ']);
  });

  it('is not certain with an authentication that no file has, or that a template makes', () => {
    expect(admitted(policy(APPS))).toEqual(['AuthorizationPolicy/a: ?']);
    const templated = authentication('MeshTLSAuthentication', 'apps', 'identities: ["{{ .Values.client }}"]');
    expect(admitted(policy(APPS), templated)).toEqual(['AuthorizationPolicy/a: ?']);
  });

  it.each([
    ['one of its identities', 'identities: [a.example.org, "{{ .Values.client }}"]'],
    ['a name that it refers to', 'identityRefs: [{kind: ServiceAccount, name: "{{ .Values.client }}"}]'],
    [
      'a namespace that it refers to',
      'identityRefs: [{kind: ServiceAccount, name: cart, namespace: "{{ .Values.namespace }}"}]',
    ],
    ['one of its references', 'identityRefs: [{kind: ServiceAccount, name: cart}, "{{ .Values.client }}"]'],
  ])('is not certain where a template makes %s', (_, spec) => {
    const apps = authentication('MeshTLSAuthentication', 'apps', spec);
    expect(admitted(policy(APPS), apps)).toEqual(['AuthorizationPolicy/a: ?']);
  });

  it.each([
    ['a network', '{cidr: "{{ .Values.network }}"}'],
    ['one of several networks', '{cidr: 10.0.0.0/8}, {cidr: "{{ .Values.network }}"}'],
    ['an exception', '{cidr: 10.0.0.0/8, except: ["{{ .Values.network }}"]}'],
    ['the list', '"{{ .Values.network }}"'],
  ])('is not certain where a template makes %s', (_, networks) => {
    const office = authentication('NetworkAuthentication', 'office', `networks: [${networks}]`);
    expect(admitted(policy(OFFICE), office)).toEqual(['AuthorizationPolicy/a: ?']);
  });
});

describe('a ServerAuthorization', () => {
  const authorization = (client: string) => `
apiVersion: policy.linkerd.io/v1beta1
kind: ServerAuthorization
metadata: {name: a, namespace: shop}
spec: {server: {name: web}, client: {${client}}}
`;

  it('admits clients of the cluster, unless it names networks', () => {
    expect(admitted(authorization('unauthenticated: true'))).toEqual([
      'ServerAuthorization/a: all clients, meshed or not from the cluster’s networks',
    ]);
    expect(
      admitted(authorization('networks: [{cidr: 0.0.0.0/0}], meshTLS: {serviceAccounts: [{name: cart}]}')),
    ).toEqual(['ServerAuthorization/a: ServiceAccount shop/cart from 0.0.0.0/0']);
  });

  it('for nobody admits nobody', () => {
    expect(admitted(authorization('networks: []'))).toEqual(['ServerAuthorization/a: ']);
  });
});

describe('coverage', () => {
  const cart: Client = {
    identity: { kind: 'serviceAccount', namespace: 'shop', name: 'cart' },
    networks: [],
  };
  const office: Client = { ...cart, networks: ['10.0.0.0/8'] };
  const covered = (narrow: Client, wide: Client['identity']) =>
    notCovered([narrow], [{ identity: wide, networks: [] }]).length === 0;

  it('is by the same identity or one that includes it', () => {
    expect(covered(cart, { kind: 'anyone' })).toBe(true);
    expect(covered(cart, { kind: 'meshed' })).toBe(true);
    expect(covered(cart, { kind: 'namespace', namespace: 'shop' })).toBe(true);
    expect(covered(cart, { kind: 'namespace', namespace: 'ops' })).toBe(false);
    expect(covered({ identity: { kind: 'anyone' }, networks: [] }, { kind: 'meshed' })).toBe(false);
    const named = (name: string): Client => ({ identity: { kind: 'identity', name }, networks: [] });
    expect(covered(named('a.example.org'), { kind: 'identity', name: '*.example.org' })).toBe(true);
    expect(covered(named('a.example.com'), { kind: 'identity', name: '*.example.org' })).toBe(false);
  });

  it('is from anywhere or from the same networks', () => {
    expect(notCovered([office], [cart])).toEqual([]);
    expect(notCovered([cart], [office])).toEqual([cart]);
    expect(notCovered([office], [office])).toEqual([]);
    const offices: Client = { ...cart, networks: ['10.0.0.0/8', '10.9.0.0/16'] };
    expect(notCovered([office], [offices])).toEqual([]);
    expect(notCovered([offices], [office])).toEqual([offices]);
  });
});
