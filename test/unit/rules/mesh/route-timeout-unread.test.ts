import { it } from 'vitest';
import rule from '../../../../server/src/rules/mesh/route-timeout-unread.ts';
import { describeMeshRule } from '../../../support/checkMesh.ts';
import { settingsOf } from '../../../support/lint.ts';

describeMeshRule(rule, ({ check, checkFix }) => {
  const namespace = `# file: namespace.yaml
apiVersion: v1
kind: Namespace
metadata: {name: shop, annotations: {linkerd.io/inject: enabled}}
`;
  const route = (request: string, mark = '', group = 'gateway.networking.k8s.io/v1', kind = 'Service') =>
    `${namespace}# file: route.yaml
apiVersion: ${group}
kind: HTTPRoute
metadata: {name: web, namespace: shop}
spec:
  parentRefs:
  - {group: core, kind: ${kind}, name: web}
  rules:
  - timeouts:
      request: ${request}
${mark}`;
  const mark = (message: string, length: number, fix = '') =>
    `#              ${'^'.repeat(length)} warning route-timeout-unread${fix}: ${message}\n`;

  it('marks a duration with several units', () => {
    check(route('1m30s', mark('ignores the timeout “1m30s”', 5, ' suggestion')));
    checkFix(route('1m30s'), 'Change to “90s”', route('90s'));
    check(route('99h59m', mark('ignores the timeout “99h59m”', 6, ' suggestion')));
    check(route('99h59m59s', mark('ignores the timeout “99h59m59s”', 9)));
  });

  it('is silent about one unit, about zero, about Linkerd’s own HTTPRoute and about other parents', () => {
    for (const request of ['90s', '500ms', '0s', '0h0m']) check(route(request));
    check(route('1m30s', '', 'policy.linkerd.io/v1beta3'));
    check(route('1m30s', '', undefined, 'Gateway'));
  });

  it('marks every duration where Linkerd is older than 2.20', () => {
    check(route('90s', mark('Before 2.20, Linkerd ignores', 3)), settingsOf({ linkerd: '2.19' }));
    check(route('90s'), settingsOf({ linkerd: '2.20' }));
    check(route('0s'), settingsOf({ linkerd: '2.19' }));
  });
});
