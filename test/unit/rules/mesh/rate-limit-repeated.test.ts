import { it } from 'vitest';
import rule from '../../../../server/src/rules/mesh/rate-limit-repeated.ts';
import { describeMeshRule } from '../../../support/checkMesh.ts';

describeMeshRule(rule, ({ check }) => {
  const limit = (name: string, target: string, mark = '', namespace = 'shop') => `# file: ${name}.yaml
apiVersion: policy.linkerd.io/v1alpha1
kind: HTTPLocalRateLimitPolicy
metadata: {name: ${name}, namespace: ${namespace}}
spec:
  total: {requestsPerSecond: 100}
  targetRef:
    group: policy.linkerd.io
    kind: Server
    name: ${target}
${mark}`;
  const MARK =
    '#         ^^^ warning rate-limit-repeated: HTTPLocalRateLimitPolicy a is for the same Server, and Linkerd uses only the older\n';

  it('marks the later by name, once', () => {
    check(limit('b', 'web', MARK) + limit('a', 'web') + limit('c', 'web', MARK));
  });

  it('is silent about other Servers, other namespaces, and names that a template makes', () => {
    check(limit('a', 'web') + limit('b', 'api'));
    check(limit('a', 'web') + limit('b', 'web', '', 'other'));
    check(limit('a', '"{{ .Values.server }}"') + limit('b', '"{{ .Values.server }}"'));
  });
});
