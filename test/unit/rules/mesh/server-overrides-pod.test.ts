import { it } from 'vitest';
import rule from '../../../../server/src/rules/mesh/server-overrides-pod.ts';
import { describeMeshRule } from '../../../support/checkMesh.ts';

describeMeshRule(rule, ({ check, checkFix }) => {
  const OPAQUE = 'config.linkerd.io/opaque-ports';
  const IDENTITY = 'config.linkerd.io/proxy-require-identity-inbound-ports';
  const pod = (annotation: string, inject = 'enabled') => `# file: pod.yaml
apiVersion: v1
kind: Pod
metadata: {name: db, namespace: shop, labels: {app: db}, annotations: {linkerd.io/inject: ${inject}, ${annotation}}}
spec: {containers: [{name: db, image: db, ports: [{name: bolt, containerPort: 7687}]}]}
`;
  const server = (port: string, { mark = '', protocol = '' } = {}) => `# file: server.yaml
apiVersion: policy.linkerd.io/v1beta3
kind: Server
metadata: {name: db, namespace: shop}
spec:
  podSelector: {matchLabels: {app: db}}
  port: ${port}
${protocol === '' ? '' : `  proxyProtocol: ${protocol}\n`}${mark}`;

  it('marks a Server that looks into a port that the pod lists as opaque', () => {
    check(
      pod(`${OPAQUE}: "7687"`) +
        server('7687', { mark: '#       ^^^^ warning server-overrides-pod suggestion: expects HTTP\n' }),
    );
    check(
      pod(`${OPAQUE}: bolt`) +
        server('bolt', {
          protocol: 'HTTP/2',
          mark: '#                ^^^^^^ warning server-overrides-pod suggestion: expects HTTP/2\n',
        }),
    );
    check(pod(`${OPAQUE}: "7687"`) + server('7687', { protocol: 'opaque' }));
    checkFix(
      pod(`${OPAQUE}: "7687"`) + server('7687'),
      'Set proxyProtocol: opaque',
      pod(`${OPAQUE}: "7687"`) + server('7687', { protocol: 'opaque' }),
    );
  });

  it('informs of a list of ports that require an identity', () => {
    check(
      pod(`${IDENTITY}: "7000-8000"`) +
        server('7687', {
          mark: '#       ^^^^ information server-overrides-pod: has no effect on a port with a Server\n',
        }),
    );
  });

  it('offers no opaque Server where a route is for it', () => {
    check(`${pod(`${OPAQUE}: "7687"`)}${server('7687', { mark: '#       ^^^^ warning server-overrides-pod\n' })}# file: route.yaml
apiVersion: policy.linkerd.io/v1beta3
kind: HTTPRoute
metadata: {name: db, namespace: shop}
spec: {parentRefs: [{kind: Server, name: db}]}
`);
  });

  it('reads the Namespace’s annotation', () => {
    check(`${pod('a: b')}# file: namespace.yaml
apiVersion: v1
kind: Namespace
metadata: {name: shop, annotations: {${OPAQUE}: "7687"}}
${server('7687', { mark: '#       ^^^^ warning server-overrides-pod suggestion\n' })}`);
  });

  it('is silent about other ports, the default list, pods outside of the mesh, and templates', () => {
    check(pod(`${OPAQUE}: "7688", ${IDENTITY}: "7688"`) + server('7687'));
    check(pod('a: b') + server('3306'));
    check(pod(`${OPAQUE}: "7687"`, 'disabled') + server('7687'));
    check(pod(`${OPAQUE}: "{{ .Values.ports }}"`) + server('7687'));
    check(pod(`${OPAQUE}: "7687"`) + server('7687', { protocol: '"{{ .Values.protocol }}"' }));
  });

  it.each([
    ['unknown', 'HTTP'],
    ['HTTP/1', 'HTTP/1'],
    ['gRPC', 'gRPC'],
  ])('says what a proxy expects with the protocol %s', (protocol, expected) => {
    check(
      pod(`${OPAQUE}: "7687"`) +
        server('7687', {
          protocol,
          mark: `#                ${'^'.repeat(protocol.length)} warning server-overrides-pod suggestion: its proxy expects ${expected}. Set\n`,
        }),
    );
  });

  it('is silent about TLS, which needs no parsing', () => {
    check(pod(`${OPAQUE}: "7687"`) + server('7687', { protocol: 'TLS' }));
  });

  it('marks one pod of several, and both annotations', () => {
    const second = pod(`${OPAQUE}: "7687", ${IDENTITY}: "7687"`)
      .replace('pod.yaml', 'other.yaml')
      .replace('name: db,', 'name: other,');
    check(
      pod('a: b') +
        second +
        server('7687', {
          mark: '#       ^^^^ warning server-overrides-pod suggestion: Port 7687 of Pod other\n#       ^^^^ information server-overrides-pod: Port 7687 of Pod other\n',
        }),
    );
  });

  it('offers no opaque Server where a rate limit counts its requests', () => {
    check(`${pod(`${OPAQUE}: "7687"`)}${server('7687', { mark: '#       ^^^^ warning server-overrides-pod\n' })}# file: limit.yaml
apiVersion: policy.linkerd.io/v1alpha1
kind: HTTPLocalRateLimitPolicy
metadata: {name: db, namespace: shop}
spec: {targetRef: {group: policy.linkerd.io, kind: Server, name: db}, total: {requestsPerSecond: 10}}
`);
  });
});
