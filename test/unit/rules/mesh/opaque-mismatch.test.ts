import { it } from 'vitest';
import rule from '../../../../server/src/rules/mesh/opaque-mismatch.ts';
import { describeMeshRule } from '../../../support/checkMesh.ts';

describeMeshRule(rule, ({ check, checkFix }) => {
  const KEY = 'config.linkerd.io/opaque-ports';
  const service = (annotation: string, ports: string, spec = 'selector: {app: mail}') => `# file: service.yaml
apiVersion: v1
kind: Service
metadata:
  name: mail
  namespace: shop
${annotation}spec:
  ${spec}
  ports:
${ports}`;
  const annotated = (value: string, mark = '') => `  annotations:
    ${KEY}: ${value}
${mark}`;
  const deployment = (annotations: string) => `# file: deployment.yaml
apiVersion: apps/v1
kind: Deployment
metadata: {name: mail, namespace: shop}
spec:
  selector: {matchLabels: {app: mail}}
  template:
    metadata:
      labels: {app: mail}
      annotations:
${annotations}    spec:
      containers:
      - {name: mail, image: mail, ports: [{name: smtp, containerPort: 9025}, {containerPort: 25}]}
`;
  const INJECT = '        linkerd.io/inject: enabled\n';
  const MESHED = deployment(INJECT);
  const onPod = (value: string) => deployment(`${INJECT}        ${KEY}: ${value}\n`);
  const namespace = (value: string) => `# file: namespace.yaml
apiVersion: v1
kind: Namespace
metadata: {name: shop, annotations: {${KEY}: ${value}}}
`;
  const PORT = '  - {port: 2525, targetPort: smtp}\n';
  const ON_LIST = (carets: string) =>
    `#                                   ${carets} warning opaque-mismatch suggestion`;
  const ON_PORT = '#          ^^^^ warning opaque-mismatch suggestion';

  it('marks the Service’s list where the pod’s lacks the port', () => {
    check(
      service(annotated('"2525"', `${ON_LIST('^^^^^^')}: 9025 of Deployment mail is not\n`), PORT) + MESHED,
    );
    check(service(annotated('"2525"', `${ON_LIST('^^^^^^')}\n`), PORT) + onPod('"80"'));
  });

  it('marks the Service’s port where only the pod’s list has it', () => {
    check(service('', `${PORT}${ON_PORT}: Port 9025 of Deployment mail is opaque\n`) + onPod('"9025"'));
    check(service('', `${PORT}${ON_PORT}\n`) + onPod('smtp'));
  });

  it('follows the list that the Namespace lends, with the same numbers for both', () => {
    check(service('', `${PORT}${ON_PORT}\n`) + MESHED + namespace('"9025"'));
    check(service('', '  - {port: 9025}\n') + MESHED + namespace('"9025"'));
    check(service('', PORT) + MESHED + namespace('"2525,9025"'));
  });

  it('is silent where both have it, or both have it by default', () => {
    check(service(annotated('"2525"'), PORT) + onPod('"9025"'));
    check(service(annotated('"25"'), '  - {port: 25}\n') + MESHED);
    check(service('', PORT) + MESHED);
    check(service('', '  - {port: 25, targetPort: 9025}\n') + MESHED);
  });

  it('is silent where a Server says that the port is opaque', () => {
    check(`${service(annotated('"2525"'), PORT)}${MESHED}# file: server.yaml
apiVersion: policy.linkerd.io/v1beta3
kind: Server
metadata: {name: mail, namespace: shop}
spec: {podSelector: {matchLabels: {app: mail}}, port: 9025, proxyProtocol: opaque}
`);
  });

  it('is silent about pods that are not in the mesh, headless Services and ports with appProtocol', () => {
    check(service(annotated('"2525"'), PORT) + deployment('        team: mail\n'));
    check(service(annotated('"2525"'), PORT, 'selector: {app: mail}\n  clusterIP: None') + MESHED);
    check(service(annotated('"2525"'), '  - {port: 2525, targetPort: smtp, appProtocol: http}\n') + MESHED);
    check(service(annotated('"2525"'), PORT, 'selector: {app: web}') + MESHED);
    const skipping = `${INJECT}        config.linkerd.io/skip-inbound-ports: "9025"\n`;
    check(service(annotated('"2525"'), PORT) + deployment(skipping));
    const lent = namespace('""').replace(KEY, 'config.linkerd.io/skip-inbound-ports').replace('""', '"9025"');
    check(service('', PORT) + onPod('"9025"') + lent);
    check(service('', PORT) + onPod('"9025"') + lent.replace('9025', '{{ .Values.ports }}'));
  });

  it('is silent where a Namespace with a list may be the one', () => {
    check(
      service(annotated('"2525"'), PORT) + MESHED + namespace('"9025"').replace('shop', '{{ .Values.name }}'),
    );
  });

  it('adds the port to the pod’s list, or makes one that keeps the default ports', () => {
    checkFix(
      service(annotated('"2525"'), PORT) + onPod('"80"'),
      'Add 9025 to opaque-ports of Deployment mail',
      service(annotated('"2525"'), PORT) + onPod('"80,9025"'),
    );
    checkFix(
      service(annotated('"2525"'), PORT) + MESHED,
      'Add 9025 to opaque-ports of Deployment mail',
      service(annotated('"2525"'), PORT) + onPod('"25,9025"'),
    );
  });

  it('adds the port to the Service’s list, or makes one', () => {
    checkFix(
      service('', PORT) + onPod('"9025,25"'),
      'Add 2525 to opaque-ports of Service mail',
      service(annotated('"2525"'), PORT) + onPod('"9025,25"'),
    );
    checkFix(
      service(annotated("'80'"), PORT) + onPod('"9025,25"'),
      'Add 2525 to opaque-ports of Service mail',
      service(annotated("'80,2525'"), PORT) + onPod('"9025,25"'),
    );
  });

  it('is silent about UDP', () => {
    const port = (protocol: string) => `  - {port: 2525, targetPort: smtp, protocol: ${protocol}}\n`;
    check(service(annotated('"2525"'), port('UDP')) + MESHED);
    check(service(annotated('"2525"', `${ON_LIST('^^^^^^')}\n`), port('TCP')) + MESHED);
  });

  const other = (text: string) =>
    text
      .replace('deployment.yaml', 'other.yaml')
      .replace('{name: mail, namespace', '{name: other, namespace');

  it('leads to the lists of the pods, or else to their containers', () => {
    const on = (text: string, carets: string, message: string) =>
      `${text}${carets} related opaque-mismatch: ${message}\n`;
    const listed = on(
      `${INJECT}        ${KEY}: "80"\n`,
      `#       ${'^'.repeat(KEY.length)}`,
      '9025 is not opaque here',
    );
    const containers = (text: string) =>
      text.replace(
        'containers:\n',
        'containers:\n#     ^^^^^^^^^^ related opaque-mismatch: 9025 is not opaque here\n',
      );
    check(
      service(annotated('"2525"', `${ON_LIST('^^^^^^')}: 9025 of Deployment mail is not\n`), PORT) +
        deployment(listed) +
        other(containers(MESHED)),
    );
    check(
      service('', `${PORT}${ON_PORT}\n`) +
        deployment(
          on(`${INJECT}        ${KEY}: smtp\n`, `#       ${'^'.repeat(KEY.length)}`, '9025 is opaque here'),
        ),
    );
  });

  it('adds the port to the lists of several pods', () => {
    const [before, after] = ['"80"', '"80,9025"'].map((list) => onPod(list) + other(onPod(list)));
    checkFix(
      service(annotated('"2525"'), PORT) + before,
      'Add 9025 to opaque-ports of 2 resources',
      service(annotated('"2525"'), PORT) + after,
    );
  });

  it.each([
    ['an empty list', '""', '"2525"'],
    ['a list of whitespace', '" "', '"2525"'],
  ])('adds the port to %s of the Service', (_name, before, after) => {
    checkFix(
      service(annotated(before), PORT) + onPod('"9025,25"'),
      'Add 2525 to opaque-ports of Service mail',
      service(annotated(after), PORT) + onPod('"9025,25"'),
    );
  });

  it.each([
    ['25', '{port: 25}'],
    ['26', '{port: 26, targetPort: 25}'],
  ])('keeps port %s of the Service, which is opaque by default', (kept, port) => {
    const ports = `${PORT}  - ${port}\n`;
    checkFix(
      service('', ports) + onPod('"9025,25"'),
      'Add 2525 to opaque-ports of Service mail',
      service(annotated(`"${kept},2525"`), ports) + onPod('"9025,25"'),
    );
  });
});
