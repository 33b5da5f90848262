import { it } from 'vitest';
import rule from '../../../../server/src/rules/mesh/server-selects-nothing.ts';
import { describeMeshRule } from '../../../support/checkMesh.ts';

describeMeshRule(rule, ({ check, checkFix }) => {
  const deployment = (
    labels: string,
    { own = '{}', name = 'web', namespace = 'shop' } = {},
  ) => `# file: apps/${name}.yaml
apiVersion: apps/v1
kind: Deployment
metadata: {name: ${name}, namespace: ${namespace}, labels: ${own}}
spec:
  template:
    metadata: {labels: ${labels}}
    spec: {containers: [{name: web, image: web}]}
`;
  const server = (selector: string, folder = 'policy') => `# file: ${folder}/server.yaml
apiVersion: policy.linkerd.io/v1beta3
kind: Server
metadata: {name: web, namespace: shop}
spec:
  port: 8080
  podSelector: ${selector}
`;

  it('marks a selector that fits the workload itself, and labels its pods', () => {
    const files = (labels: string) => deployment(labels, { own: '{tier: front}' });
    check(
      `${files('{app: web}')}${server('{matchLabels: {tier: front}}')}# ^^^^^^^^^^^ warning server-selects-nothing suggestion: the labels of Deployment web itself but not\n`,
    );
    checkFix(
      files('{app: web}') + server('{matchLabels: {tier: front}}'),
      'Add the label to the pods of Deployment web',
      files('{app: web, "tier": "front"}') + server('{matchLabels: {tier: front}}'),
    );
    check(files('{tier: front}') + server('{matchLabels: {tier: front}}'));
  });

  it('offers no label that the pods have with another value', () => {
    check(
      `${deployment('{app: storefront}', { own: '{app: web}' })}${server('{matchLabels: {app: web}}')}# ^^^^^^^^^^^ warning server-selects-nothing\n`,
    );
  });

  it('is silent about values beside “Exists” that a template makes: it may make none', () => {
    check(
      deployment('{app: web}') +
        server(
          '\n    matchExpressions:\n      - {key: app, operator: Exists, values: {{ .Values.apps | toJson }}}',
        ),
    );
  });

  it('marks a value that is nearly one of a pod’s', () => {
    check(
      `${deployment('{app: storefront}')}${server('{matchLabels: {app: storefornt}}')}#                                  ^^^^^^^^^^ warning server-selects-nothing suggestion: Did you mean “storefront”\n`,
    );
    checkFix(
      deployment('{app: storefront}') + server('{matchLabels: {app: storefornt}}'),
      'Change to “storefront”',
      deployment('{app: storefront}') + server('{matchLabels: {app: storefront}}'),
    );
  });

  it('marks a selector that fits nothing where workloads stand beside it', () => {
    check(
      `${deployment('{app: api}')}${server('{matchLabels: {app: storefront}}', 'apps')}# ^^^^^^^^^^^ warning server-selects-nothing: matches no pod in this namespace\n`,
    );
    check(deployment('{app: api}') + server('{matchLabels: {app: storefront}}'));
  });

  it('marks an expression whose values do not go with its operator', () => {
    check(
      `${server('{matchExpressions: [{key: app, operator: Exists, values: []}]}')}#                                                       ^^^^^^ error server-selects-nothing: with values\n`,
    );
    check(
      `${server('{matchExpressions: [{key: app, operator: NotIn}]}')}#                                                       ^^^^^ error server-selects-nothing: without values\n`,
    );
    check(
      server('{matchExpressions: [{key: app, operator: In, values: [web]}, {key: a, operator: Exists}]}'),
    );
    check(server('{matchExpressions: [{key: app, operator: In, {{ .Values.x }}}]}'));
  });

  it('is silent where no workload of the namespace is in view', () => {
    check(deployment('{app: api}', { namespace: 'other' }) + server('{matchLabels: {app: web}}', 'apps'));
    check(server('{matchLabels: {app: web}}'));
  });

  it('is silent about what may fit, and about virtual machines', () => {
    check(deployment('{app: "{{ .Values.app }}"}') + server('{matchLabels: {app: web}}', 'apps'));
    check(
      (deployment('{app: api}') + server('{matchLabels: {app: web}}', 'apps')).replace(
        'podSelector',
        'externalWorkloadSelector',
      ),
    );
  });

  const NOTHING = '# ^^^^^^^^^^^ warning server-selects-nothing';

  it('offers one label that is missing, and not two', () => {
    const files = (labels: string, mark = '') =>
      deployment(labels, { own: '{app: web, tier: front}' }) +
      server('{matchLabels: {app: web, tier: front}}') +
      mark;
    checkFix(
      files('{app: web}'),
      'Add the label to the pods of Deployment web',
      files('{app: web, "tier": "front"}'),
    );
    check(files('{team: a}', `${NOTHING}: the labels of Deployment web itself\n`));
    check(
      `${deployment('{team: a}', { own: '{app: web}' })}${server('{matchExpressions: [{key: app, operator: Exists}]}')}${NOTHING}: the labels of Deployment web itself\n`,
    );
  });

  it('takes a value for misspelled only if the other labels fit', () => {
    check(
      deployment('{app: storefront, tier: back}') + server('{matchLabels: {app: storefornt, tier: front}}'),
    );
    check(deployment('{tier: front}') + server('{matchLabels: {app: storefornt, tier: front}}'));
    check(
      `${deployment('{app: storefront, tier: back}')}${deployment('{app: basket, tier: front}', { name: 'basket' })}${deployment('{tier: front}', { name: 'other' })}${server('{matchLabels: {app: baskets, tier: front}}')}#                                  ^^^^^^^ warning server-selects-nothing suggestion: Did you mean “basket”\n`,
    );
  });

  it('leads to the pods with the value that was meant', () => {
    const labelled = (name: string, app: string, mark = '') =>
      deployment(`{app: ${app}}`, { name }).replace('\n    spec:', `\n${mark}    spec:`);
    check(
      `${labelled('web', 'storefront', '#              ^^^^^^ related server-selects-nothing: The labels of the pods of Deployment web\n')}${labelled('api', 'api')}${server('{matchLabels: {app: storefornt}}')}#                                  ^^^^^^^^^^ warning server-selects-nothing suggestion: storefront\n`,
    );
  });

  it('leads to five of the workloads beside it', () => {
    const names = ['a', 'b', 'c', 'd', 'e', 'f'];
    const workloads = names.map((name, index) =>
      deployment('{app: api}', { name }).replace(
        '\n    spec:',
        `\n${index < 5 ? '#              ^^^^^^ related server-selects-nothing\n' : ''}    spec:`,
      ),
    );
    check(`${workloads.join('')}${server('{matchLabels: {app: storefront}}', 'apps')}${NOTHING}\n`);
  });

  it('says only once that an expression matches nothing', () => {
    check(
      `${deployment('{app: api}')}${server('{matchExpressions: [{key: app, operator: NotIn}]}', 'apps')}#                                                       ^^^^^ error server-selects-nothing: without values\n`,
    );
  });
});
