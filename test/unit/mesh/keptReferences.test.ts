import { describe, expect, it, test } from 'vitest';
import { isKnown } from '../../../server/src/facts/known.ts';
import { keptReferences } from '../../../server/src/mesh/keptReferences.ts';
import { TestMesh } from '../../support/meshOf.ts';

/** The references of the resource `subject` that kustomize keeps, as `spec.server.name: Server web`. */
function kept(kustomization: string, resources: string): string[] {
  const mesh = new TestMesh(
    `# file: kustomization.yaml\nresources: [all.yaml]\n${kustomization}\n# file: all.yaml\n${resources}`,
  );
  const subject = mesh.model.resources.find(({ written }) => written.id.name === 'subject');
  if (!subject) throw new Error('no subject');
  return keptReferences(mesh.from(subject), subject).map(({ at, target: { written }, movedTo }) => {
    const { kind, name } = written.id;
    return `${at.join('.')}: ${kind} ${isKnown(name) ? name : '?'}${movedTo === undefined ? '' : ` to ${movedTo}`}`;
  });
}

const resource = (group: string, kind: string, name: string, spec = '{}', metadata = '') => `
apiVersion: ${group}
kind: ${kind}
metadata: {name: ${name}${metadata}}
spec: ${spec}
---`;

const POLICY = 'policy.linkerd.io/v1alpha1';
const SERVER = 'policy.linkerd.io/v1beta3';
const GATEWAY = 'gateway.networking.k8s.io/v1';
const ROUTE_SPEC = '{parentRefs: [], rules: []}';
const SHOP = [
  resource('v1', 'Service', 'web', '{ports: [{port: 80}]}'),
  resource('v1', 'ServiceAccount', 'cart'),
  resource(SERVER, 'Server', 'web', '{podSelector: {}, port: 80}'),
  resource(POLICY, 'EgressNetwork', 'outside', '{trafficPolicy: Allow}'),
  resource(POLICY, 'MeshTLSAuthentication', 'apps', '{identities: ["*"]}'),
  resource(POLICY, 'NetworkAuthentication', 'office', '{networks: [{cidr: 10.0.0.0/8}]}'),
  resource('policy.linkerd.io/v1beta3', 'HTTPRoute', 'own', ROUTE_SPEC),
  resource(GATEWAY, 'HTTPRoute', 'http', ROUTE_SPEC),
  resource(GATEWAY, 'GRPCRoute', 'grpc', ROUTE_SPEC),
].join('');

