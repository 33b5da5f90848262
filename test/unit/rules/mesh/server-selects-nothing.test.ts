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
});
