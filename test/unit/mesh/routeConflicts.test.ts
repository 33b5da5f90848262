import { describe, expect, it } from 'vitest';
import { strongerRoute } from '../../../server/src/mesh/conflictingRoutes.ts';
import { producerRoutes, profiledService } from '../../../server/src/mesh/profiledService.ts';
import { routeParents } from '../../../server/src/mesh/routeParents.ts';
import { TestMesh } from '../../support/meshOf.ts';

function route(kind: string, name: string, parent: string, namespace = 'shop') {
  return `
apiVersion: gateway.networking.k8s.io/v1
kind: ${kind}
metadata: {name: ${name}, namespace: ${namespace}, annotations: {timeout.linkerd.io/request: 1s}}
spec: {parentRefs: [${parent}], rules: []}
---`;
}

const WEB = '{group: core, kind: Service, name: web, port: 80}';

describe('strongerRoute', () => {
  const strongerThan = (source: string) => {
    const mesh = new TestMesh(source);
    const subject = mesh.get('Route', 'a');
    const seen = mesh.from(subject);
    const [parent] = routeParents(seen, subject);
    return parent && strongerRoute(seen, subject, parent)?.route.facts.id.name;
  };

  it('is one of a kind that counts first, for the same parent and port', () => {
    expect(strongerThan(route('HTTPRoute', 'a', WEB) + route('GRPCRoute', 'b', WEB))).toBe('b');
    expect(strongerThan(route('GRPCRoute', 'a', WEB) + route('HTTPRoute', 'b', WEB))).toBeUndefined();
    expect(strongerThan(route('HTTPRoute', 'a', WEB) + route('HTTPRoute', 'b', WEB))).toBeUndefined();
    const other = WEB.replace('80', '81');
    expect(strongerThan(route('HTTPRoute', 'a', WEB) + route('GRPCRoute', 'b', other))).toBeUndefined();
  });

  it.each([
    ['TCPRoute', route('TLSRoute', 'b', WEB), 'b'],
    ['TCPRoute', route('UDPRoute', 'b', WEB), undefined],
    ['HTTPRoute', route('GRPCRoute', 'b', WEB.replace('web', 'api')), undefined],
    ['HTTPRoute', route('GRPCRoute', 'b', `${WEB.replace('web', 'api')}, ${WEB}`), 'b'],
    [
      'HTTPRoute',
      route('GRPCRoute', 'b', '{group: policy.linkerd.io, kind: EgressNetwork, name: web, port: 80}'),
      undefined,
    ],
    ['HTTPRoute', route('GRPCRoute', 'b', WEB, 'bank'), undefined],
    ['HTTPRoute', route('GRPCRoute', 'b', `${WEB.slice(0, -1)}, namespace: shop}`, 'bank'), undefined],
  ])('of a %s may be another route: %s', (kind, other, expected) => {
    expect(strongerThan(route(kind, 'a', WEB) + other)).toBe(expected);
  });

  it('is looked for in the namespace of the parent too', () => {
    const far = `${WEB.slice(0, -1)}, namespace: bank}`;
    expect(strongerThan(route('HTTPRoute', 'a', far) + route('GRPCRoute', 'b', WEB, 'bank'))).toBe('b');
    expect(strongerThan(route('HTTPRoute', 'a', far) + route('GRPCRoute', 'b', far))).toBe('b');
  });

  it('of a Server need not have the same port', () => {
    const server = (port: string) => `{group: policy.linkerd.io, kind: Server, name: web${port}}`;
    expect(
      strongerThan(route('HTTPRoute', 'a', server('')) + route('GRPCRoute', 'b', server(', port: 80'))),
    ).toBe('b');
  });

  it('is not known where a template decides the port', () => {
    const templated = WEB.replace('80', '"{{ .Values.port }}"');
    expect(strongerThan(route('HTTPRoute', 'a', templated) + route('GRPCRoute', 'b', WEB))).toBeUndefined();
    expect(strongerThan(route('HTTPRoute', 'a', WEB) + route('GRPCRoute', 'b', templated))).toBeUndefined();
  });
});

describe('profiledService', () => {
  const serviceOf = (name: string) => {
    const mesh = new TestMesh(
      `apiVersion: linkerd.io/v1alpha2\nkind: ServiceProfile\nmetadata: {name: ${name}, namespace: shop}\nspec: {}\n`,
    );
    const [profile] = mesh.model.resourcesOf('example.yaml');
    return profile?.facts.type === 'ServiceProfile'
      ? profiledService(profile as Parameters<typeof profiledService>[0])
      : undefined;
  };

  it('is named by the whole name, with any domain', () => {
    expect(serviceOf('web.bank.svc.cluster.local')).toEqual({ name: 'web', namespace: '=bank' });
    expect(serviceOf('web.bank.svc.example')).toEqual({ name: 'web', namespace: '=bank' });
    for (const name of [
      'web',
      'web.bank',
      'web.bank.svc',
      'web.bank.svc.',
      '.bank.svc.local',
      'web..svc.local',
      'web.bank.cluster.local',
      '"{{ .Values.name }}"',
    ])
      expect(serviceOf(name)).toBeUndefined();
  });
});

describe('producerRoutes', () => {
  it('are those of the Service’s own namespace', () => {
    const far = '{group: core, kind: Service, name: web, namespace: shop}';
    const mesh = new TestMesh(
      route('HTTPRoute', 'a', WEB) +
        route('HTTPRoute', 'b', far, 'bank') +
        route('HTTPRoute', 'c', '{name: web}') +
        route('HTTPRoute', 'd', '{group: policy.linkerd.io, kind: EgressNetwork, name: web}') +
        route('HTTPRoute', 'e', WEB.replace('web', 'api')) +
        route('HTTPRoute', 'f', `${WEB.slice(0, -1)}, namespace: bank}, ${WEB.replace('web', 'api')}`) +
        route('HTTPRoute', 'g', `${WEB.replace('web', 'api')}, ${WEB}`),
    );
    const seen = mesh.from(mesh.get('Route', 'a'));
    const names = producerRoutes(seen, { name: 'web', namespace: '=shop' }).map(({ facts }) => facts.id.name);
    expect(names).toEqual(['a', 'g']);
  });
});
