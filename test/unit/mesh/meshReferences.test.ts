import { describe, expect, it, test } from 'vitest';
import { isKnown } from '../../../server/src/facts/known.ts';
import type { ResourceType } from '../../../server/src/facts/resourceFacts.ts';
import { referencesOf } from '../../../server/src/mesh/meshReferences.ts';
import { TestMesh } from '../../support/meshOf.ts';

/** The references of a resource, as `spec.server.name → Server web`. */
function references(source: string, type: ResourceType, name: string): string[] {
  const mesh = new TestMesh(source);
  const subject = mesh.get(type, name);
  return referencesOf(mesh.from(subject), subject).map(({ at, targets }) => {
    const titles = targets.map(({ resource: { facts }, at: place }) => {
      const title = `${facts.id.kind} ${isKnown(facts.id.name) ? facts.id.name : '?'}`;
      return place.join('.') === 'metadata.name' ? title : `${title} ${place.join('.')}`;
    });
    return `${at.join('.')} → ${titles.join(', ')}`;
  });
}

const SHOP = `
apiVersion: v1
kind: Service
metadata: {name: web, namespace: shop}
spec: {selector: {app: web}, ports: [{port: 80}]}
---
apiVersion: v1
kind: ServiceAccount
metadata: {name: cart, namespace: shop}
---
apiVersion: policy.linkerd.io/v1beta3
kind: Server
metadata: {name: web, namespace: shop}
spec: {podSelector: {matchLabels: {app: web}}, port: http}
---
apiVersion: policy.linkerd.io/v1beta3
kind: Server
metadata: {name: api, namespace: shop}
spec: {podSelector: {matchLabels: {app: api}}, port: http}
---
apiVersion: policy.linkerd.io/v1alpha1
kind: MeshTLSAuthentication
metadata: {name: clients, namespace: shop}
spec: {identities: ["*"]}
---`;

describe('the references of a route', () => {
  const route = (spec: string) => `${SHOP}
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: {name: web, namespace: shop}
spec:
${spec}`;
  const of = (spec: string) => references(route(spec), 'Route', 'web');
  const WEB = '{group: "", kind: Service, name: web}';

  it('are numbered as they are written, beside those that lead elsewhere', () => {
    expect(
      of(`
  parentRefs: [{name: edge}, ${WEB}]
  rules:
    - backendRefs: []
    - backendRefs: [{name: missing}, {name: web}]
`),
    ).toEqual(['spec.parentRefs.1 → Service web', 'spec.rules.1.backendRefs.1 → Service web']);
  });

  test.each([
    ['a parent', `parentRefs:\n{{- if .Values.x }}\n    - {name: edge}\n{{- end }}\n    - ${WEB}`, []],
    [
      'a rule',
      `parentRefs: [${WEB}]\n  rules:\n{{- if .Values.x }}\n    - {}\n{{- end }}\n    - backendRefs: [{name: web}]`,
      ['spec.parentRefs.0 → Service web'],
    ],
    [
      'a backend',
      `parentRefs: [${WEB}]\n  rules:\n    - backendRefs: [{name: web}]\n    - backendRefs:\n{{- if .Values.x }}\n        - {name: missing}\n{{- end }}\n        - {name: web}`,
      ['spec.parentRefs.0 → Service web'],
    ],
  ])('have no certain numbers where a template may leave out %s', (_, spec, expected) => {
    expect(of(`  ${spec}\n`)).toEqual(expected);
  });
});

