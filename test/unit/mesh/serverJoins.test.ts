import { describe, expect, it } from 'vitest';
import { policiesOfRoute } from '../../../server/src/mesh/authorizationsOf.ts';
import { parentServer } from '../../../server/src/mesh/routesOf.ts';
import { isSameServer, portNames } from '../../../server/src/mesh/serversOn.ts';
import { namesOf, TestMesh } from '../../support/meshOf.ts';

const server = (name: string, selector: string, port = '80') => `
apiVersion: policy.linkerd.io/v1beta3
kind: Server
metadata: {name: ${name}, namespace: shop}
spec: {podSelector: ${selector}, port: ${port}}
---`;

describe('isSameServer', () => {
  const isSame = (a: string, b: string, portOfB = '80') => {
    const mesh = new TestMesh(server('a', a) + server('b', b, portOfB));
    return isSameServer(mesh.get('Server', 'a'), mesh.get('Server', 'b'));
  };
  const APP = '{matchLabels: {app: web}}';

  it('asks for the same port, and for equal selectors or an empty one', () => {
    expect(isSame(APP, APP)).toBe(true);
    expect(isSame(APP, '{}')).toBe(true);
    expect(isSame(APP, '{matchLabels: {app: api}}')).toBe(false);
    expect(isSame(APP, APP, 'http')).toBe(false);
    expect(isSame(APP, APP, '"80"')).toBe(false);
  });

  it.each([
    ['{matchLabels: {app: web, tier: front}}', '{matchLabels: {tier: front, app: web}}', true],
    ['{matchLabels: {app: web, tier: front}}', '{matchLabels: {app: web}}', false],
    [
      '{matchExpressions: [{key: app, operator: Exists}]}',
      '{matchExpressions: [{key: app, operator: Exists}]}',
      true,
    ],
    [
      '{matchExpressions: [{key: app, operator: Exists}]}',
      '{matchExpressions: [{key: app, operator: DoesNotExist}]}',
      false,
    ],
    [
      '{matchExpressions: [{key: app, operator: Exists}]}',
      '{matchExpressions: [{key: tier, operator: Exists}]}',
      false,
    ],
    [
      '{matchExpressions: [{key: app, operator: In, values: [a]}]}',
      '{matchExpressions: [{key: app, operator: In, values: [b]}]}',
      false,
    ],
    [
      '{matchExpressions: [{key: app, operator: In}]}',
      '{matchExpressions: [{key: app, operator: In, values: []}]}',
      false,
    ],
  ])('compares all of %s and %s: %s', (a, b, expected) => {
    expect(isSame(a, b)).toBe(expected);
  });

  it.each([
    '"{{ .Values.x }}"',
    '{matchLabels: {app: web, tier: "{{ .Values.x }}"}}',
    '{matchLabels: {app: web, "{{ .Values.x }}": front}}',
    '{matchExpressions: "{{ .Values.x }}"}',
    '{matchExpressions: [{key: app, operator: Exists}, {key: "{{ .Values.x }}", operator: Exists}]}',
    '{matchExpressions: [{key: app, operator: "{{ .Values.x }}"}]}',
    '{matchExpressions: [{key: app, operator: In, values: [a, "{{ .Values.x }}"]}]}',
  ])('is not certain of the selector %s', (selector) => {
    expect(isSame(selector, selector)).toBe(false);
    expect(isSame(APP, selector)).toBe(false);
  });

  it('leaves out what a template decides', () => {
    const templated = '{matchLabels: {app: "{{ .Values.app }}"}}';
    expect(isSame(templated, templated)).toBe(false);
    expect(isSame('{}', templated)).toBe(false);
    expect(isSame(APP, APP, '"{{ .Values.port }}"')).toBe(false);
  });
});

describe('portNames', () => {
  it('are those of the TCP ports of all containers', () => {
    const mesh = new TestMesh(`
apiVersion: v1
kind: Pod
metadata: {name: web}
spec:
  containers: [{name: a, image: a, ports: [{name: http, containerPort: 80}, {name: dns, containerPort: 53, protocol: UDP}, {name: grpc, containerPort: "{{ .Values.x }}"}]}]
  initContainers: [{name: b, image: b, ports: [{name: admin, containerPort: 81}, {containerPort: 82}]}]
`);
    expect(portNames(mesh.get('Workload', 'web').facts)).toEqual(['http', 'admin']);
  });
});

