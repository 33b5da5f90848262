import { it } from 'vitest';
import rule from '../../../../server/src/rules/mesh/skip-bypasses-policy.ts';
import { describeMeshRule } from '../../../support/checkMesh.ts';

describeMeshRule(rule, ({ check, checkFix }) => {
  const deployment = (annotations: string, ports = '[{name: http, containerPort: 8080}]') =>
    `
# file: deployment.yaml
apiVersion: apps/v1
kind: Deployment
metadata: {name: web, namespace: shop}
spec:
  selector: {matchLabels: {app: web}}
  template:
    metadata:
      labels: {app: web}
      annotations:
        ${annotations}
    spec:
      containers:
      - {name: web, image: web, ports: ${ports}}
`.trimStart();
  const server = (port: string, mark = '', labels = '{app: web}') => `# file: server.yaml
apiVersion: policy.linkerd.io/v1beta3
kind: Server
metadata: {name: web, namespace: shop}
spec:
  podSelector: {matchLabels: ${labels}}
  port: ${port}
${mark}`;
  const namespace = (annotations: string) => `# file: namespace.yaml
apiVersion: v1
kind: Namespace
metadata:
  name: shop
  annotations: ${annotations}
`;
  const SKIP = 'config.linkerd.io/skip-inbound-ports';

  it('marks the port of a Server, by number and by name', () => {
    check(
      deployment(`${SKIP}: 4190,4191,8080`) +
        server('8080', '#       ^^^^ error skip-bypasses-policy suggestion: Port 8080 of Deployment web\n'),
    );
    check(
      deployment(`${SKIP}: 8000-8090`) +
        server('http', '#       ^^^^ error skip-bypasses-policy suggestion\n'),
    );
  });

  it('follows the annotation that the Namespace lends', () => {
    check(
      deployment('linkerd.io/inject: enabled') +
        server('8080', '#       ^^^^ error skip-bypasses-policy suggestion\n') +
        namespace(`{${SKIP}: "8080,9090"}`),
    );
    check(deployment(`${SKIP}: "9090"`) + server('8080') + namespace(`{${SKIP}: "8080,9090"}`));
  });

  it('is silent about other ports, other pods and pods that are not in the mesh', () => {
    check(deployment(`${SKIP}: 8081,9090`) + server('8080'));
    check(deployment(`${SKIP}: 8080,9090`) + server('8080', '', '{app: api}'));
    check(deployment(`linkerd.io/inject: disabled\n        ${SKIP}: 8080,9090`) + server('8080'));
  });

  it('is silent about a token that is dropped for the space in it', () => {
    check(deployment(`${SKIP}: "9090, 8080"`) + server('8080'));
  });

  it('is silent about quoted digits, which are a name that no port has', () => {
    check(deployment(`${SKIP}: 8080,9090`) + server('"8080"'));
  });

  it('takes the port out of the list, in the file of the pod', () => {
    checkFix(
      deployment(`${SKIP}: 4190,8000-8090 # why`) + server('8080'),
      'Remove 8080 from skip-inbound-ports of Deployment web',
      deployment(`${SKIP}: "4190,8000-8079,8081-8090" # why`) + server('8080'),
    );
    checkFix(
      deployment('linkerd.io/inject: enabled') + server('8080') + namespace(`{${SKIP}: '8080,9090'}`),
      'Remove 8080 from skip-inbound-ports of Namespace shop',
      deployment('linkerd.io/inject: enabled') + server('8080') + namespace(`{${SKIP}: '9090'}`),
    );
  });

  it('leaves no list empty', () => {
    check(deployment(`${SKIP}: "8080"`) + server('8080', '#       ^^^^ error skip-bypasses-policy\n'));
  });

  const second = (skipped: string) =>
    deployment(`${SKIP}: ${skipped}`)
      .replace('deployment.yaml', 'other.yaml')
      .replace('name: web, namespace', 'name: other, namespace');

  it('takes the port out of all lists, or of none', () => {
    checkFix(
      deployment(`${SKIP}: "4190,8080-8081"`) + second('"8070-8080, 8080"') + server('8080'),
      'Remove 8080 from skip-inbound-ports of 2 resources',
      deployment(`${SKIP}: "4190,8081"`) + second('"8070-8079, 8080"') + server('8080'),
    );
    check(
      deployment(`${SKIP}: 4190,8080`) +
        second('"8080"') +
        server('8080', '#       ^^^^ error skip-bypasses-policy: Port 8080 of Deployment web\n'),
    );
  });

  it('edits the list of a Namespace once for all its pods', () => {
    const lent = namespace(`{${SKIP}: '8080,9090'}`);
    const two =
      deployment('linkerd.io/inject: enabled') +
      deployment('linkerd.io/inject: enabled')
        .replace('deployment.yaml', 'other.yaml')
        .replace('name: web, namespace', 'name: other, namespace');
    checkFix(
      two + server('8080') + lent,
      'Remove 8080 from skip-inbound-ports of Namespace shop',
      two + server('8080') + namespace(`{${SKIP}: '9090'}`),
    );
  });

  it('leads to the lists of pods and Namespaces', () => {
    const mark = (indent: number, message: string) =>
      `#${' '.repeat(indent - 1)}${'^'.repeat(SKIP.length)} related skip-bypasses-policy: ${message}\n`;
    const found = '#       ^^^^ error skip-bypasses-policy suggestion\n';
    check(deployment(`${SKIP}: 8080,9090\n${mark(8, '8080 is skipped here')}`) + server('8080', found));
    check(
      deployment('linkerd.io/inject: enabled') +
        server('8080', found) +
        namespace(`{${SKIP}: "8080,9090"}`) +
        mark(16, '8080 of Deployment web is skipped here'),
    );
  });
});
