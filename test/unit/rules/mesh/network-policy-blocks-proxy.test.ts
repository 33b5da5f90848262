import { it } from 'vitest';
import rule from '../../../../server/src/rules/mesh/network-policy-blocks-proxy.ts';
import { describeMeshRule } from '../../../support/checkMesh.ts';
import { settingsOf } from '../../../support/lint.ts';

describeMeshRule(rule, ({ check, checkFix }) => {
  const deployment = (name: string, annotations = 'linkerd.io/inject: enabled', port = 8080) =>
    `
# file: ${name}.yaml
apiVersion: apps/v1
kind: Deployment
metadata: {name: ${name}, namespace: shop}
spec:
  selector: {matchLabels: {app: ${name}}}
  template:
    metadata:
      labels: {app: ${name}}
      annotations: {${annotations}}
    spec:
      containers:
      - {name: web, image: web, ports: [{name: http, containerPort: ${port}}, {containerPort: 4191}]}
`.trimStart();
  const policy = (ingress: string, name = 'web') => `# file: policy-${name}.yaml
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: ${name}, namespace: shop}
spec:
  podSelector: {matchLabels: {app: web}}
  policyTypes: [Ingress]
  ingress:
${ingress}`;
  const MARK = '#   ^^^^^ error network-policy-blocks-proxy suggestion: 4143\n';
  const HTTP = '  - ports:\n    - port: 8080\n';
  const HTTP_MARKED = `  - ports:\n${MARK}    - port: 8080\n`;

  it('marks a rule for everybody that admits the port of a meshed pod alone', () => {
    check(deployment('web') + policy(HTTP_MARKED));
    check(deployment('web') + policy(`  - ports:\n${MARK}    - port: http\n`));
    check(deployment('web') + policy(`  - ports:\n${MARK}    - {port: 8000, endPort: 9000}\n`));
  });

  it('marks a rule for meshed pods that are in view', () => {
    const rules = (mark: string) => `  - from: [{podSelector: {matchLabels: {app: api}}}]
    ports:
${mark}    - port: 8080
`;
    check(deployment('web') + deployment('api') + policy(rules(MARK)));
    check(deployment('web') + deployment('api', 'linkerd.io/inject: disabled') + policy(rules('')));
    check(deployment('web') + policy(rules('')));
  });

  it('adds all policies up that select the pod', () => {
    check(deployment('web') + policy(HTTP) + policy('  - ports: [{port: 4143}]\n', 'proxy'));
    check(deployment('web') + policy(`${HTTP}  - ports: [{port: 4000, endPort: 4200}]\n`));
    check(deployment('web') + policy(`${HTTP}  - from: [{podSelector: {}}]\n`));
  });

  it('is silent about pods that are not in the mesh, or may not be', () => {
    check(deployment('web', 'linkerd.io/inject: disabled') + policy(HTTP));
    check(deployment('web', 'a: b') + policy(HTTP));
  });

  it('is silent about ports that go past the proxy, and about its own', () => {
    check(
      deployment('web', 'linkerd.io/inject: enabled, config.linkerd.io/skip-inbound-ports: "8080"') +
        policy(HTTP),
    );
    check(deployment('web') + policy('  - ports: [{port: 4191}]\n'));
  });

  it('follows the proxy where an annotation moves it', () => {
    const moved = deployment('web', 'linkerd.io/inject: enabled, config.linkerd.io/inbound-port: "5143"');
    check(moved + policy('  - ports: [{port: 8080}, {port: 5143}]\n'));
    check(moved + policy(HTTP_MARKED.replace('4143', '5143')));
  });

  it('holds for opaque ports alone before 2.18', () => {
    const before = settingsOf({ linkerd: '2.17' });
    const mysql = '  - ports:\n    - port: 3306\n';
    check(deployment('web') + policy(HTTP), before);
    check(
      deployment('web', 'linkerd.io/inject: enabled, config.linkerd.io/opaque-ports: "8080"') +
        policy(HTTP_MARKED),
      before,
    );
    check(
      `${deployment('web', undefined, 3306)}# file: namespace.yaml
apiVersion: v1
kind: Namespace
metadata: {name: shop}
${policy(mysql.replace('\n', `\n${MARK}`))}`,
      before,
    );
  });

  it('admits the port in the same rule', () => {
    checkFix(
      deployment('web') + policy('  - ports:\n    - port: 8080\n      protocol: TCP\n'),
      'Allow port 4143',
      deployment('web') +
        policy('  - ports:\n    - port: 8080\n      protocol: TCP\n    - port: 4143\n      protocol: TCP\n'),
    );
  });

  it('marks the first rule and pod that are blocked, of several', () => {
    const both = (ingress: string) =>
      policy(ingress).replace('podSelector: {matchLabels: {app: web}}', 'podSelector: {}');
    check(
      deployment('api', 'linkerd.io/inject: disabled') +
        deployment('web') +
        both(
          `  - ports: [{port: 9090}]\n  - ports:\n${MARK.replace('4143', 'Meshed clients reach port 8080 of Deployment web')}    - port: 8080\n`,
        ),
    );
  });

  it('is silent about rules that a template may complete, and ports of UDP', () => {
    check(deployment('web') + policy(`${HTTP}  - ports: [{port: "{{ .Values.port }}"}]\n`));
    check(deployment('web') + policy('  - ports: [{port: 8080, protocol: UDP}]\n'));
  });

  it.each(['2.17', 'edge-25.3.1'])('asks in %s whether the port is opaque', (linkerd) => {
    check(deployment('web') + policy(HTTP), settingsOf({ linkerd }));
  });

  it.each(['2.18', 'edge-25.3.2'])('holds for every port in %s', (linkerd) => {
    check(deployment('web') + policy(HTTP_MARKED), settingsOf({ linkerd }));
  });

  it('is silent where another policy may allow the port', () => {
    check(
      deployment('web') +
        policy(HTTP) +
        policy('', 'other').replace('ingress:\n', 'ingress: "{{ .Values.ingress }}"\n'),
    );
    const elsewhere = policy('  - ports: [{port: 4143}]\n', 'other').replace('file: ', 'file: more/');
    check(
      `${deployment('web')}${policy(HTTP)}# file: more/kustomization.yaml\nresources: [policy-other.yaml]\n${elsewhere}`,
    );
  });

  it('is silent where a template moves the proxy', () => {
    check(
      deployment('web', 'linkerd.io/inject: enabled, config.linkerd.io/inbound-port: "{{ .Values.port }}"') +
        policy(HTTP),
    );
  });
});