describe('under a prefix kustomize keeps', () => {
  const ofPolicy = (target: string, authentications = '[]') =>
    kept(
      'namePrefix: p-',
      SHOP +
        resource(
          POLICY,
          'AuthorizationPolicy',
          'subject',
          `{targetRef: ${target}, requiredAuthenticationRefs: ${authentications}}`,
        ),
    );

  test.each([
    ['{group: policy.linkerd.io, kind: Server, name: web}', ['Server web']],
    ['{group: policy.linkerd.io, kind: HTTPRoute, name: own}', ['HTTPRoute own']],
    ['{group: gateway.networking.k8s.io, kind: HTTPRoute, name: http}', ['HTTPRoute http']],
    ['{group: gateway.networking.k8s.io, kind: GRPCRoute, name: grpc}', ['GRPCRoute grpc']],
    ['{group: gateway.networking.k8s.io, kind: Server, name: web}', []],
    ['{group: policy.linkerd.io, kind: Server, name: api}', []],
    ['{group: policy.linkerd.io, kind: Server, name: "{{ .Values.x }}"}', []],
    ['{group: policy.linkerd.io, kind: Server, name: web, namespace: "{{ .Values.x }}"}', []],
    ['{group: policy.linkerd.io, kind: Server, name: web, namespace: ops}', []],
    ['{group: policy.linkerd.io, kind: Server}', []],
  ])('the target %s', (target, expected) => {
    expect(ofPolicy(target)).toEqual(expected.map((it) => `spec.targetRef.name: ${it}`));
  });

  it('each authentication of a policy', () => {
    const office = '{group: policy.linkerd.io, kind: NetworkAuthentication, name: office}';
    const apps = '{group: policy.linkerd.io, kind: MeshTLSAuthentication, name: apps}';
    expect(
      ofPolicy(
        '{kind: Namespace, name: shop}',
        `[{kind: User, name: cart}, ${office}, ${apps}, {kind: ServiceAccount, name: cart}]`,
      ),
    ).toEqual([
      'spec.requiredAuthenticationRefs.1.name: NetworkAuthentication office',
      'spec.requiredAuthenticationRefs.2.name: MeshTLSAuthentication apps',
      'spec.requiredAuthenticationRefs.3.name: ServiceAccount cart',
    ]);
  });

  test.each([
    [
      'HTTPLocalRateLimitPolicy',
      POLICY,
      '{targetRef: {group: policy.linkerd.io, kind: Server, name: web}, overrides: [{}, {clientRefs: [{kind: ServiceAccount, name: api}, {kind: ServiceAccount, name: cart}]}]}',
      ['targetRef.name: Server web', 'overrides.1.clientRefs.1.name: ServiceAccount cart'],
    ],
    [
      'MeshTLSAuthentication',
      POLICY,
      '{identityRefs: [{kind: ServiceAccount, name: api}, {kind: ServiceAccount, name: cart}]}',
      ['identityRefs.1.name: ServiceAccount cart'],
    ],
    [
      'ServerAuthorization',
      'policy.linkerd.io/v1beta1',
      '{server: {name: web}, client: {meshTLS: {serviceAccounts: [{name: api}, {name: cart}]}}}',
      ['server.name: Server web', 'client.meshTLS.serviceAccounts.1.name: ServiceAccount cart'],
    ],
    [
      'HTTPRoute',
      GATEWAY,
      '{parentRefs: [{name: edge}, {group: policy.linkerd.io, kind: EgressNetwork, name: outside}], rules: [{}, {backendRefs: [{name: api}, {name: web}, {group: policy.linkerd.io, kind: EgressNetwork, name: outside}]}]}',
      [
        'parentRefs.1.name: EgressNetwork outside',
        'rules.1.backendRefs.1.name: Service web',
        'rules.1.backendRefs.2.name: EgressNetwork outside',
      ],
    ],
    ['Service', 'v1', '{selector: {app: web}, ports: [{port: 80}]}', []],
  ])('what a %s of %s refers to', (kind, version, spec, expected) => {
    expect(kept('namePrefix: p-', SHOP + resource(version, kind, 'subject', spec))).toEqual(
      expected.map((it) => `spec.${it}`),
    );
  });
});

describe('under a namespace kustomize keeps', () => {
  const inShop = ', namespace: shop';
  const identity = (reference: string) =>
    resource(POLICY, 'MeshTLSAuthentication', 'subject', `{identityRefs: [${reference}]}`, inShop);
  const others =
    resource('v1', 'ServiceAccount', 'cart', '{}', inShop) +
    resource('v1', 'ServiceAccount', 'cart', '{}', ', namespace: ops') +
    resource('v1', 'ServiceAccount', 'web', '{}', inShop) +
    resource('v1', 'Namespace', 'shop');
  const account = (name: string, namespace: string) =>
    `{kind: ServiceAccount, name: ${name}, namespace: ${namespace}}`;

  test.each([
    ['the namespace of what is moved', account('web', 'shop'), ['namespace: ServiceAccount web to prod']],
    [
      'one of two that are moved together',
      account('cart', 'shop'),
      ['namespace: ServiceAccount cart to prod'],
    ],
    ['the namespace that it is moved to', account('web', 'prod'), []],
    ['another namespace', account('web', 'far'), []],
    ['a namespace that a template makes', account('web', '"{{ .Values.x }}"'), []],
    ['a name that a template makes', account('"{{ .Values.x }}"', 'shop'), []],
    ['no namespace', '{kind: ServiceAccount, name: web}', []],
    ['a Namespace that is renamed', '{kind: Namespace, name: shop}', ['name: Namespace shop to prod']],
    ['the Namespace that it is renamed to', '{kind: Namespace, name: prod}', []],
    ['another Namespace', '{kind: Namespace, name: far}', []],
    ['a Namespace that a template names', '{kind: Namespace, name: "{{ .Values.x }}"}', []],
    ['a Namespace without a name', '{kind: Namespace}', []],
  ])('a reference to %s, or not', (_, reference, expected) => {
    expect(kept('namespace: prod', others + identity(reference))).toEqual(
      expected.map((it) => `spec.identityRefs.0.${it}`),
    );
  });

  it('nothing that is still there', () => {
    const reference = account('web', 'shop');
    expect(kept('namespace: shop', others + identity(reference))).toEqual([]);
    expect(kept('commonLabels: {app: web}', others + identity(reference))).toEqual([]);
  });
});
