import { it } from 'vitest';
import rule from '../../../../server/src/rules/mesh/label-not-selected.ts';
import { describeMeshRule } from '../../../support/checkMesh.ts';

describeMeshRule(rule, ({ check }) => {
  const service = (label: string, mark = '') => `# file: east/service.yaml
apiVersion: v1
kind: Service
metadata:
  name: web
  namespace: shop
  labels:
    mirror.linkerd.io/${label}
${mark}spec: {selector: {app: web}, ports: [{port: 80}]}
`;
  const link = (selectors: string, name = 'east') => `# file: west/${name}.yaml
apiVersion: multicluster.linkerd.io/v1alpha3
kind: Link
metadata: {name: ${name}, namespace: linkerd-multicluster}
spec: {targetClusterName: ${name}, ${selectors}}
`;
  const exported = 'selector: {matchLabels: {mirror.linkerd.io/exported: "true"}}';
  const discovered = 'remoteDiscoverySelector: {matchLabels: {mirror.linkerd.io/exported: remote-discovery}}';
  const MARK = 'information label-not-selected: No Link in this repository has a';
  const REMOTE = service(
    'exported: remote-discovery',
    `#                               ^^^^^^^^^^^^^^^^ ${MARK} remoteDiscoverySelector\n`,
  );

  it('marks a label that no Link of the repository selects', () => {
    check(REMOTE + link(exported));
    check(REMOTE + link(`${exported}, remoteDiscoverySelector: {}`));
    check(
      REMOTE +
        link(exported) +
        link(`${exported}, remoteDiscoverySelector: {matchLabels: {team: a}}`, 'north'),
    );
    check(
      service(
        'federated: member',
        `#                                ^^^^^^ ${MARK} federatedServiceSelector\n`,
      ) + link(`${exported}, ${discovered}`),
    );
  });

  it('is silent where a Link selects it or may, and without a Link', () => {
    const remote = service('exported: remote-discovery');
    check(remote);
    check(remote + link(`${exported}, ${discovered}`));
    check(remote + link(exported) + link(`${exported}, ${discovered}`, 'north'));
    check(remote + link(`${exported}, remoteDiscoverySelector: "{{ .Values.selector }}"`));
    check(remote + link('selector: {}'));
    check(remote + link('selector: {matchLabels: {mirror.linkerd.io/exported: remote-discovery}}'));
  });

  it('is silent about other values', () => {
    check(service('exported: "true"') + link(discovered));
    check(service('exported: "false"') + link(exported));
    check(service('exported: "{{ .Values.exported }}"') + link(exported));
  });
});
