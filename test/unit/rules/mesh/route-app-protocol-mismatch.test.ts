import { it } from 'vitest';
import rule from '../../../../server/src/rules/mesh/route-app-protocol-mismatch.ts';
import { describeMeshRule } from '../../../support/checkMesh.ts';
import { settingsOf } from '../../../support/lint.ts';

describeMeshRule(rule, ({ check, checkFix }) => {
  const service = (ports: string, annotations = '{}') => `# file: service.yaml
apiVersion: v1
kind: Service
metadata: {name: web, namespace: shop, annotations: ${annotations}}
spec: {selector: {app: web}, ports: ${ports}}
`;
  const route = (kind: string, parent = 'port: 80', mark = '') => `# file: route.yaml
apiVersion: gateway.networking.k8s.io/v1
kind: ${kind}
metadata: {name: web, namespace: shop, annotations: {timeout.linkerd.io/request: 1s}}
spec:
  parentRefs:
  - group: core
    kind: Service
    name: web
    ${parent}
${mark}`;
  const MARK = '#         ^^ warning route-app-protocol-mismatch';
  const ports = (appProtocol: string) => `[{port: 80, appProtocol: ${appProtocol}}, {port: 443}]`;
  const OPAQUE = 'config.linkerd.io/opaque-ports';

  it('marks a route that does not go with appProtocol', () => {
    check(
      service(ports('http')) + route('GRPCRoute', 'port: 80', `${MARK} suggestion: has appProtocol “http”\n`),
    );
    check(service(ports('grpc')) + route('GRPCRoute', 'port: 80', `${MARK} suggestion\n`));
    check(service(ports('https')) + route('HTTPRoute', 'port: 80', `${MARK}\n`));
    check(service(ports('linkerd.io/opaque')) + route('HTTPRoute', 'port: 80', `${MARK}\n`));
    check(service(ports('http')) + route('TCPRoute', 'port: 80', `${MARK}\n`));
  });

  it('marks a route for an opaque port', () => {
    check(
      service('[{port: 80}]', `{${OPAQUE}: "80"}`) + route('HTTPRoute', 'port: 80', `${MARK}: is opaque\n`),
    );
    check(service('[{port: 25}]') + route('HTTPRoute', 'port: 25', `${MARK}: is opaque\n`));
  });

  it('marks a route for all ports, if none goes with it', () => {
    const mark = '#         ^^^ warning route-app-protocol-mismatch\n';
    const parent = (line: string) =>
      route('HTTPRoute', 'sectionName: a').replace('    name: web\n', `    name: web\n${line}`);
    check(service('[{port: 80, appProtocol: tls}]') + parent(mark));
    check(service(ports('tls')) + parent(''));
  });

  it('is silent about routes that go with the port', () => {
    check(service(ports('http')) + route('HTTPRoute'));
    check(service(ports('HTTP')) + route('HTTPRoute'));
    check(service(ports('kubernetes.io/h2c')) + route('GRPCRoute'));
    check(service(ports('kubernetes.io/h2c')) + route('HTTPRoute'));
    check(service(ports('https')) + route('TCPRoute'));
    check(service('[{port: 80}]') + route('GRPCRoute'));
    check(service('[{port: 25}]', `{${OPAQUE}: ""}`) + route('HTTPRoute', 'port: 25'));
    check(service('[{port: 80}]', `{${OPAQUE}: "81"}`) + route('HTTPRoute'));
    check(route('HTTPRoute'));
  });

  it('is silent about a list that the policy controller drops for a name', () => {
    check(service('[{port: 80, name: web}]', `{${OPAQUE}: "web"}`) + route('HTTPRoute'));
  });

  it('is silent for releases that do not read appProtocol', () => {
    check(service(ports('grpc')) + route('GRPCRoute'), settingsOf({ linkerd: '2.17' }));
  });

  it('changes the protocol of the Service', () => {
    checkFix(
      service(ports('grpc')) + route('GRPCRoute'),
      'Change to “kubernetes.io/h2c”',
      service(ports('kubernetes.io/h2c')) + route('GRPCRoute'),
    );
  });

  it('is silent about headless Services, and ports that a template makes', () => {
    const both = service('[{port: 80, appProtocol: http}, {port: 443, appProtocol: http}]');
    check(both.replace('spec: {', 'spec: {clusterIP: None, ') + route('GRPCRoute'));
    check(both + route('GRPCRoute', 'port: "{{ .Values.port }}"'));
    check(both.replace('port: 443', 'port: "{{ .Values.port }}"') + route('GRPCRoute'));
  });

  it('leads to the protocol, or to the list of opaque ports', () => {
    check(
      `${service(ports('https'))}#                                               ^^^^^^^^^^^ related route-app-protocol-mismatch: The protocol\n${route('HTTPRoute', 'port: 80', `${MARK}\n`)}`,
    );
    check(
      `${service('[{port: 80}]', `{${OPAQUE}: "80"}`).replace(
        '\nspec',
        '\n#                                                    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ related route-app-protocol-mismatch: The port is opaque\nspec',
      )}${route('HTTPRoute', 'port: 80', `${MARK}\n`)}`,
    );
  });
});
