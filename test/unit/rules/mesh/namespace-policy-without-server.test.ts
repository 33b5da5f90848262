import { it } from 'vitest';
import rule from '../../../../server/src/rules/mesh/namespace-policy-without-server.ts';
import { describeMeshRule } from '../../../support/checkMesh.ts';

describeMeshRule(rule, ({ check }) => {
  const pod = (ports: string, more = '') => `# file: pod.yaml
apiVersion: v1
kind: Pod
metadata: {name: web, namespace: shop, annotations: {linkerd.io/inject: enabled${more}}}
spec: {containers: [{name: web, image: web, ports: ${ports}}]}
`;
  const server = (port: string, namespace = 'shop') => `# file: server-${port}.yaml
apiVersion: policy.linkerd.io/v1beta3
kind: Server
metadata: {name: s${port}, namespace: ${namespace}}
spec: {podSelector: {}, port: ${port}}
`;
  const policy = (
    mark = '',
    references = '[{kind: ServiceAccount, name: a}]',
    target = '{kind: Namespace, name: shop}',
  ) => `# file: policy.yaml
apiVersion: policy.linkerd.io/v1alpha1
kind: AuthorizationPolicy
metadata: {name: shop, namespace: shop}
spec:
  requiredAuthenticationRefs: ${references}
  targetRef: ${target}
${mark}`;
  const MARK = '# ^^^^^^^^^ warning namespace-policy-without-server: No Server selects port 81 of Pod web\n';
  const TWO = '[{containerPort: 80}, {containerPort: 81}]';
  const DEFAULT = 'config.linkerd.io/default-inbound-policy';
  const NETWORK = '[{group: policy.linkerd.io, kind: NetworkAuthentication, name: a}]';

  it('marks a policy that keeps clients out of Servers only', () => {
    check(pod(TWO) + server('80') + policy(MARK));
    check(pod(TWO) + server('80') + server('81') + policy());
  });

  it('marks one that lets clients in where the default does not', () => {
    check(pod(TWO, `, ${DEFAULT}: deny`) + server('80') + policy(MARK, NETWORK));
    check(pod(TWO, `, ${DEFAULT}: all-authenticated`) + server('80') + policy(MARK, NETWORK));
  });

  it('is silent where the default does about the same', () => {
    check(pod(TWO) + server('80') + policy('', NETWORK));
    check(pod(TWO) + server('80') + policy('', '[]'));
    check(pod(TWO, `, ${DEFAULT}: cluster-authenticated`) + server('80') + policy());
  });

  it('is silent about UDP ports, the proxy’s own and those that are skipped', () => {
    check(pod('[{containerPort: 80}, {containerPort: 81, protocol: UDP}]') + server('80') + policy());
    check(pod('[{containerPort: 80}, {containerPort: 4191}]') + server('80') + policy());
    check(pod(TWO, ', config.linkerd.io/skip-inbound-ports: "81"') + server('80') + policy());
  });

  it('is silent about other targets, pods outside of the mesh, and where no Server is in view', () => {
    check(
      pod(TWO) + server('80') + policy('', undefined, '{group: policy.linkerd.io, kind: Server, name: s80}'),
    );
    check(pod(TWO).replace('enabled', 'disabled') + server('80') + policy());
    check(pod(TWO) + server('80', 'other') + policy());
    check(pod(TWO, `, ${DEFAULT}: "{{ .Values.default }}"`) + server('80') + policy());
    check(
      pod(TWO) +
        server('"{{ .Values.port }}"')
          .replace('server-"{{ .Values.port }}"', 'server')
          .replace(/name: s"[^"]*"/, 'name: s') +
        policy(),
    );
  });

  it('is silent about a policy for another Namespace', () => {
    check(pod(TWO) + server('80') + policy('', undefined, '{kind: Namespace, name: other}'));
  });
});
