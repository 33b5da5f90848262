import { it } from 'vitest';
import rule from '../../../../server/src/rules/mesh/egress-hides-global.ts';
import { describeMeshRule } from '../../../support/checkMesh.ts';

describeMeshRule(rule, ({ check }) => {
  const network = (name: string, namespace: string, isMarked = false) => `# file: ${namespace}/${name}.yaml
apiVersion: policy.linkerd.io/v1alpha1
kind: EgressNetwork
metadata:
  namespace: ${namespace}
  name: ${name}
${isMarked ? `#       ${'^'.repeat(name.length)} information egress-hides-global: ignores EgressNetwork all\n` : ''}spec: {trafficPolicy: Deny}
`;
  const GLOBAL = network('all', 'linkerd-egress');

  it('marks the first EgressNetwork of a namespace', () => {
    check(GLOBAL + network('a', 'shop', true));
    check(GLOBAL + network('a', 'shop', true) + network('b', 'shop') + network('c', 'bank', true));
  });

  it('is silent where there is no global one', () => {
    check(network('a', 'shop') + network('b', 'bank'));
    check(GLOBAL + network('more', 'linkerd-egress'));
  });

  it('is silent where the namespace is not known', () => {
    check(GLOBAL + network('a', '"{{ .Values.namespace }}"').replace(/# file: .*/, '# file: a.yaml'));
  });
});
