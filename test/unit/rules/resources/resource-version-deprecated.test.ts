import { it } from 'vitest';
import rule from '../../../../server/src/rules/resources/resource-version-deprecated.ts';
import { describeRule } from '../../../support/describeRule.ts';
import { settingsOf } from '../../../support/lint.ts';

const server = (version: string, port = 'port: 80') =>
  `apiVersion: policy.linkerd.io/${version}\nkind: Server\nspec: {podSelector: {}, ${port}}\n`;

describeRule(rule, ({ check, checkFix }) => {
  it('mentions versions that the CRDs mark', () => {
    check(`
      apiVersion: policy.linkerd.io/v1beta1
      #           ^^^^^^^^^^^^^^^^^^^^^^^^^ information resource-version-deprecated suggestion: Use v1beta3
      kind: Server
      metadata: {name: web}
      ---
      apiVersion: policy.linkerd.io/v1alpha1
      #           ^^^^^^^^^^^^^^^^^^^^^^^^^^ information resource-version-deprecated suggestion: Use v1beta1
      kind: ServerAuthorization
      metadata: {name: web}
    `);
    check(server('v1beta2'));
    check(
      'apiVersion: gateway.networking.k8s.io/v1alpha2\nkind: TLSRoute\nmetadata: {labels: {app: linkerd}}\n',
    );
  });

  it('is silent where the release does not mark it', () => {
    check(server('v1beta1'), settingsOf({ linkerd: '2.14' }));
  });

  it('changes to the newest version that the release serves', () => {
    checkFix(server('v1beta1'), 'Change to policy.linkerd.io/v1beta3', server('v1beta3'));
    checkFix(
      server('v1beta1'),
      'Change to policy.linkerd.io/v1beta2',
      server('v1beta2'),
      settingsOf({ linkerd: '2.15' }),
    );
  });
});
