import { it } from 'vitest';
import rule from '../../../../server/src/rules/mesh/skip-drops-default.ts';
import { describeMeshRule } from '../../../support/checkMesh.ts';
import { FIXED_CNI } from '../../../support/lint.ts';

describeMeshRule(rule, ({ check, checkFix }) => {
  const pod = (list: string, mark = '', inject = 'enabled') => `# file: pod.yaml
apiVersion: v1
kind: Pod
metadata:
  name: front
  namespace: shop
  annotations:
    linkerd.io/inject: ${inject}
    config.linkerd.io/skip-outbound-ports: ${list}
${mark}spec: {containers: [{name: front, image: front}]}
`;
  const service = (ports: string, namespace = 'shop') => `# file: service.yaml
apiVersion: v1
kind: Service
metadata: {name: galera, namespace: ${namespace}}
spec: {selector: {app: galera}, ports: [${ports}]}
`;

  it('marks a list without a default port that a Service has', () => {
    check(
      pod(
        '"5000,4568"',
        '#                                          ^^^^^^^^^^^ information skip-drops-default suggestion: so connections to 4567 of Service galera\n',
      ) + service('{port: 4567}, {port: 4568}'),
    );
  });

  it('adds it', () => {
    checkFix(
      pod('"5000"') + service('{port: 4567}, {port: 4568}'),
      'Add 4567,4568',
      pod('"5000,4567,4568"') + service('{port: 4567}, {port: 4568}'),
    );
  });

  it('is silent about other Services, pods without a proxy, linkerd-cni and templates', () => {
    check(pod('"5000"') + service('{port: 80}'));
    check(pod('"5000"') + service('{port: 4567, protocol: UDP}'));
    check(pod('"5000"') + service('{port: 4567}', 'other'));
    check(pod('"5000"', '', 'disabled') + service('{port: 4567}'));
    check(pod('"{{ .Values.ports }}"') + service('{port: 4567}'));
    check(pod('"5000"') + service('{port: 4567}'), FIXED_CNI);
  });
});
