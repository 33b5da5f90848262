import { it } from 'vitest';
import rule from '../../../../server/src/rules/mesh/inject-out-of-reach.ts';
import { describeMeshRule } from '../../../support/checkMesh.ts';

describeMeshRule(rule, ({ check }) => {
  const deployment = (namespace: string, mark = '', inject = 'enabled') => `# file: deployment.yaml
apiVersion: apps/v1
kind: Deployment
metadata: {name: web, namespace: ${namespace}}
spec:
  template:
    metadata:
      annotations:
        linkerd.io/inject: ${inject}
${mark}    spec: {containers: [{name: web, image: web}]}
`;
  const namespace = (
    name: string,
    label: string,
    mark = '',
    annotation = 'linkerd.io/inject: enabled',
  ) => `# file: namespace.yaml
apiVersion: v1
kind: Namespace
metadata:
  name: ${name}
  labels: {config.linkerd.io/admission-webhooks: ${label}}
  annotations:
    ${annotation}
${mark}`;
  const MARK = '#                          ^^^^^^^ warning inject-out-of-reach: ';
  const OWN = '#                      ^^^^^^^ warning inject-out-of-reach: ';

  it('marks pods in a namespace that is labelled elsewhere, and the Namespace itself', () => {
    check(
      deployment('shop', `${MARK}Namespace “shop” is labelled\n`) +
        namespace('shop', 'disabled', `${OWN}labelled\n`),
    );
    check(deployment('shop') + namespace('shop', 'enabled'));
    check(deployment('shop') + namespace('other', 'disabled', '', 'a: b'));
  });

  it('marks pods that a kustomization puts into a namespace that is left out', () => {
    const kustomization = (name: string) =>
      `# file: kustomization.yaml\nnamespace: ${name}\nresources: [deployment.yaml]\n`;
    check(deployment('shop', `${MARK}in kube-system\n`) + kustomization('kube-system'));
    check(deployment('shop', `${MARK}in cert-manager\n`, 'ingress') + kustomization('cert-manager'));
    check(deployment('shop') + kustomization('kube-public'));
  });

  it('leaves a namespace that the resource itself names to namespace-without-injection', () => {
    check(deployment('kube-system'));
    check(namespace('cert-manager', 'enabled'));
  });

  it('is silent about pods that do not ask, and about templates', () => {
    check(deployment('kube-system', '', 'disabled'));
    check(deployment('kube-system', '', '"{{ .Values.inject }}"'));
    check(deployment('"{{ .Values.namespace }}"'));
    check(deployment('shop') + namespace('shop', '"{{ .Values.webhooks }}"'));
  });
});
