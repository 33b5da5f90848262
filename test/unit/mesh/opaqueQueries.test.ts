import { describe, expect, it } from 'vitest';
import { UNKNOWN } from '../../../server/src/facts/known.ts';
import { clientSettings } from '../../../server/src/mesh/clientSettings.ts';
import { opaqueList } from '../../../server/src/mesh/opaqueList.ts';
import { isOpaqueForClients, isOpaqueOn } from '../../../server/src/mesh/opaquePorts.ts';
import { podsBehind, targetOn } from '../../../server/src/mesh/podsBehind.ts';
import {
  hasClusterIp,
  isOpaqueOnService,
  serviceProtocol,
} from '../../../server/src/mesh/serviceProtocol.ts';
import { namesOf, TestMesh } from '../../support/meshOf.ts';

const KEY = 'config.linkerd.io/opaque-ports';

function service(spec: string, annotations = '{}') {
  return `
apiVersion: v1
kind: Service
metadata: {name: web, namespace: shop, annotations: ${annotations}}
spec: ${spec}
---`;
}

function pod(name: string, annotations = '{}', labels = '{app: web}') {
  return `
apiVersion: v1
kind: Pod
metadata: {name: ${name}, namespace: shop, labels: ${labels}, annotations: ${annotations}}
spec: {containers: [{name: web, image: web, ports: [{name: http, containerPort: 8080}]}]}
---`;
}

function namespace(name: string, annotations: string) {
  return `
apiVersion: v1
kind: Namespace
metadata: {name: ${name}, annotations: ${annotations}}
---`;
}

describe('opaqueList', () => {
  const listOf = (annotations: string, others = '') => {
    const mesh = new TestMesh(service('{ports: [{port: 80}]}', annotations) + others);
    const web = mesh.get('Service', 'web');
    const list = opaqueList(mesh.from(web), web);
    return typeof list === 'string' ? list : `${list.found.on.facts.id.kind} ${list.found.value}`;
  };

  it('is the own one, or that of the Namespace', () => {
    expect(listOf(`{${KEY}: "80"}`, namespace('shop', `{${KEY}: "81"}`))).toBe('Service 80');
    expect(listOf('{}', namespace('shop', `{${KEY}: "81"}`))).toBe('Namespace 81');
    expect(listOf('{}', namespace('shop', '{}'))).toBe('absent');
  });

  it('is absent without a Namespace in view, unless one may be the one', () => {
    expect(listOf('{}')).toBe('absent');
    expect(listOf('{}', namespace('bank', `{${KEY}: "81"}`))).toBe('absent');
    expect(listOf('{}', namespace('"{{ .Values.name }}"', `{${KEY}: "81"}`))).toBe('unknown');
    expect(listOf(`{${KEY}: "{{ .Values.ports }}"}`)).toBe('unknown');
  });
});

describe('isOpaqueOnService', () => {
  const on = (port: string, annotations = '{}') => {
    const mesh = new TestMesh(service(`{ports: [${port}]}`, annotations));
    const web = mesh.get('Service', 'web');
    const [first] = web.facts.ports.items;
    return first && isOpaqueOnService(mesh.from(web), web, first);
  };

  it('goes by numbers and names of the Service’s ports', () => {
    expect(on('{port: 80, name: web}', `{${KEY}: "80"}`)).toBe('yes');
    expect(on('{port: 80, name: web}', `{${KEY}: web}`)).toBe('yes');
    expect(on('{port: 80, targetPort: 8080}', `{${KEY}: "8080"}`)).toBe('no');
    expect(on('{port: 80}', `{${KEY}: "{{ .Values.ports }}"}`)).toBe('unknown');
  });

  it('goes by the default list, or by what targets a port of it', () => {
    expect(on('{port: 25}')).toBe('yes');
    expect(on('{port: 80, targetPort: 25}')).toBe('yes');
    expect(on('{port: 25, targetPort: "{{ .Values.port }}"}')).toBe('unknown');
    expect(on('{port: 25}', `{${KEY}: ""}`)).toBe('no');
    expect(on('{port: 80, targetPort: 25}, {port: 25, targetPort: 80}')).toBe('yes');
    expect(on('{port: 25, targetPort: 80}, {port: 80, targetPort: 25}')).toBe('no');
  });

  it.each([
    ['{port: 80, name: "{{ .Values.name }}"}', 'web', 'unknown'],
    ['{port: 80, name: "{{ .Values.name }}"}', '"81"', 'no'],
    ['{port: 80, name: "{{ .Values.name }}"}', '"80,web"', 'yes'],
    ['{port: 80}', '"81,$PORTS"', 'unknown'],
    ['{port: 80, name: web}', '"81, web "', 'yes'],
    ['{port: 80, name: web}', 'api', 'no'],
    ['{port: 80}', 'web', 'no'],
    ['{port: "{{ .Values.port }}", name: web}', 'web', 'unknown'],
  ])('%s with the list %s: %s', (port, list, expected) => {
    expect(on(port, `{${KEY}: ${list}}`)).toBe(expected);
  });
});

