import { it } from 'vitest';
import rule from '../../../../server/src/rules/mesh/server-overlaps.ts';
import { describeMeshRule } from '../../../support/checkMesh.ts';
import { settingsOf } from '../../../support/lint.ts';

describeMeshRule(rule, ({ check }) => {
  const pod = `# file: pod.yaml
apiVersion: v1
kind: Pod
metadata: {name: web, namespace: shop, labels: {app: web, tier: front}}
spec: {containers: [{name: a, image: a, ports: [{name: http, containerPort: 80}, {name: admin, containerPort: 81}]}]}
`;
  const server = (name: string, selector: string, port: string, mark = '') => `# file: ${name}.yaml
apiVersion: policy.linkerd.io/v1beta3
kind: Server
metadata: {name: ${name}, namespace: shop}
spec:
  port: ${port}
${mark}  podSelector: ${selector}
`;
  const APP = '{matchLabels: {app: web}}';
  const TIER = '{matchLabels: {tier: front}}';

  it('marks the later by name of two that select a port of a pod, by name or number', () => {
    const mark = '#       ^^ warning server-overlaps: Server a also selects port 80 of Pod web\n';
    check(pod + server('a', APP, 'http') + server('b', TIER, '80', mark));
    check(pod + server('a', APP, 'admin') + server('b', TIER, '80'));
  });

  it('marks equal Servers without a pod in view', () => {
    const mark = '#       ^^ warning server-overlaps: of the same pods\n';
    check(server('a', APP, '80') + server('b', APP, '80', mark));
    check(server('a', '{}', '80') + server('b', APP, '80', mark));
    check(server('a', APP, '80') + server('b', TIER, '80'));
    check(server('a', APP, 'http') + server('b', APP, '80'));
  });

  it('is an error where the webhook rejects the second', () => {
    const mark = '#       ^^ error server-overlaps: webhook rejects\n';
    check(server('a', APP, '80') + server('b', APP, '80', mark), settingsOf({ linkerd: '2.17' }));
    check(
      server('a', APP, '80') +
        server('b', APP, '80', mark.replace('error', 'warning').replace('webhook rejects', 'older')),
      settingsOf({ linkerd: '2.18' }),
    );
    check(
      pod + server('a', APP, '80') + server('b', TIER, '80', '#       ^^ warning server-overlaps: older\n'),
      settingsOf({ linkerd: '2.17' }),
    );
  });

  it('marks the later of two in a list from a cluster, whatever their names', () => {
    const created = (text: string, time: string) =>
      text.replace('namespace: shop}', `namespace: shop, creationTimestamp: "${time}"}`);
    const mark = '#       ^^ warning server-overlaps: Server b is older and also selects port 80\n';
    const later = server('a', APP, '80', mark);
    check(
      pod + created(later, '2026-02-01T00:00:00Z') + created(server('b', TIER, '80'), '2026-01-01T00:00:00Z'),
    );
  });

  it('says each pair once', () => {
    const mark =
      '#       ^^ warning server-overlaps: Server a\n#       ^^ warning server-overlaps: Server b\n';
    check(
      pod +
        server('a', APP, '80') +
        server('b', APP, '80', '#       ^^ warning server-overlaps: Server a\n') +
        server('c', APP, '80', mark),
    );
  });

  it('is silent about other namespaces, alternatives, and what a template decides', () => {
    check(server('a', APP, '80') + server('b', APP, '80').replace('namespace: shop', 'namespace: other'));
    check(
      server('a', APP, '80').replace('file: a', 'file: dev/a') +
        server('a', APP, '80').replace('file: a', 'file: prod/a') +
        server('b', APP, '80').replace('file: b', 'file: prod/b').replace('name: b', 'name: a'),
    );
    check(server('a', APP, '80') + server('b', '{matchLabels: {app: "{{ .Values.app }}"}}', '80'));
    check(server('a', APP, '80') + server('b', APP, '"{{ .Values.port }}"'));
  });

  it('leads to the other Server, where the webhook rejects the second', () => {
    check(
      server('a', APP, '80', '# ^^^^ related server-overlaps: The other Server\n') +
        server('b', APP, '80', '#       ^^ error server-overlaps\n'),
      settingsOf({ linkerd: '2.17' }),
    );
  });

  it('is silent about Servers without a port', () => {
    const without = (name: string) => server(name, APP, '').replace('  port: \n', '');
    check(without('a') + without('b'));
  });
});
