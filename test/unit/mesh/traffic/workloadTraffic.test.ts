import { describe, expect, it } from 'vitest';
import { portIn, trafficIn } from '../../../support/traffic.ts';

const NAMESPACE = `
kind: Namespace
metadata: {name: shop, annotations: {linkerd.io/inject: enabled}}
---`;

/** A Deployment with the ports 8080 and 9090, in an injected namespace that is in view. */
const web = (annotations = '', more = '') => `${NAMESPACE}
kind: Deployment
metadata: {name: web, namespace: shop}
spec:
  template:
    metadata: {labels: {app: web}, annotations: {${annotations}}}
    spec:
      containers:
        - name: web
          image: web:1
          ports: [{name: http, containerPort: 8080}, {name: metrics, containerPort: 9090}]
${more}`;

const server = (name: string, spec = '') => `---
apiVersion: policy.linkerd.io/v1beta3
kind: Server
metadata: {name: ${name}, namespace: shop}
spec:
  podSelector: {matchLabels: {app: web}}
  port: http
${spec}
`;

const policy = (name: string, kind: string) => `---
apiVersion: policy.linkerd.io/v1alpha1
kind: AuthorizationPolicy
metadata: {name: ${name}, namespace: shop}
spec:
  targetRef: {group: policy.linkerd.io, kind: Server, name: web}
  requiredAuthenticationRefs: [{group: policy.linkerd.io, kind: ${kind}, name: clients}]
`;

describe('the traffic of a workload', () => {
  it('goes through the proxy, whose protocol detection and default policy count', () => {
    expect(trafficIn(web())).toEqual([
      expect.objectContaining({
        kind: 'Deployment',
        name: 'web',
        namespace: 'shop',
        isInjected: 'yes',
        unknowns: [],
      }),
    ]);
    expect(portIn(web(), 8080)).toEqual({
      port: 8080,
      name: 'http',
      path: 'proxy',
      protocol: 'detected',
      server: undefined,
      clients: { allowedBy: [], otherwise: 'cluster-default', admitsUnauthenticated: 'unknown' },
      routes: [],
      services: [],
      unknowns: [],
    });
  });

  it('goes past the proxy on a skipped port, where no Server counts', () => {
    const skipped = web('config.linkerd.io/skip-inbound-ports: "8000-8080"', server('web'));
    expect(portIn(skipped, 8080)).toMatchObject({
      path: 'bypass',
      protocol: undefined,
      server: undefined,
      clients: { allowedBy: [], otherwise: undefined, admitsUnauthenticated: 'yes' },
    });
    expect(portIn(skipped, 9090).path).toBe('proxy');
  });

  it('has no proxy where the pod refuses it', () => {
    const refused = web('linkerd.io/inject: disabled');
    expect(trafficIn(refused)[0]?.isInjected).toBe('no');
    expect(portIn(refused, 8080)).toMatchObject({
      path: 'direct',
      clients: { admitsUnauthenticated: 'yes' },
    });
  });

  it('is unknown where a template makes the list', () => {
    const templated = web('config.linkerd.io/skip-inbound-ports: "{{ .Values.ports }}"');
    expect(portIn(templated, 8080)).toMatchObject({ path: 'unknown', unknowns: ['skip-list'] });
  });

  it('says that the namespace is in no file', () => {
    const alone = web('linkerd.io/inject: enabled').replace(NAMESPACE, '');
    expect(trafficIn(alone)).toEqual([
      expect.objectContaining({ isInjected: 'yes', unknowns: ['namespace'] }),
    ]);
    expect(trafficIn(web().replace(NAMESPACE, ''))[0]?.unknowns).toEqual(['injection', 'namespace']);
  });

  it('is guarded by a Server, whose policies alone let clients in', () => {
    const guarded = web(
      '',
      server('web', '  proxyProtocol: HTTP/2') + policy('web-clients', 'MeshTLSAuthentication'),
    );
    expect(portIn(guarded, 8080)).toMatchObject({
      protocol: 'HTTP/2',
      server: 'web',
      clients: {
        allowedBy: ['AuthorizationPolicy/web-clients'],
        otherwise: 'deny',
        admitsUnauthenticated: 'no',
      },
    });
    const open = web('', server('web') + policy('kubelet', 'NetworkAuthentication'));
    expect(portIn(open, 8080).clients.admitsUnauthenticated).toBe('yes');
    expect(portIn(web('', server('web', '  accessPolicy: all-unauthenticated')), 8080).clients).toEqual({
      allowedBy: [],
      otherwise: 'all-unauthenticated',
      admitsUnauthenticated: 'yes',
    });
  });

  it('names no Server where two guard the port: the cluster knows which is older', () => {
    const twice = web('', server('web') + server('web-too'));
    expect(portIn(twice, 8080)).toMatchObject({
      server: undefined,
      protocol: 'unknown',
      unknowns: ['several-servers'],
      clients: { admitsUnauthenticated: 'unknown' },
    });
  });

  it('is open or closed by the default policy of the pod', () => {
    const policyOf = (annotations: string) => portIn(web(annotations), 8080).clients;
    const open = 'config.linkerd.io/default-inbound-policy: all-unauthenticated';
    expect(policyOf(open)).toMatchObject({ otherwise: 'all-unauthenticated', admitsUnauthenticated: 'yes' });
    expect(policyOf('config.linkerd.io/default-inbound-policy: deny').admitsUnauthenticated).toBe('no');
    const strict = `${open}, config.linkerd.io/proxy-require-identity-inbound-ports: "8080"`;
    expect(policyOf(strict).admitsUnauthenticated).toBe('no');
    expect(portIn(web(strict), 9090).clients.admitsUnauthenticated).toBe('yes');
  });

  it('is opaque by the pod’s list', () => {
    const opaque = web('config.linkerd.io/opaque-ports: "9090"');
    expect(portIn(opaque, 9090).protocol).toBe('opaque');
    expect(portIn(opaque, 8080).protocol).toBe('detected');
  });

  it('comes by Services, with the retries and timeouts that count for their clients', () => {
    const service = `---
kind: Service
metadata: {name: web, namespace: shop, annotations: {timeout.linkerd.io/request: 3s, retry.linkerd.io/http: 5xx}}
spec: {selector: {app: web}, ports: [{port: 80, targetPort: http}, {name: mysql, port: 3306}]}
---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: {name: web-get, namespace: shop, annotations: {timeout.linkerd.io/request: 1s}}
spec:
  parentRefs: [{group: "", kind: Service, name: web, port: 80}]
  rules: [{backendRefs: [{name: web, port: 80}]}]
`;
    expect(portIn(web('', service), 8080).services).toEqual([
      {
        service: 'web',
        port: 80,
        protocol: 'detected',
        isComplete: true,
        settings: { 'timeout.linkerd.io/request': '3s', 'retry.linkerd.io/http': '5xx' },
        routes: [
          {
            kind: 'HTTPRoute',
            name: 'web-get',
            settings: { 'timeout.linkerd.io/request': '1s', 'retry.linkerd.io/http': '5xx' },
          },
        ],
      },
    ]);
    // A port that no container declares is there because a Service leads to it; the route is for the other port.
    expect(portIn(web('', service), 3306)).toMatchObject({
      protocol: 'opaque',
      services: [{ port: 3306, protocol: 'opaque', routes: [] }],
    });
  });
});
