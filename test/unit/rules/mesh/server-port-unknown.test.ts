import { it } from 'vitest';
import rule from '../../../../server/src/rules/mesh/server-port-unknown.ts';
import { describeMeshRule } from '../../../support/checkMesh.ts';

describeMeshRule(rule, ({ check, checkFix }) => {
  const deployment = (ports: string, { name = 'web', more = '' } = {}) => `# file: ${name}.yaml
apiVersion: apps/v1
kind: Deployment
metadata: {name: ${name}, namespace: shop}
spec:
  template:
    metadata: {labels: {app: web}}
    spec:
      containers:
      - {name: web, image: web, ports: ${ports}}
${more}`;
  const server = (port: string, selector = '{matchLabels: {app: web}}') => `# file: server.yaml
apiVersion: policy.linkerd.io/v1beta3
kind: Server
metadata: {name: web, namespace: shop}
spec:
  podSelector: ${selector}
  port: ${port}
`;
  const ports = '[{name: http, containerPort: 8080}, {name: dns, containerPort: 53, protocol: UDP}]';

  it('marks a name that no selected pod has, and offers the near one', () => {
    check(
      `${deployment(ports)}${server('htpp')}#       ^^^^ error server-port-unknown suggestion: Use an existing name: http\n`,
    );
    checkFix(deployment(ports) + server('htpp'), 'Change to “http”', deployment(ports) + server('http'));
    check(deployment(ports) + server('http'));
  });

  it('marks the name of a UDP port, and one where no port has a name', () => {
    check(
      `${deployment(ports)}${server('dns')}#       ^^^ error server-port-unknown: Use an existing name: http\n`,
    );
    check(
      `${deployment('[{containerPort: 8080}]')}${server('http')}#       ^^^^ error server-port-unknown: write its number\n`,
    );
  });

  it('is silent where one of several pods has the port', () => {
    check(deployment(ports) + deployment('[]', { name: 'api' }) + server('http'));
  });

  it('is silent where an init container has it', () => {
    const more = '      initContainers: [{name: a, image: a, ports: [{name: admin, containerPort: 1}]}]\n';
    check(deployment(ports, { more }) + server('admin'));
  });

  it('is silent about numbers, digits, and the ports of the proxy', () => {
    for (const port of ['9090', '"9090"', 'linkerd-admin', '"{{ .Values.port }}"'])
      check(deployment(ports) + server(port));
  });

  it('is silent where no pod, or every pod of the namespace, is selected, or a template decides', () => {
    check(deployment(ports) + server('grpc', '{matchLabels: {app: api}}'));
    check(deployment(ports) + server('grpc', '{}'));
    check(deployment(ports) + server('grpc', '{matchExpressions: [{key: app, operator: Exists}]}'));
    check(deployment('[{name: "{{ .Values.name }}", containerPort: 8080}]') + server('grpc'));
    check(deployment('{{ toJson .Values.ports }}') + server('grpc'));
  });

  it('marks a name that ends in digits', () => {
    check(
      `${deployment(ports)}${server('http2')}#       ^^^^^ error server-port-unknown suggestion: Use an existing name: http\n`,
    );
  });
});
