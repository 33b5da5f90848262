import { it } from 'vitest';
import rule from '../../../../server/src/rules/mesh/route-annotations-replace.ts';
import { describeMeshRule } from '../../../support/checkMesh.ts';
import { settingsOf } from '../../../support/lint.ts';

describeMeshRule(rule, ({ check, checkFix }) => {
  const service = (annotations: string) => `# file: service.yaml
apiVersion: v1
kind: Service
metadata: {name: web, namespace: shop, annotations: ${annotations}}
spec: {selector: {app: web}, ports: [{port: 80}]}
`;
  const route = (annotations: string, kind = 'HTTPRoute', name = 'web') => `# file: route.yaml
apiVersion: gateway.networking.k8s.io/v1
kind: ${kind}
metadata:
  name: web
  namespace: shop
  annotations:
    ${annotations}
spec:
  parentRefs:
  - {group: core, kind: Service, name: ${name}}
`;
  const LIMIT = `retry.linkerd.io/limit: "3"
#   ^^^^^^^^^^^^^^^^^^^^^^ information route-annotations-replace suggestion`;
  const BOTH = '{retry.linkerd.io/http: 5xx, retry.linkerd.io/timeout: 1s, timeout.linkerd.io/request: 5s}';

  it('marks what replaces settings of the Service', () => {
    check(service(BOTH) + route(`${LIMIT}: including retry.linkerd.io/http`));
    check(
      service('{timeout.linkerd.io/idle: 9s}') +
        route(
          `timeout.linkerd.io/request: 1s\n#   ${'^'.repeat(26)} information route-annotations-replace suggestion`,
        ),
    );
  });

  it('is silent where the route has all of them, or none of the family', () => {
    check(service('{retry.linkerd.io/limit: "2"}') + route('retry.linkerd.io/limit: "3"'));
    check(service('{timeout.linkerd.io/request: 5s}') + route('retry.linkerd.io/limit: "3"'));
    check(service(BOTH) + route('config.linkerd.io/opaque-ports: "3"'));
  });

  it('is silent about what counts for no route of the kind', () => {
    check(service('{retry.linkerd.io/grpc: internal}') + route('retry.linkerd.io/limit: "3"'));
    check(service('{retry.linkerd.io/http: 5xx}') + route('retry.linkerd.io/limit: "3"', 'GRPCRoute'));
    check(service(BOTH) + route('retry.linkerd.io/limit: "3"', 'TCPRoute'));
    check(service('{timeout.linkerd.io/idle: 0s}') + route('timeout.linkerd.io/request: 1s'));
    check(service('{timeout.linkerd.io/idle: 9s}') + route('timeout.linkerd.io/request: "0"'));
  });

  it('is silent about other Services', () => {
    check(service(BOTH) + route('retry.linkerd.io/limit: "3"', 'HTTPRoute', 'api'));
  });

  const rules = (first: string, second: string) => `# file: route.yaml
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata:
  name: web
  namespace: shop
spec:
  parentRefs:
  - {group: core, kind: Service, name: web}
  rules:
  - ${first}
  - ${second}
`;

  it('marks a timeout in a rule that costs the Service’s other timeouts', () => {
    const timeout = `timeouts:
      request: 5s
#     ^^^^^^^ information route-annotations-replace: for this rule, including timeout.linkerd.io/idle`;
    check(
      service('{timeout.linkerd.io/request: 9s, timeout.linkerd.io/idle: 9s}') +
        rules('backendRefs: []', timeout),
    );
    check(
      service('{timeout.linkerd.io/idle: 9s}') + rules('{}', '{timeouts: {request: 5s}}'),
      settingsOf({ linkerd: '2.19' }),
    );
    check(service('{timeout.linkerd.io/idle: 9s}') + rules('{}', '{timeouts: {request: 1m30s}}'));
    check(service('{timeout.linkerd.io/request: 9s}') + rules('{}', '{timeouts: {request: 5s}}'));
    check(service('{timeout.linkerd.io/idle: 9s}') + rules('{}', '{timeouts: {request: 0s}}'));
    check(service('{retry.linkerd.io/http: 5xx}') + rules('{}', '{timeouts: {request: 5s}}'));
  });

  it('copies them where all rules have a timeout', () => {
    const before = rules('{timeouts: {request: 5s}}', '{timeouts: {request: 6s}}');
    checkFix(
      service('{timeout.linkerd.io/idle: 9s}') + before,
      'Copy timeout.linkerd.io/idle',
      service('{timeout.linkerd.io/idle: 9s}') +
        before.replace('shop\n', 'shop\n  annotations:\n    timeout.linkerd.io/idle: 9s\n'),
    );
  });

  it('copies them', () => {
    checkFix(
      service('{retry.linkerd.io/http: 5xx, retry.linkerd.io/timeout: 1s}') +
        route('retry.linkerd.io/limit: "3"'),
      'Copy retry.linkerd.io/http, retry.linkerd.io/timeout',
      service('{retry.linkerd.io/http: 5xx, retry.linkerd.io/timeout: 1s}') +
        route(
          'retry.linkerd.io/limit: "3"\n    retry.linkerd.io/http: 5xx\n    retry.linkerd.io/timeout: 1s',
        ),
    );
  });

  it('marks a GRPCRoute too', () => {
    check(
      service('{retry.linkerd.io/grpc: internal}') +
        route(`${LIMIT}: for this route, including retry.linkerd.io/grpc`, 'GRPCRoute'),
    );
  });

  it('marks annotations in releases that read no timeouts', () => {
    check(service(BOTH) + route(`${LIMIT}: for this route`), settingsOf({ linkerd: '2.19' }));
  });
});