describe('the references of policies', () => {
  const policy = (kind: string, version: string, spec: string) =>
    references(
      `${SHOP}
apiVersion: policy.linkerd.io/${version}
kind: ${kind}
metadata: {name: a, namespace: shop}
spec: ${spec}
`,
      kind === 'ServerAuthorization' ? kind : 'AuthorizationPolicy',
      'a',
    );
  const TEMPLATED = '"{{ .Values.x }}"';

  test.each([
    ['{name: web}', ['spec.server.name → Server web']],
    ['{selector: {}}', ['spec.server.selector → Server api, Server web']],
    [`{name: ${TEMPLATED}}`, []],
    [`{selector: ${TEMPLATED}}`, []],
  ])('lead to the Servers of a ServerAuthorization, server: %s', (server, expected) => {
    const spec = `{server: ${server}, client: {unauthenticated: true}}`;
    expect(policy('ServerAuthorization', 'v1beta1', spec)).toEqual(expected);
  });

  const CLIENTS = '{group: policy.linkerd.io, kind: MeshTLSAuthentication, name: clients}';
  test.each([
    ['an authentication of its namespace', CLIENTS, ['MeshTLSAuthentication clients']],
    ['one of another namespace', CLIENTS.replace('}', ', namespace: ops}'), []],
    ['one of a namespace that a template makes', CLIENTS.replace('}', `, namespace: ${TEMPLATED}}`), []],
    ['one whose name a template makes', CLIENTS.replace('name: clients', `name: ${TEMPLATED}`), []],
    ['one of another kind with this name', CLIENTS.replace('MeshTLS', 'Network'), []],
    ['a ServiceAccount', '{kind: ServiceAccount, name: cart}', ['ServiceAccount cart']],
    ['one whose name a template makes', `{kind: ServiceAccount, name: ${TEMPLATED}}`, []],
    [
      'one of a namespace that a template makes',
      `{kind: ServiceAccount, name: cart, namespace: ${TEMPLATED}}`,
      [],
    ],
    ['what is of no such kind', '{kind: User, name: cart}', []],
  ])('of an AuthorizationPolicy that requires %s', (_, reference, targets) => {
    const spec = `{targetRef: {kind: Namespace, name: ops}, requiredAuthenticationRefs: [{kind: ServiceAccount, name: missing}, ${reference}]}`;
    expect(policy('AuthorizationPolicy', 'v1alpha1', spec)).toEqual(
      targets.map((target) => `spec.requiredAuthenticationRefs.1 → ${target}`),
    );
  });
});

describe('references to ports', () => {
  const pod = (ports: string, more = '') => `
apiVersion: v1
kind: Pod
metadata: {name: web, namespace: shop, labels: {app: web}}
spec:
  containers: [{name: proxy, image: proxy}, {name: web, image: web, ports: ${ports}${more}}]
---${SHOP}`;
  const service = (targetPort: string) =>
    `\napiVersion: v1\nkind: Service\nmetadata: {name: ports, namespace: shop}\nspec: {selector: {app: web}, ports: [{port: 81}, {port: 80, targetPort: ${targetPort}}]}\n`;

  it('lead to the declaration in any container, by name or number', () => {
    const files = pod('[{name: dns, containerPort: 53}, {name: http, containerPort: 80}]');
    const selected = 'spec.selector → Pod web';
    expect(references(files + service('http'), 'Service', 'ports')).toEqual([
      selected,
      'spec.ports.1.targetPort → Pod web spec.containers.1.ports.1.name',
    ]);
    expect(references(files + service('53'), 'Service', 'ports')).toEqual([
      selected,
      'spec.ports.1.targetPort → Pod web spec.containers.1.ports.0.containerPort',
    ]);
  });

  it('lead nowhere from a port that a template makes, nor to one', () => {
    const files = pod('[{containerPort: 80}, {name: "{{ .Values.port }}", containerPort: 81}]');
    expect(references(files + service('"{{ .Values.port }}"'), 'Service', 'ports')).toEqual([
      'spec.selector → Pod web',
    ]);
  });

  it('of a probe lead to the port of its own container', () => {
    const files = pod('[{name: http, containerPort: 80}]', ', livenessProbe: {httpGet: {port: http}}');
    expect(references(files, 'Workload', 'web')).toEqual([
      'spec.containers.1.livenessProbe.httpGet.port → Pod web spec.containers.1.ports.0.name',
    ]);
  });
});