const route = (parent: string, version = 'policy.linkerd.io/v1beta3') => `
apiVersion: ${version}
kind: HTTPRoute
metadata: {name: Public, namespace: shop}
spec: {parentRefs: [${parent}]}
---`;

describe('policiesOfRoute', () => {
  const policy = (name: string, target: string, namespace = 'shop') => `
apiVersion: policy.linkerd.io/v1alpha1
kind: AuthorizationPolicy
metadata: {name: ${name}, namespace: ${namespace}}
spec: {targetRef: ${target}, requiredAuthenticationRefs: []}
---`;
  const of = (policies: string, version?: string) => {
    const mesh = new TestMesh(route('{kind: Server, name: web}', version) + policies);
    const subject = mesh.get('Route', 'Public');
    return namesOf(policiesOfRoute(mesh.from(subject), subject));
  };
  const TARGET = '{group: policy.linkerd.io, kind: HTTPRoute, name: public}';

  it('are those of its namespace that name its kind, group and name, in any case', () => {
    expect(of(policy('a', TARGET) + policy('b', TARGET, 'other'))).toBe('a');
    expect(of(policy('a', '{group: gateway.networking.k8s.io, kind: HTTPRoute, name: public}'))).toBe('');
    expect(of(policy('a', '{group: policy.linkerd.io, kind: Server, name: public}'))).toBe('');
    expect(of(policy('a', '{group: policy.linkerd.io, kind: HTTPRoute, name: private}'))).toBe('');
  });

  it.each([
    ['a group', TARGET.replace('policy.linkerd.io', '"{{ .Values.x }}"')],
    ['a kind', TARGET.replace('HTTPRoute', '"{{ .Values.x }}"')],
    ['all of it', '"{{ .Values.x }}"'],
  ])('leave open a target of which a template makes %s', (_, target) => {
    expect(of(policy('a', target))).toBe('?');
  });

  it('are not certain of a route whose name a template makes', () => {
    const mesh = new TestMesh(
      route('{kind: Server, name: web}').replace('Public', '"{{ .Values.x }}"') + policy('a', TARGET),
    );
    const [subject] = mesh.from(mesh.get('AuthorizationPolicy', 'a')).everywhere('Route');
    if (!subject) throw new Error('no route');
    expect(namesOf(policiesOfRoute(mesh.from(subject), subject))).toBe('?');
  });

  it('leave open what a template decides', () => {
    expect(of(policy('a', '{group: policy.linkerd.io, kind: HTTPRoute, name: "{{ .Values.name }}"}'))).toBe(
      '?',
    );
    expect(of(policy('a', TARGET), '"{{ .Values.version }}"')).toBe('?');
  });
});

describe('parentServer', () => {
  const parentOf = (parent: string, version?: string) => {
    const mesh = new TestMesh(route(parent, version) + server('web', '{}'));
    const subject = mesh.get('Route', 'Public');
    const [reference] = subject.facts.parents.items;
    if (!reference) throw new Error('no parent');
    const found = parentServer(mesh.from(subject), subject, reference);
    return typeof found === 'string' ? found : String(found.found.facts.id.name);
  };

  it('is a Server of the own namespace', () => {
    expect(parentOf('{kind: Server, name: web}')).toBe('web');
    expect(parentOf('{kind: Server, name: web, namespace: shop}')).toBe('web');
    expect(parentOf('{kind: Server, name: api}')).toBe('unknown');
    expect(parentOf('{kind: Server, name: "{{ .Values.x }}"}')).toBe('unknown');
    expect(parentOf('{kind: Server}')).toBe('unknown');
  });

  it('is missing with a port, a section or another namespace, and for other kinds', () => {
    expect(parentOf('{kind: Server, name: web, port: 80}')).toBe('none');
    expect(parentOf('{kind: Server, name: web, sectionName: http}')).toBe('none');
    expect(parentOf('{kind: Server, name: web, namespace: other}')).toBe('none');
    expect(parentOf('{name: web}')).toBe('none');
    expect(parentOf('{kind: Server, name: web}', 'gateway.networking.k8s.io/v1')).toBe('none');
  });
});
