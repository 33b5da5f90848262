import { it } from 'vitest';
import rule from '../../../../server/src/rules/mesh/annotation-drops-inherited.ts';
import { describeMeshRule } from '../../../support/checkMesh.ts';

describeMeshRule(rule, ({ check, checkFix }) => {
  const SKIP = 'config.linkerd.io/skip-inbound-ports';
  const OPAQUE = 'config.linkerd.io/opaque-ports';
  const namespace = (annotation: string, name = 'shop') => `# file: namespace.yaml
apiVersion: v1
kind: Namespace
metadata: {name: ${name}, annotations: {linkerd.io/inject: enabled, ${annotation}}}
`;
  const pod = (annotation: string, mark = '') => `# file: pod.yaml
apiVersion: v1
kind: Pod
metadata:
  name: web
  namespace: shop
  annotations:
    ${annotation}
${mark}spec: {containers: [{name: web, image: web}]}
`;

  it('says which ports of the Namespace are lost', () => {
    check(
      namespace(`${SKIP}: "80,8000-8010"`) +
        pod(
          `${SKIP}: 8005,9090`,
          '#                                         ^^^^^^^^^ information annotation-drops-inherited suggestion: leaves out 80,8000-8004,8006-8010\n',
        ),
    );
    check(namespace(`${SKIP}: "80,8000-8010"`) + pod(`${SKIP}: 1-9000`));
  });

  it('adds them', () => {
    checkFix(
      namespace(`${SKIP}: "80,443"`) + pod(`${SKIP}: '443'`),
      'Add 80',
      namespace(`${SKIP}: "80,443"`) + pod(`${SKIP}: '443,80'`),
    );
  });

  it('leaves the default opaque ports to the rule about them', () => {
    check(namespace(`${OPAQUE}: "3306,5432"`) + pod(`${OPAQUE}: "7687"`));
    check(
      namespace(`${OPAQUE}: "3306,7000"`) +
        pod(
          `${OPAQUE}: "7687"`,
          '#                                   ^^^^^^ information annotation-drops-inherited suggestion: so it leaves out 7000 for\n',
        ),
    );
  });

  it('is silent about an empty list, other keys, other namespaces, and templates', () => {
    check(namespace(`${SKIP}: "80"`) + pod(`${SKIP}: ""`));
    check(namespace(`${SKIP}: "80"`) + pod(`${OPAQUE}: "7687"`));
    check(namespace(`${SKIP}: "80"`, 'other') + pod(`${SKIP}: "81"`));
    check(namespace(`${SKIP}: "{{ .Values.ports }}"`) + pod(`${SKIP}: "81"`));
    check(namespace(`${SKIP}: "80"`) + pod(`${SKIP}: "81,{{ .Values.port }}"`));
  });

  it('counts default opaque ports in other lists', () => {
    check(
      namespace(`${SKIP}: "3306,80"`) +
        pod(
          `${SKIP}: "80"`,
          '#                                         ^^^^ information annotation-drops-inherited suggestion: leaves out 3306\n',
        ),
    );
  });
});
