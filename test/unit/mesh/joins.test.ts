import { describe, expect, it } from 'vitest';
import { authorizationsOf } from '../../../server/src/mesh/authorizationsOf.ts';
import { podsSelectedBy, servicesOf } from '../../../server/src/mesh/podsSelectedBy.ts';
import { routesOf } from '../../../server/src/mesh/routesOf.ts';
import { serversOn } from '../../../server/src/mesh/serversOn.ts';
import { namesOf, TestMesh } from '../../support/meshOf.ts';

function pod(name: string, labels: string, ports = '[]', namespace = 'shop'): string {
  return `
apiVersion: v1
kind: Pod
metadata: {name: ${name}, namespace: ${namespace}, labels: ${labels}}
spec: {containers: [{name: web, image: web, ports: ${ports}}]}
---`;
}

function server(name: string, selector: string, port: string, namespace = 'shop'): string {
  return `
apiVersion: policy.linkerd.io/v1beta3
kind: Server
metadata: {name: ${name}, namespace: ${namespace}, labels: {app: ${name}}}
spec: {podSelector: ${selector}, port: ${port}}
---`;
}

describe('podsSelectedBy', () => {
  const selected = (selector: string, pods: string) => {
    const mesh = new TestMesh(server('s', selector, '80') + pods);
    return namesOf(podsSelectedBy(mesh.from(mesh.get('Server', 's')), mesh.get('Server', 's')));
  };
  const PODS =
    pod('web', '{app: web, tier: front}') +
    pod('api', '{app: api}') +
    pod('far', '{app: web}', '[]', 'other');

  it('takes matchLabels and matchExpressions together', () => {
    expect(selected('{matchLabels: {app: web}}', PODS)).toBe('web');
    expect(selected('{matchExpressions: [{key: app, operator: In, values: [web, api]}]}', PODS)).toBe(
      'api web',
    );
    expect(selected('{matchExpressions: [{key: tier, operator: Exists}]}', PODS)).toBe('web');
    expect(selected('{matchExpressions: [{key: tier, operator: DoesNotExist}]}', PODS)).toBe('api');
    expect(selected('{matchExpressions: [{key: app, operator: NotIn, values: [api]}]}', PODS)).toBe('web');
    expect(
      selected('{matchLabels: {app: web}, matchExpressions: [{key: tier, operator: DoesNotExist}]}', PODS),
    ).toBe('');
  });

  it('takes all pods of the namespace for an empty selector', () => {
    expect(selected('{}', PODS)).toBe('api web');
  });

  it('takes none for an expression whose values do not go with its operator', () => {
    expect(selected('{matchExpressions: [{key: app, operator: In}]}', PODS)).toBe('');
    expect(selected('{matchExpressions: [{key: app, operator: Exists, values: []}]}', PODS)).toBe('');
  });

  it('leaves open what a template decides, and what may stand in the same namespace', () => {
    expect(selected('{matchLabels: {app: web}}', pod('web', '{app: "{{ .Values.app }}"}'))).toBe('?');
    expect(
      selected('{matchLabels: {app: web}}', pod('web', '{app: web}', '[]', '{{ .Values.namespace }}')),
    ).toBe('?');
    expect(selected('{matchLabels: {app: "{{ .Values.app }}"}}', PODS)).toBe('?');
  });
});

describe('serversOn', () => {
  const on = (port: number, ports: string, servers: string) => {
    const mesh = new TestMesh(pod('web', '{app: web}', ports) + servers);
    const web = mesh.get('Workload', 'web');
    return namesOf(serversOn(mesh.from(web), web, port));
  };

  it('takes a number whether or not a container declares it', () => {
    expect(on(80, '[]', server('a', '{}', '80') + server('b', '{}', '81'))).toBe('a');
  });

  it('takes the name of a TCP port', () => {
    const ports = '[{name: http, containerPort: 80}, {name: dns, containerPort: 53, protocol: UDP}]';
    const servers = server('a', '{}', 'http') + server('b', '{}', 'dns') + server('c', '{}', '"80"');
    expect(on(80, ports, servers)).toBe('a');
    expect(on(53, ports, servers)).toBe('');
  });

  it('leaves a name open that a template may give a port', () => {
    expect(on(80, '[{name: "{{ .Values.name }}", containerPort: 80}]', server('a', '{}', 'http'))).toBe('?');
  });
});

