import { it } from 'vitest';
import rule from '../../../../server/src/rules/mesh/egress-hides-global.ts';
import { describeMeshRule } from '../../../support/checkMesh.ts';

/** One that leaves most addresses alone. */
const SOME = '{trafficPolicy: Deny, networks: [{cidr: 203.0.113.0/24}]}';

describeMeshRule(rule, ({ check }) => {
  const network = (
    name: string,
    namespace: string,
    isMarked = false,
    spec = SOME,
  ) => `# file: ${namespace}/${name}.yaml
apiVersion: policy.linkerd.io/v1alpha1
kind: EgressNetwork
metadata:
  namespace: ${namespace}
  name: ${name}
${isMarked ? `#       ${'^'.repeat(name.length)} information egress-hides-global: ignores EgressNetwork all\n` : ''}spec: ${spec}
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

  it('is silent where the namespace denies everything itself', () => {
    check(GLOBAL + network('a', 'shop') + network('rest', 'shop', false, '{trafficPolicy: Deny}'));
    check(GLOBAL + network('a', 'shop', false, '{trafficPolicy: "{{ .Values.egress }}"}'));
    check(GLOBAL + network('a', 'shop', true, '{trafficPolicy: Allow}'));
  });

  it('is silent where the namespace is not known', () => {
    check(GLOBAL + network('a', '"{{ .Values.namespace }}"').replace(/# file: .*/, '# file: a.yaml'));
  });

  it('is silent about a kustomization without a namespace', () => {
    check(GLOBAL + network('a', 'shop').replace('  namespace: shop\n', ''));
  });
});
