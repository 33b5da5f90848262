import { describe, expect, it } from 'vitest';
import { isKnown } from '../../../server/src/facts/known.ts';
import { policiesOfRoute } from '../../../server/src/mesh/authorizationsOf.ts';
import { parentServer } from '../../../server/src/mesh/routesOf.ts';
import { illegalExpressions, namesPods, selectorFits } from '../../../server/src/mesh/selectors.ts';
import { isSameServer, portNames } from '../../../server/src/mesh/serversOn.ts';
import { namesOf, TestMesh } from '../../support/meshOf.ts';
import { measured } from '../../support/processorTime.ts';

const server = (name: string, selector: string, port = '80') => `
apiVersion: policy.linkerd.io/v1beta3
kind: Server
metadata: {name: ${name}, namespace: shop}
spec: {podSelector: ${selector}, port: ${port}}
---`;

function selectorOf(selector: string) {
  return new TestMesh(server('a', selector)).get('Server', 'a').facts.podSelector;
}

describe('namesPods', () => {
  it('asks for a label or a list of values', () => {
    expect(namesPods(selectorOf('{matchLabels: {app: web}}'))).toBe(true);
    expect(namesPods(selectorOf('{matchExpressions: [{key: app, operator: In, values: [web]}]}'))).toBe(true);
    expect(namesPods(selectorOf('{matchExpressions: [{key: app, operator: Exists}]}'))).toBe(false);
    expect(namesPods(selectorOf('{}'))).toBe(false);
  });
});

describe('illegalExpressions', () => {
  const illegal = (expression: string) => {
    const selector = selectorOf(`{matchExpressions: [{key: app, ${expression}}]}`);
    return isKnown(selector) && selector ? [...illegalExpressions(selector)].length : undefined;
  };

  it('are those whose values do not go with the operator', () => {
    expect(illegal('operator: In')).toBe(1);
    expect(illegal('operator: NotIn')).toBe(1);
    expect(illegal('operator: Exists, values: []')).toBe(1);
    expect(illegal('operator: DoesNotExist, values: [web]')).toBe(1);
    expect(illegal('operator: In, values: []')).toBe(0);
    expect(illegal('operator: Exists')).toBe(0);
    expect(illegal('operator: Near')).toBe(0);
    expect(illegal('operator: "{{ .Values.operator }}"')).toBe(0);
  });
});

describe('selectors with thousands of values', () => {
  const values = (first: string) => [first, ...Array.from({ length: 3_000 }, (_, at) => `v${at}`)].join(', ');
  const named = (name: string, operator: string, first: string) =>
    server(name, `{matchExpressions: [{key: app, operator: ${operator}, values: [${values(first)}]}]}`);
  const mesh = new TestMesh(
    named('a', 'In', 'web') + named('b', 'In', 'api') + named('c', 'NotIn', 'web') + named('d', 'In', 'web'),
  );
  const get = (name: string) => mesh.get('Server', name);
  const labels = (app: string) => ({ values: { app }, isComplete: true });

  it('are compared with thousands of pods and Servers in a moment', () => {
    const [a, b, d] = [get('a'), get('b'), get('d')];
    const fitting = new Set<string>();
    const same = new Set<boolean>();
    const { milliseconds } = measured(() => {
      for (let round = 0; round < 30_000; round++) {
        fitting.add(selectorFits(a.facts.podSelector, labels(`pod${round}`)));
        same.add(isSameServer(a, b)).add(isSameServer(a, d));
      }
    });
    expect([...fitting]).toEqual(['no']);
    expect([...same]).toEqual([false, true]);
    expect(milliseconds).toBeLessThan(3_000);
  });

  it('fit what they list', () => {
    expect(selectorFits(get('a').facts.podSelector, labels('web'))).toBe('yes');
    expect(selectorFits(get('b').facts.podSelector, labels('web'))).toBe('no');
    expect(selectorFits(get('c').facts.podSelector, labels('web'))).toBe('no');
    expect(selectorFits(get('c').facts.podSelector, labels('shop'))).toBe('yes');
  });
});

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
  containers: [{name: a, image: a, ports: [{name: http, containerPort: 80}, {name: dns, containerPort: 53, protocol: UDP}]}]
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
  });

  it('is missing with a port, a section or another namespace, and for other kinds', () => {
    expect(parentOf('{kind: Server, name: web, port: 80}')).toBe('none');
    expect(parentOf('{kind: Server, name: web, sectionName: http}')).toBe('none');
    expect(parentOf('{kind: Server, name: web, namespace: other}')).toBe('none');
    expect(parentOf('{name: web}')).toBe('none');
    expect(parentOf('{kind: Server, name: web}', 'gateway.networking.k8s.io/v1')).toBe('none');
  });
});
