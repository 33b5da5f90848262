import { expect, it } from 'vitest';
import rule from '../../../../server/src/rules/mesh/policy-denies-metrics.ts';
import { describeMeshRule } from '../../../support/checkMesh.ts';
import { UNKNOWN } from '../../../support/lint.ts';
import { lintMesh, readFiles } from '../../../support/lintMesh.ts';

const MARK = 'information policy-denies-metrics: PodMonitor proxies scrapes';

describeMeshRule(rule, ({ check }) => {
  const namespace = (policy: string, mark = '') => `# file: namespace.yaml
apiVersion: v1
kind: Namespace
metadata:
  name: vault
  annotations:
    linkerd.io/inject: enabled
    config.linkerd.io/default-inbound-policy: ${policy}
${mark}`;
  const pod = (name: string, annotations = '{}', mark = '') => `# file: ${name}.yaml
apiVersion: v1
kind: Pod
metadata:
  name: ${name}
  namespace: vault
  labels: {app: ${name}}
  annotations: ${annotations}
${mark}spec: {containers: [{name: web, image: web}]}
`;
  const monitor = (spec: string, namespaces = '{any: true}', selector = '{}') => `# file: monitor.yaml
apiVersion: monitoring.coreos.com/v1
kind: PodMonitor
metadata: {name: proxies, namespace: monitoring}
spec:
  namespaceSelector: ${namespaces}
  selector: ${selector}
  podMetricsEndpoints: [${spec}]
`;
  const server = (port: string, selector = '{}') => `# file: server.yaml
apiVersion: policy.linkerd.io/v1beta3
kind: Server
metadata: {name: admin, namespace: vault}
spec: {podSelector: ${selector}, port: ${port}}
`;
  const DENIED = namespace('deny', `#                                             ^^^^ ${MARK}\n`);
  const ADMIN = '{port: linkerd-admin}';

  it('marks the policy of a Namespace once, however many pods it has', () => {
    check(DENIED + pod('a') + pod('b') + monitor(ADMIN));
    check(
      DENIED + pod('a') + monitor('{targetPort: 4191}', '{matchNames: [vault]}', '{matchLabels: {app: a}}'),
    );
    check(DENIED + pod('a') + monitor(ADMIN) + server('8080'));
    check(DENIED + pod('a') + monitor(ADMIN) + server('linkerd-admin', '{matchLabels: {app: other}}'));
  });

  it('marks the policy of a pod', () => {
    check(
      namespace('all-unauthenticated') +
        pod(
          'a',
          '{config.linkerd.io/default-inbound-policy: deny}',
          `#                                                         ^^^^ ${MARK}\n`,
        ) +
        monitor(ADMIN),
    );
  });

  it('is silent where a Server decides, or may', () => {
    for (const port of ['linkerd-admin', '4191', '"{{ .Values.port }}"'])
      check(namespace('deny') + pod('a') + monitor(ADMIN) + server(port));
    const elsewhere = `# file: kustomization.yaml
resources: [namespace.yaml, a.yaml, monitor.yaml, "https://example.org/servers"]
`;
    const files = readFiles(namespace('deny') + pod('a') + monitor(ADMIN) + elsewhere);
    expect([...lintMesh(files, UNKNOWN, [rule]).values()].flat()).toEqual([]);
  });

  it('is silent about other policies, other ports, other pods and pods without a proxy', () => {
    check(namespace('all-authenticated') + pod('a') + monitor(ADMIN));
    check(namespace('deny') + pod('a') + monitor('{port: metrics}'));
    check(namespace('deny') + pod('a') + monitor(ADMIN, '{matchNames: [shop]}'));
    check(namespace('deny') + pod('a') + monitor(ADMIN, '{}'));
    check(namespace('deny') + pod('a') + monitor(ADMIN, '{any: true}', '{matchLabels: {app: b}}'));
    check(namespace('deny') + pod('a', '{linkerd.io/inject: disabled}') + monitor(ADMIN));
    check(
      namespace('deny') +
        pod('a', '{config.linkerd.io/default-inbound-policy: all-unauthenticated}') +
        monitor(ADMIN),
    );
    check(namespace('deny') + monitor(ADMIN));
  });

  it('follows a PodMonitor of the namespace itself, unless it is for others', () => {
    const own = (namespaces: string) => monitor(ADMIN, namespaces).replace('monitoring}', 'vault}');
    check(DENIED + pod('a') + own('{}'));
    check(DENIED + pod('a') + own('{any: false}'));
    check(DENIED + pod('a') + own('{matchNames: [shop, vault]}'));
    check(namespace('deny') + pod('a') + own('{matchNames: [shop]}'));
    check(namespace('deny') + pod('a') + own('{any: "{{ .Values.any }}"}'));
    check(namespace('deny') + pod('a') + own('{matchNames: "{{ .Values.namespaces }}"}'));
    check(namespace('deny') + pod('a') + own('{matchNames: [shop, "{{ .Values.namespace }}"]}'));
  });
});