describe('serviceProtocol', () => {
  const of = (port: string, annotations = '{}') => {
    const mesh = new TestMesh(service(`{ports: [${port}]}`, annotations));
    const web = mesh.get('Service', 'web');
    const [first] = web.facts.ports.items;
    return first && serviceProtocol(mesh.from(web), web, first);
  };

  it('is what appProtocol says, before any list', () => {
    expect(of('{port: 80, appProtocol: HTTP}', `{${KEY}: "80"}`)).toBe('HTTP/1');
    expect(of('{port: 80, appProtocol: kubernetes.io/h2c}')).toBe('HTTP/2');
    expect(of('{port: 80, appProtocol: grpc}')).toBe('opaque');
    expect(of('{port: 80, appProtocol: "{{ .Values.protocol }}"}')).toBe('unknown');
  });

  it('is opaque or detected else', () => {
    expect(of('{port: 80}', `{${KEY}: "80"}`)).toBe('opaque');
    expect(of('{port: 80}', `{${KEY}: "81"}`)).toBe('detected');
    expect(of('{port: 80, name: web}', `{${KEY}: web}`)).toBe('unknown');
  });
});

describe('hasClusterIp', () => {
  it('tells Services that clients look up by their address', () => {
    const has = (spec: string) => hasClusterIp(new TestMesh(service(spec)).get('Service', 'web'));
    expect(has('{ports: [{port: 80}]}')).toBe(true);
    expect(has('{clusterIP: None}')).toBe(false);
    expect(has('{type: ExternalName}')).toBe(false);
    expect(has('{type: "{{ .Values.type }}"}')).toBe(false);
  });
});

