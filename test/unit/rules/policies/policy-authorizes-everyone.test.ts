import { it } from 'vitest';
import rule from '../../../../server/src/rules/policies/policy-authorizes-everyone.ts';
import { describeRule } from '../../../support/describeRule.ts';

describeRule(rule, ({ check }) => {
  const policy = (references: string) =>
    `apiVersion: policy.linkerd.io/v1alpha1\nkind: AuthorizationPolicy\nspec:\n  targetRef: {group: policy.linkerd.io, kind: Server, name: web}\n  requiredAuthenticationRefs:${references}\n`;

  it('marks an empty list', () => {
    check(
      `${policy(' []')}#                             ^^ information policy-authorizes-everyone: requires nothing\n`,
    );
  });

  it('is silent about a list with items, about none, and about what a template may add', () => {
    check(policy(' [{kind: ServiceAccount, name: web}]'));
    check(policy(''));
    check(policy(' {{ .Values.references | toJson }}'));
    check(
      policy(
        ' []\n  {{- range .Values.clients }}\n    - {kind: ServiceAccount, name: "{{ . }}"}\n  {{- end }}',
      ),
    );
    check(policy(' []').replace('policy.linkerd.io/v1alpha1', 'example.com/linkerd'));
  });

  it('is silent about other kinds of policy', () => {
    check(policy(' []').replace('AuthorizationPolicy', 'HTTPLocalRateLimitPolicy'));
    check(policy(' {}'));
  });
});
