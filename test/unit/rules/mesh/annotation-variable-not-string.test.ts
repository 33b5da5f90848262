import { it } from 'vitest';
import rule from '../../../../server/src/rules/mesh/annotation-variable-not-string.ts';
import { describeMeshRule } from '../../../support/checkMesh.ts';

describeMeshRule(rule, ({ check }) => {
  const flux = (postBuild: string, path = './apps') => `# file: flux.yaml
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: {name: apps, namespace: flux-system}
spec:
  path: ${path}
  postBuild: ${postBuild}
`;
  const namespace = (value: string, mark = '', labels = '') => `# file: apps/namespace.yaml
apiVersion: v1
kind: Namespace
metadata:
  name: shop
  labels: {${labels}}
  annotations:
    config.linkerd.io/admin-port: ${value}
${mark}`;

  it('marks numbers, booleans and what has no value, in quotes or not', () => {
    const mark = '#                                 ^^^^^^^^^ ';
    check(
      flux('{substitute: {PORT: "4191"}}') +
        namespace(
          `"\${PORT}"`,
          `${mark}error annotation-variable-not-string: Flux substitutes 4191 without quotes, so this becomes a number\n`,
        ),
    );
    check(
      flux('{substitute: {OTHER: "1"}}') +
        namespace(
          `"\${PORT}"`,
          `${mark}warning annotation-variable-not-string: Flux has no value for the variable PORT\n`,
        ),
    );
    check(
      flux('{substitute: {OTHER: "1"}}') +
        namespace(
          `\${PORT:=on}`,
          '#                                 ^^^^^^^^^^^ error annotation-variable-not-string: becomes a boolean\n',
        ),
    );
  });

  it('follows kustomizations, and reads pod templates', () => {
    check(`${flux('{substitute: {PORTS: "8080"}}')}# file: apps/kustomization.yaml
resources: [../base/web.yaml]
# file: base/web.yaml
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  template:
    metadata:
      annotations:
        config.linkerd.io/skip-outbound-ports: '\${PORTS}'
#                                              ^^^^^^^^^^ error annotation-variable-not-string: 8080
    spec: {containers: [{name: web, image: web}]}
`);
  });

  it('is silent about strings, other text beside the variable, and values that are elsewhere', () => {
    check(flux('{substitute: {PORT: \'"4191"\'}}') + namespace(`\${PORT}`));
    check(flux('{substitute: {PORT: "4190,4191"}}') + namespace(`"\${PORT}"`));
    check(flux('{substitute: {PORT: "4191"}}') + namespace(`"\${PORT},4192"`));
    check(flux('{substituteFrom: [{kind: ConfigMap, name: settings}]}') + namespace(`"\${PORT:=4191}"`));
    check(flux('{substitute: {PORT: "{{ .Values.port }}"}}') + namespace(`"\${PORT}"`));
  });

  it('is silent where nothing is substituted', () => {
    check(flux('{}') + namespace(`"\${PORT:=4191}"`));
    check(flux('{substitute: {PORT: "4191"}}', './other') + namespace(`"\${PORT}"`));
    check(
      flux('{substitute: {PORT: "4191"}}') +
        namespace(`"\${PORT}"`, '', 'kustomize.toolkit.fluxcd.io/substitute: disabled'),
    );
  });
});
