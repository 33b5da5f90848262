import { describe, expect, it } from 'vitest';
import { mayBeTarget, portsOfService, portThatTargets } from '../../../server/src/mesh/portsOfService.ts';
import { backendNamespace, serviceBackends } from '../../../server/src/mesh/routeBackends.ts';
import { clientParents, parentService, routeParents } from '../../../server/src/mesh/routeParents.ts';
import { TestMesh } from '../../support/meshOf.ts';

function route(parents: string, backends = '[]', apiVersion = 'policy.linkerd.io/v1beta3') {
  return `
apiVersion: ${apiVersion}
kind: HTTPRoute
metadata: {name: web, namespace: shop}
spec: {parentRefs: ${parents}, rules: [{backendRefs: ${backends}}]}
---`;
}

function service(name: string, ports: string, namespace = 'shop') {
  return `
apiVersion: v1
kind: Service
metadata: {name: ${name}, namespace: ${namespace}}
spec: {selector: {app: web}, ports: ${ports}}
---`;
}

describe('routeParents', () => {
  const parents = (source: string, of = routeParents) => {
    const mesh = new TestMesh(source);
    const web = mesh.get('Route', 'web');
    return of(mesh.from(web), web).map(
      ({ index, kind, namespace, name }) => `${index} ${kind} ${namespace}/${name}`,
    );
  };

  it('are those of a kind that Linkerd takes, with the defaults of the CRD', () => {
    const references =
      '[{name: a}, {kind: Server, name: b}, {group: core, kind: Service, name: c, namespace: bank}, {kind: Service, name: d}, {group: "", kind: service, name: e}]';
    expect(parents(route(references))).toEqual([
      '1 Server =shop/b',
      '2 Service =bank/c',
      '4 Service =shop/e',
    ]);
    expect(parents(route(references), clientParents)).toEqual(['2 Service =bank/c', '4 Service =shop/e']);
  });

  it('are left out where a template decides them', () => {
    expect(parents(route('[{group: core, kind: Service, name: "{{ .Values.name }}"}]'))).toEqual([]);
    expect(parents(route('[{group: core, kind: Service, name: a, namespace: "{{ .Values.ns }}"}]'))).toEqual(
      [],
    );
  });

  it('of a route of the Gateway API are Linkerd’s where something in view is', () => {
    const gateway = route('[{group: core, kind: Service, name: a}]', '[]', 'gateway.networking.k8s.io/v1');
    const namespace = (annotations: string) =>
      `\napiVersion: v1\nkind: Namespace\nmetadata: {name: bank, annotations: ${annotations}}\n`;
    expect(parents(gateway)).toEqual([]);
    expect(parents(gateway + namespace('{team: web}'))).toEqual([]);
    expect(parents(gateway + namespace('{linkerd.io/inject: enabled}'))).toEqual(['0 Service =shop/a']);
  });
});

describe('parentService', () => {
  it('is the Service where it is in view', () => {
    const mesh = new TestMesh(
      route('[{group: core, kind: Service, name: a}, {group: core, kind: Service, name: b}]') +
        service('a', '[]'),
    );
    const web = mesh.get('Route', 'web');
    const seen = mesh.from(web);
    expect(clientParents(seen, web).map((parent) => parentService(seen, parent)?.facts.id.name)).toEqual([
      'a',
      undefined,
    ]);
  });
});

describe('serviceBackends', () => {
  const backends = (references: string, version = 'v1beta3') => {
    const mesh = new TestMesh(
      route(
        '[{group: core, kind: Service, name: a, namespace: bank}]',
        references,
        `policy.linkerd.io/${version}`,
      ),
    );
    const web = mesh.get('Route', 'web');
    const [parent] = clientParents(mesh.from(web), web);
    return serviceBackends(web).map(
      (backend) => parent && `${backendNamespace(backend, parent)}/${backend.name}`,
    );
  };

  it('are Services of the parent’s namespace unless another is written', () => {
    const references =
      '[{name: a}, {name: b, namespace: shop}, {name: c, kind: EgressNetwork, group: policy.linkerd.io}, {name: "{{ .Values.name }}"}]';
    expect(backends(references)).toEqual(['=bank/a', '=shop/b']);
  });

  it.each([
    ['{group: "", kind: service, name: a}', ['=bank/a']],
    ['{group: core, kind: Service, name: a}', ['=bank/a']],
    ['{kind: Pod, name: a}', []],
    ['{group: example.org, kind: Service, name: a}', []],
    ['{group: "{{ .Values.x }}", kind: Service, name: a}', []],
    ['{kind: Service}', []],
    ['{name: a, namespace: "{{ .Values.x }}"}', []],
  ])('is or is not %s', (reference, expected) => {
    expect(backends(`[${reference}]`)).toEqual(expected);
  });

  it('have no default namespace in routes of the Gateway API', () => {
    const mesh = new TestMesh(route('[]', '[{name: a}]', 'gateway.networking.k8s.io/v1beta1'));
    expect(serviceBackends(mesh.get('Route', 'web'))).toMatchObject([{ name: 'a', namespace: undefined }]);
  });

  it('have the place where they are written', () => {
    const two = route('[]', '[]').replace(
      'rules: [',
      'rules: [{}, {backendRefs: [{kind: Pod, name: x}, {name: a, port: 80}]}, ',
    );
    expect(serviceBackends(new TestMesh(two).get('Route', 'web'))).toMatchObject([
      { at: ['spec', 'rules', 1, 'backendRefs', 1], name: 'a', port: 80 },
    ]);
  });

  it('are of the namespace that the first versions of the CRD write', () => {
    expect(backends('[{name: a}]', 'v1beta1')).toEqual(['=default/a']);
    expect(backends('[{name: a}]', '{{ .Values.version }}')).toEqual([]);
  });
});

describe('portsOfService', () => {
  const of = (ports: string) => {
    const mesh = new TestMesh(service('a', ports));
    return mesh.get('Service', 'a');
  };

  it('are all ports, or none that is certain', () => {
    expect(portsOfService(of('[{port: 80}, {port: 81}]'))).toEqual([80, 81]);
    expect(portsOfService(of('[{port: 80}, {port: "{{ .Values.port }}"}]'))).toBeUndefined();
    expect(portsOfService(of('[]'))).toBeUndefined();
  });

  it('lead to ports of the pods', () => {
    const ports = of('[{port: 80, targetPort: 8080}, {port: 81}]');
    expect([8080, 81, 8081].map((port) => portThatTargets(ports, port))).toEqual([80, undefined, undefined]);
    expect([8080, 8081].map((port) => mayBeTarget(ports, port))).toEqual([true, false]);
    expect(mayBeTarget(of('[{port: 80, targetPort: http}]'), 8081)).toBe(true);
  });
});
