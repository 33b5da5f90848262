import { it } from 'vitest';
import rule from '../../../../server/src/rules/mesh/service-profile-shadows.ts';
import { describeMeshRule } from '../../../support/checkMesh.ts';

describeMeshRule(rule, ({ check }) => {
  const profile = (spec: string, mark = '', name = 'web.shop.svc.cluster.local') => `# file: profile.yaml
apiVersion: linkerd.io/v1alpha2
kind: ServiceProfile
metadata: {name: ${name}, namespace: shop}
spec:
  ${spec}
${mark}`;
  const service = (annotations: string, name = 'web') => `# file: service.yaml
apiVersion: v1
kind: Service
metadata: {name: ${name}, namespace: shop, annotations: ${annotations}}
spec: {selector: {app: web}, ports: [{port: 80}]}
`;
  const route = (kind = 'HTTPRoute', name = 'web') => `# file: route.yaml
apiVersion: gateway.networking.k8s.io/v1
kind: ${kind}
metadata: {name: a, namespace: shop}
spec: {parentRefs: [{group: core, kind: Service, name: ${name}}], rules: []}
`;
  const ROUTES = 'routes: [{name: a, condition: {method: GET}}]';
  const MARK = '# ^^^^^^ warning service-profile-shadows';

  it('marks a profile whose Service has routes', () => {
    check(profile(ROUTES, `${MARK}: clients ignore HTTPRoute a\n`) + route());
    check(profile(ROUTES, `${MARK}\n`) + route('GRPCRoute'));
    check(
      profile(
        'dstOverrides: [{authority: web.shop.svc.cluster.local, weight: 1}]',
        '# ^^^^^^^^^^^^ warning service-profile-shadows\n',
      ) + route(),
    );
  });

  it('marks a profile whose Service has retries, timeouts or circuit breaking', () => {
    for (const key of [
      'retry.linkerd.io/http',
      'timeout.linkerd.io/request',
      'balancer.linkerd.io/failure-accrual',
    ])
      check(profile(ROUTES, `${MARK}: ${key}\n`) + service(`{${key}: consecutive}`));
  });

  it.each([
    ['a template makes', 'routes: {{ .Values.routes | toJson }}'],
    ['are under a condition', 'routes:\n{{- if .Values.isRouted }}\n  - {name: a}\n{{- end }}'],
  ])('is silent about routes that %s: there may be none', (_, spec) => {
    check(profile(spec) + route());
  });

  it('is silent about an empty profile, and about other Services', () => {
    check(profile('routes: []') + route());
    check(profile('opaquePorts: {}') + route());
    check(profile(ROUTES) + route('HTTPRoute', 'api'));
    check(profile(ROUTES) + service('{retry.linkerd.io/http: 5xx}', 'api'));
    check(profile(ROUTES) + service('{config.linkerd.io/opaque-ports: "80"}'));
    check(profile(ROUTES, '', 'web') + route());
  });

  it('is silent about a route that is not of HTTP', () => {
    check(profile(ROUTES) + route('TCPRoute'));
  });

  it('leads to the routes and annotations that clients ignore', () => {
    check(
      `${profile(ROUTES, `${MARK}: clients ignore HTTPRoute a and\n`)}${service(
        '{retry.linkerd.io/http: 5xx}',
      ).replace(
        '\nspec',
        '\n#                                                    ^^^^^^^^^^^^^^^^^^^^^ related service-profile-shadows: ignore this annotation\nspec',
      )}${route().replace(
        '\nspec',
        '\n#          ^^^^ related service-profile-shadows: ignore this route\nspec',
      )}`,
    );
  });
});