describe('serversOn, on port 80', () => {
  const TEMPLATED = '"{{ .Values.x }}"';
  it.each([
    ['a number that a template makes', '[]', '{}', TEMPLATED, '?'],
    ['such a number, and another selector', '[]', '{matchLabels: {app: api}}', TEMPLATED, ''],
    ['a number, and a selector that a template makes', '[]', TEMPLATED, '80', '?'],
    ['another number, and a selector that a template makes', '[]', TEMPLATED, '81', ''],
    ['a name of no port', '[{name: grpc, containerPort: 80}]', '{}', 'http', ''],
    [
      'a name, and other selector',
      '[{name: http, containerPort: 80}]',
      '{matchLabels: {app: api}}',
      'http',
      '',
    ],
    [
      'a name of two ports',
      '[{name: http, containerPort: 81}, {name: http, containerPort: 80}]',
      '{}',
      'http',
      'a',
    ],
    ['a name of another port', '[{name: http, containerPort: 81}, {containerPort: 80}]', '{}', 'http', ''],
    [
      'a name of a number that a template makes',
      `[{name: http, containerPort: ${TEMPLATED}}]`,
      '{}',
      'http',
      '?',
    ],
    [
      'a name of a protocol that a template makes',
      `[{name: http, containerPort: 80, protocol: ${TEMPLATED}}]`,
      '{}',
      'http',
      '?',
    ],
    ['a name of a TCP port', '[{name: http, containerPort: 80, protocol: TCP}]', '{}', 'http', 'a'],
    ['a name, and ports that a template makes', TEMPLATED, '{}', 'http', '?'],
    ['a number, and ports that a template makes', TEMPLATED, '{}', '80', 'a'],
  ])('with %s', (_, ports, selector, port, expected) => {
    const mesh = new TestMesh(pod('web', '{app: web}', ports) + server('a', selector, port));
    const web = mesh.get('Workload', 'web');
    expect(namesOf(serversOn(mesh.from(web), web, 80))).toBe(expected);
  });
});

describe('servicesOf', () => {
  it('takes those whose selector fits, and none without selector', () => {
    const service = (name: string, spec: string) =>
      `\napiVersion: v1\nkind: Service\nmetadata: {name: ${name}, namespace: shop}\nspec: ${spec}\n---`;
    const mesh = new TestMesh(
      pod('web', '{app: web}') +
        service('a', '{selector: {app: web}, ports: [{port: 80}]}') +
        service('b', '{selector: {app: api}, ports: [{port: 80}]}') +
        service('c', '{ports: [{port: 80}]}') +
        service('d', '{selector: {}, ports: [{port: 80}]}'),
    );
    const web = mesh.get('Workload', 'web');
    expect(namesOf(servicesOf(mesh.from(web), web))).toBe('a');
    const perhaps = new TestMesh(
      pod('web', '{app: web}') + service('a', '{selector: "{{ .Values.selector }}", ports: [{port: 80}]}'),
    );
    const pods = perhaps.get('Workload', 'web');
    expect(namesOf(servicesOf(perhaps.from(pods), pods))).toBe('?');
  });
});

