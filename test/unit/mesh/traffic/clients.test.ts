import { describe, expect, it } from 'vitest';
import { clientText } from '../../../../server/src/features/traffic/clientWords.ts';
import {
  admittedClients,
  type Client,
  clientsOfPolicy,
  type Identity,
  notCovered,
} from '../../../../server/src/mesh/traffic/clients.ts';
import { TestMesh } from '../../../support/meshOf.ts';
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

  it('takes other identities as they are written', () => {
    const names = ['a.b', 'a.b.serviceaccount.other.c', 'a.b.user.identity.c', '*.example.org'];
    const apps = authentication(
      'MeshTLSAuthentication',
      'apps',
      `identities: [${names.map((name) => `"${name}"`)}]`,
    );
    expect(admitted(policy(APPS), apps)).toEqual([`AuthorizationPolicy/a: ${names.join(', ')}`]);
  });

  it('without a namespace admits ServiceAccounts of the one that it is applied to', () => {
    const mesh = new TestMesh(policy('{kind: ServiceAccount, name: cart}').replace(', namespace: shop', ''));
    const subject = mesh.get('AuthorizationPolicy', 'a');
    expect(clientsOfPolicy(mesh.from(subject), subject)).toEqual([
      { identity: { kind: 'serviceAccount', namespace: null, name: 'cart' }, networks: [] },
    ]);
  });

  it.each([
    ['a group', APPS.replace('policy.linkerd.io', '"{{ .Values.x }}"')],
    ['a kind', APPS.replace('MeshTLSAuthentication', '"{{ .Values.x }}"')],
    ['a name', APPS.replace('apps', '"{{ .Values.x }}"')],
    ['a namespace', APPS.replace('}', ', namespace: "{{ .Values.x }}"}')],
    ['the namespace of a ServiceAccount', '{kind: ServiceAccount, name: cart, namespace: "{{ .Values.x }}"}'],
    ['one of its references', `${APPS}, "{{ .Values.x }}"`],
  ])('is not certain where a template makes %s that it requires', (_, references) => {
    const apps = authentication('MeshTLSAuthentication', 'apps', 'identities: ["*"]');
    expect(admitted(policy(APPS), apps)).toEqual(['AuthorizationPolicy/a: all meshed clients']);
    expect(admitted(policy(references), apps)).toEqual(['AuthorizationPolicy/a: ?']);
  });

  it('is not certain with an alias, and without the name of what it requires', () => {
    const aliased = authentication('MeshTLSAuthentication', 'apps', 'identities: [a.example.org, *client]');
    expect(admitted(policy(APPS), aliased)).toEqual(['AuthorizationPolicy/a: ?']);
    expect(admitted(policy(APPS.replace(', name: apps', '')), aliased)).toEqual(['AuthorizationPolicy/a: ?']);
  });

  it.each([
    ['a reference without a name', 'MeshTLSAuthentication', 'identityRefs: [{kind: ServiceAccount}]'],
    ['a reference to another kind', 'MeshTLSAuthentication', 'identityRefs: [{kind: User, name: cart}]'],
    ['a network without an address', 'NetworkAuthentication', 'networks: [{except: [10.1.0.0/16]}]'],
  ])('is not certain with %s, which the API server refuses', (_, kind, spec) => {
    const refused = authentication(kind, 'apps', spec);
    expect(admitted(policy(APPS.replace('MeshTLSAuthentication', kind)), refused)).toEqual([
      'AuthorizationPolicy/a: ?',
    ]);
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
    ['one of several exceptions', '{cidr: 10.0.0.0/8, except: [10.1.0.0/16, "{{ .Values.network }}"]}'],
    ['the exceptions', '{cidr: 10.0.0.0/8, except: "{{ .Values.networks }}"}'],
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

  it.each([
    ['unauthenticated: true, meshTLS: {identities: [a.b]}', 'all clients, meshed or not'],
    ['unauthenticated: false, meshTLS: {identities: [a.b]}', 'a.b'],
    ['meshTLS: {unauthenticatedTLS: true, identities: [a.b]}', 'all meshed clients'],
    ['meshTLS: {unauthenticatedTLS: false, identities: ["*"]}', 'all meshed clients'],
    [
      'meshTLS: {identities: [a.b], serviceAccounts: [{name: cart, namespace: ops}]}',
      'a.b, ServiceAccount ops/cart',
    ],
  ])('with {networks: [10.0.0.0/8], %s} admits from there: %s', (client, names) => {
    const from = names.split(', ').map((name) => `${name} from 10.0.0.0/8`);
    const expected = client.startsWith('unauthenticated: true') ? [`${names} from 10.0.0.0/8`] : from;
    expect(admitted(authorization(`networks: [{cidr: 10.0.0.0/8}], ${client}`))).toEqual([
      `ServerAuthorization/a: ${expected.join(', ')}`,
    ]);
  });

  it.each([
    'networks: "{{ .Values.x }}", unauthenticated: true',
    'unauthenticated: "{{ .Values.x }}"',
    'meshTLS: {unauthenticatedTLS: "{{ .Values.x }}"}',
    'meshTLS: {identities: [a.b, "{{ .Values.x }}"]}',
    'meshTLS: {serviceAccounts: [{name: cart}, {name: "{{ .Values.x }}"}]}',
  ])('is not certain with {%s}', (client) => {
    expect(admitted(authorization(client))).toEqual(['ServerAuthorization/a: ?']);
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

  const ACCOUNT: Identity = { kind: 'serviceAccount', namespace: 'shop', name: 'cart' };
  const SHOP: Identity = { kind: 'namespace', namespace: 'shop' };
  const identity = (name: string): Identity => ({ kind: 'identity', name });
  it.each<[wide: Identity, narrow: Identity, expected: boolean]>([
    [{ kind: 'anyone' }, { kind: 'anyone' }, true],
    [{ kind: 'meshed' }, { kind: 'meshed' }, true],
    [{ kind: 'meshed' }, SHOP, true],
    [{ kind: 'meshed' }, identity('a.b'), true],
    [SHOP, SHOP, true],
    [SHOP, { kind: 'namespace', namespace: 'ops' }, false],
    [SHOP, { kind: 'meshed' }, false],
    [SHOP, identity('cart.shop'), false],
    [ACCOUNT, ACCOUNT, true],
    [ACCOUNT, { ...ACCOUNT, name: 'web' }, false],
    [ACCOUNT, { ...ACCOUNT, namespace: 'ops' }, false],
    [ACCOUNT, SHOP, false],
    [identity('a.b'), identity('a.b'), true],
    [identity('a.b'), identity('c.a.b'), false],
    [identity('*.a.b'), identity('a.b'), false],
    [identity('*.a.b'), identity('ca.b'), false],
    [identity('*.a.b'), ACCOUNT, false],
  ])('of %j and %j is %s', (wide, narrow, expected) => {
    expect(covered({ identity: narrow, networks: [] }, wide)).toBe(expected);
  });

  it('is by any of several clients', () => {
    expect(
      notCovered(
        [cart],
        [
          { ...cart, identity: SHOP },
          { ...cart, identity: identity('a.b') },
        ],
      ),
    ).toEqual([]);
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

describe('the admitted clients of a port', () => {
  const anyone: Client = { identity: { kind: 'anyone' }, networks: [] };
  const meshed: Client = { identity: { kind: 'meshed' }, networks: [] };
  const account: Client = { identity: { kind: 'identity', name: 'a.b' }, networks: ['10.0.0.0/8'] };
  const admits = (otherwise: string | undefined, admitsUnauthenticated: 'yes' | 'no' | 'unknown' = 'yes') =>
    admittedClients({ grants: [{ clients: [account] }], otherwise, admitsUnauthenticated });

  it('are those of policies, and those of the inbound policy', () => {
    expect(admits('deny')).toEqual([account]);
    expect(admits('all-authenticated')).toEqual([account, meshed]);
    expect(admits('all-unauthenticated')).toEqual([account, anyone]);
    expect(admits('audit')).toEqual([account, anyone]);
    expect(admits('cluster-unauthenticated')).toEqual([account, { ...anyone, networks: ['cluster'] }]);
    expect(admits('cluster-authenticated')).toEqual([account, { ...meshed, networks: ['cluster'] }]);
  });

  it('have an identity, where the pod asks for one besides', () => {
    expect(admits('cluster-unauthenticated', 'no')).toEqual([account, { ...meshed, networks: ['cluster'] }]);
    expect(admits('all-authenticated', 'no')).toEqual([account, meshed]);
  });

  it('are not certain with a policy or a word that is not', () => {
    expect(admits(undefined)).toBeUndefined();
    expect(admits('cluster-default')).toBeUndefined();
    expect(admits('constructor')).toBeUndefined();
    const grants = [{ clients: [account] }, { clients: undefined }];
    expect(admittedClients({ grants, otherwise: 'deny', admitsUnauthenticated: 'no' })).toBeUndefined();
  });
});