describe('podsBehind', () => {
  it('are those that the selector fits', () => {
    const behind = (spec: string) => {
      const mesh = new TestMesh(service(spec) + pod('a') + pod('b', '{}', '{app: api}'));
      const web = mesh.get('Service', 'web');
      return namesOf(podsBehind(mesh.from(web), web));
    };
    expect(behind('{selector: {app: web}}')).toBe('a');
    expect(behind('{selector: {}}')).toBe('?');
    expect(behind('{}')).toBe('?');
    expect(behind('{selector: "{{ .Values.selector }}"}')).toBe('?');
  });

  it('have the port that a Service targets', () => {
    const target = (port: string) => {
      const mesh = new TestMesh(service(`{ports: [${port}]}`) + pod('a'));
      const [first] = mesh.get('Service', 'web').facts.ports.items;
      return first && targetOn(mesh.get('Workload', 'a'), first);
    };
    expect(target('{port: 80}')).toBe(80);
    expect(target('{port: 80, targetPort: 81}')).toBe(81);
    expect(target('{port: 80, targetPort: http}')).toBe(8080);
    expect(target('{port: 80, targetPort: grpc}')).toBeUndefined();
    expect(target('{port: 80, targetPort: "{{ .Values.port }}"}')).toBe(UNKNOWN);
  });

  it.each([
    ['two ports of that name', '[{name: http, containerPort: 80}, {name: http, containerPort: 81}]'],
    [
      'another that a template may call so',
      '[{name: http, containerPort: 80}, {name: "{{ .Values.x }}", containerPort: 81}]',
    ],
    ['a number that a template makes', '[{name: http, containerPort: "{{ .Values.x }}"}]'],
  ])('have no certain port with %s', (_, ports) => {
    const files =
      service('{ports: [{port: 80, targetPort: http}]}') + pod('a').replace(/\[\{name: http.*?\]/, ports);
    const mesh = new TestMesh(files);
    const [first] = mesh.get('Service', 'web').facts.ports.items;
    expect(first && targetOn(mesh.get('Workload', 'a'), first)).toBeUndefined();
  });
});

describe('isOpaqueOn', () => {
  const on = (port: number, annotations: string, ports = '[{name: http, containerPort: 8080}]') => {
    const mesh = new TestMesh(pod('a', annotations).replace(/\[\{name: http.*?\]/, ports));
    const web = mesh.get('Workload', 'a');
    return isOpaqueOn(mesh.from(web), web, port);
  };

  it('goes by the default list, if there is no other', () => {
    expect(on(3306, '{}')).toBe('yes');
    expect(on(8080, '{}')).toBe('no');
    expect(on(3306, `{${KEY}: ""}`)).toBe('no');
  });

  it.each([
    [8080, '"80, 8080"', 'yes'],
    [8080, '"8081"', 'no'],
    [8080, 'http', 'yes'],
    [8080, '"8081, http "', 'yes'],
    [8081, 'http', 'no'],
    [8080, 'grpc', 'no'],
    [8080, '"8081,$PORTS"', 'unknown'],
    [8080, '"8080,$PORTS"', 'yes'],
    [8080, '"{{ .Values.ports }}"', 'unknown'],
  ])('port %s with the list %s: %s', (port, list, expected) => {
    expect(on(port, `{${KEY}: ${list}}`)).toBe(expected);
  });

  it('is not certain with a name that a template may give the port', () => {
    const templated = '[{name: "{{ .Values.x }}", containerPort: 8080}]';
    expect(on(8080, `{${KEY}: http}`, templated)).toBe('unknown');
    expect(on(8080, `{${KEY}: "81"}`, templated)).toBe('no');
  });
});

describe('isOpaqueForClients', () => {
  it('counts a Server too', () => {
    const on = (protocol: string, annotations = '{}', selector = '{}') => {
      const mesh = new TestMesh(`${pod('a', annotations)}
apiVersion: policy.linkerd.io/v1beta3
kind: Server
metadata: {name: web, namespace: shop}
spec: {podSelector: ${selector}, port: http, proxyProtocol: ${protocol}}
`);
      const web = mesh.get('Workload', 'a');
      return isOpaqueForClients(mesh.from(web), web, 8080);
    };
    expect(on('opaque')).toBe('yes');
    expect(on('HTTP/1')).toBe('no');
    expect(on('"{{ .Values.protocol }}"')).toBe('unknown');
    expect(on('HTTP/1', `{${KEY}: http}`)).toBe('yes');
    expect(on('opaque', `{${KEY}: ""}`)).toBe('yes');
    expect(on('HTTP/1', '{}', '"{{ .Values.selector }}"')).toBe('unknown');
  });
});

describe('clientSettings', () => {
  const of = (annotations: string, kind: string) => {
    const { facts } = new TestMesh(service('{}', annotations)).get('Service', 'web');
    return clientSettings(facts.annotations, 'retry', kind);
  };

  it('are those that the kind of route reads and that are not zero', () => {
    const all = '{retry.linkerd.io/http: 5xx, retry.linkerd.io/grpc: internal, retry.linkerd.io/limit: "0"}';
    expect([...(of(all, 'HTTPRoute') ?? [])]).toEqual([['retry.linkerd.io/http', '5xx']]);
    expect([...(of(all, 'GRPCRoute') ?? [])]).toEqual([['retry.linkerd.io/grpc', 'internal']]);
    expect(of('"{{ .Values.annotations }}"', 'HTTPRoute')).toBeUndefined();
    for (const zero of ['0s', '000', '0ms'])
      expect(of(`{retry.linkerd.io/timeout: ${zero}}`, 'HTTPRoute')?.size).toBe(0);
    for (const other of ['0x', '10s', '0s0'])
      expect(of(`{retry.linkerd.io/timeout: ${other}}`, 'HTTPRoute')?.size).toBe(1);
  });

  it('are not known where a template decides one', () => {
    expect(of('{retry.linkerd.io/http: "{{ .Values.retry }}"}', 'HTTPRoute')).toBeUndefined();
  });
});