describe('authorizationsOf', () => {
  const policy = (name: string, target: string, namespace = 'shop') => `
apiVersion: policy.linkerd.io/v1alpha1
kind: AuthorizationPolicy
metadata: {name: ${name}, namespace: ${namespace}}
spec: {targetRef: ${target}, requiredAuthenticationRefs: []}
---`;
  const authorization = (name: string, target: string) => `
apiVersion: policy.linkerd.io/v1beta1
kind: ServerAuthorization
metadata: {name: ${name}, namespace: shop}
spec: {server: ${target}, client: {unauthenticated: true}}
---`;
  const of = (others: string) => {
    const mesh = new TestMesh(server('web', '{}', '80') + others);
    const web = mesh.get('Server', 'web');
    const { policies, serverAuthorizations } = authorizationsOf(mesh.from(web), web);
    return [namesOf(policies), namesOf(serverAuthorizations)].join('; ');
  };

  it('takes policies for the Server and for its Namespace', () => {
    const found = of(
      policy('a', '{group: policy.linkerd.io, kind: server, name: web}') +
        policy('b', '{kind: Namespace, name: shop}') +
        policy('c', '{group: core, kind: Namespace, name: other}') +
        policy('d', '{kind: Server, name: web}') +
        policy('f', '{kind: Service, name: shop}') +
        policy('e', '{group: policy.linkerd.io, kind: Server, name: web}', 'other'),
    );
    expect(found).toBe('a b; ');
  });

  it('takes ServerAuthorizations that name it or select its labels', () => {
    const found = of(
      authorization('a', '{name: web}') +
        authorization('b', '{selector: {matchLabels: {app: web}}}') +
        authorization('c', '{selector: {matchLabels: {app: api}}}') +
        authorization('d', '{name: api}') +
        authorization('e', '{}'),
    );
    expect(found).toBe('; a b');
  });

  const TEMPLATED = '"{{ .Values.x }}"';
  it.each([
    ['the group', `{group: ${TEMPLATED}, kind: Server, name: web}`],
    ['the kind', `{group: policy.linkerd.io, kind: ${TEMPLATED}, name: web}`],
    ['the name', `{group: policy.linkerd.io, kind: Server, name: ${TEMPLATED}}`],
    ['the target', TEMPLATED],
  ])('is not certain of a policy of which a template makes %s', (_, target) => {
    expect(of(policy('a', target))).toBe('?; ');
  });

  it.each([
    ['a name', `{name: ${TEMPLATED}}`],
    ['a selector', `{selector: ${TEMPLATED}}`],
    ['a label', `{selector: {matchLabels: {app: ${TEMPLATED}}}}`],
  ])('is not certain of a ServerAuthorization of which a template makes %s', (_, target) => {
    expect(of(authorization('a', target))).toBe('; ?');
  });

  it('is not certain of the namespace of files that name none', () => {
    const mesh = new TestMesh(
      (server('web', '{}', '80') + policy('a', '{kind: Namespace, name: shop}')).replaceAll(
        ', namespace: shop',
        '',
      ),
    );
    const web = mesh.get('Server', 'web');
    expect(namesOf(authorizationsOf(mesh.from(web), web).policies)).toBe('?');
  });
});

describe('routesOf', () => {
  const route = (name: string, parent: string, apiVersion = 'policy.linkerd.io/v1beta3') => `
apiVersion: ${apiVersion}
kind: HTTPRoute
metadata: {name: ${name}, namespace: shop}
spec: {parentRefs: [${parent}], rules: []}
---`;

  it('takes those that name the parent, with the group and kind that the API server would write', () => {
    const mesh = new TestMesh(
      server('web', '{}', '80') +
        route('a', '{kind: Server, name: web}') +
        route('b', '{kind: Server, name: web}', 'gateway.networking.k8s.io/v1') +
        route('c', '{group: policy.linkerd.io, kind: Server, name: web}', 'gateway.networking.k8s.io/v1') +
        route('d', '{name: web}') +
        route('e', '{kind: Server, name: web, namespace: other}'),
    );
    const web = mesh.get('Server', 'web');
    expect(namesOf(routesOf(mesh.from(web), web))).toBe('a c');
  });

  const TEMPLATED = '"{{ .Values.x }}"';
  it.each([
    ['one of several parents', '{name: edge}, {kind: Server, name: web}', 'a'],
    ['the namespace of the parent', '{kind: Server, name: web, namespace: shop}', 'a'],
    ['another name', '{kind: Server, name: api}', ''],
    ['a name that a template makes', `{kind: Server, name: ${TEMPLATED}}`, '?'],
    ['a kind that a template makes', `{kind: ${TEMPLATED}, name: web}`, '?'],
    ['a group that a template makes', `{group: ${TEMPLATED}, kind: Server, name: web}`, '?'],
    ['a namespace that a template makes', `{kind: Server, name: web, namespace: ${TEMPLATED}}`, '?'],
    [
      'one besides what a template makes',
      `{kind: Server, name: web}, {kind: Server, name: ${TEMPLATED}}`,
      'a',
    ],
    [
      'another besides what a template makes',
      `{kind: Server, name: api}, {kind: Server, name: ${TEMPLATED}}`,
      '?',
    ],
    ['parents that a template makes', TEMPLATED, '?'],
  ])('takes or leaves a route that names %s', (_, parents, expected) => {
    const mesh = new TestMesh(server('web', '{}', '80') + route('a', parents));
    const web = mesh.get('Server', 'web');
    expect(namesOf(routesOf(mesh.from(web), web))).toBe(expected);
  });
});
