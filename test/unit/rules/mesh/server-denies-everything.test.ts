import { it } from 'vitest';
import rule from '../../../../server/src/rules/mesh/server-denies-everything.ts';
import { describeMeshRule } from '../../../support/checkMesh.ts';

describeMeshRule(rule, ({ check }) => {
  const MARK = '#                ^^^ warning server-denies-everything: No policy authorizes clients\n';
  const server = (mark = '', more = '') => `# file: server.yaml
apiVersion: policy.linkerd.io/v1beta3
kind: Server
metadata: {name: web, namespace: shop, labels: {app: web}}
${mark}spec: {podSelector: {}, port: 80${more}}
`;
  const policy = (target: string, namespace = 'shop') => `# file: policy.yaml
apiVersion: policy.linkerd.io/v1alpha1
kind: AuthorizationPolicy
metadata: {name: web, namespace: ${namespace}}
spec: {targetRef: ${target}, requiredAuthenticationRefs: [{kind: ServiceAccount, name: a}]}
`;
  const authorization = (target: string) => `# file: authorization.yaml
apiVersion: policy.linkerd.io/v1beta1
kind: ServerAuthorization
metadata: {name: web, namespace: shop}
spec: {server: ${target}, client: {unauthenticated: true}}
`;
  const route = `# file: route.yaml
apiVersion: policy.linkerd.io/v1beta3
kind: HTTPRoute
metadata: {name: public, namespace: shop}
spec: {parentRefs: [{kind: Server, name: web}]}
`;
  const OTHER = '{group: policy.linkerd.io, kind: Server, name: api}';

  it('marks a Server that no policy is about', () => {
    check(server(MARK) + policy(OTHER));
    check(server(MARK) + authorization('{selector: {matchLabels: {app: api}}}'));
    check(server(MARK) + policy('{group: policy.linkerd.io, kind: HTTPRoute, name: private}') + route);
  });

  it('is silent where something authorizes clients', () => {
    check(server() + policy('{group: policy.linkerd.io, kind: Server, name: web}'));
    check(server() + policy('{kind: Namespace, name: shop}'));
    check(server() + policy('{group: policy.linkerd.io, kind: HTTPRoute, name: public}') + route);
    check(server() + authorization('{name: web}'));
    check(server() + authorization('{selector: {matchLabels: {app: web}}}'));
  });

  it('is silent about a Server that says who may connect, be it deny', () => {
    check(server('', ', accessPolicy: audit') + policy(OTHER));
    check(server('', ', accessPolicy: deny') + policy(OTHER));
    check(server('', ', accessPolicy: "{{ .Values.access }}"') + policy(OTHER));
  });

  it('is silent where no policy of the namespace is in view', () => {
    check(server() + policy(OTHER, 'other'));
  });

  it('informs where a pod’s own policy lets clients in and none is in view', () => {
    const pod = (access: string) => `# file: pod.yaml
apiVersion: v1
kind: Pod
metadata: {name: web, namespace: shop, annotations: {config.linkerd.io/default-inbound-policy: ${access}}}
spec: {containers: [{name: web, image: web:1}]}
`;
    const mark =
      '#                ^^^ information server-denies-everything: all-unauthenticated on Pod web has no effect\n';
    check(server(mark) + pod('all-unauthenticated'));
    check(server() + pod('deny'));
    check(server('', ', accessPolicy: deny') + pod('all-unauthenticated'));
    check(server(MARK) + policy(OTHER) + pod('all-unauthenticated'));
  });

  it('leads to the annotation that has no effect', () => {
    check(`${server('#                ^^^ information server-denies-everything\n')}# file: pod.yaml
apiVersion: v1
kind: Pod
metadata: {name: web, namespace: shop, annotations: {config.linkerd.io/default-inbound-policy: cluster-authenticated}}
#                                                    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ related server-denies-everything: This has no effect
spec: {containers: [{name: web, image: web:1}]}
`);
  });
});
