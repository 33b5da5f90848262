import { it } from 'vitest';
import rule from '../../../../server/src/rules/resources/resource-field-not-in-version.ts';
import { describeRule } from '../../../support/describeRule.ts';
import { settingsOf } from '../../../support/lint.ts';

describeRule(rule, ({ check, checkFix }) => {
  it('names the versions that have the field', () => {
    check(`
      apiVersion: policy.linkerd.io/v1beta2
      kind: HTTPRoute
      metadata: {name: web}
      spec:
        parentRefs: [{group: core, kind: Service, name: web}]
        rules:
          - timeouts: {request: 1s}
      #     ^^^^^^^^ error resource-field-not-in-version suggestion: exists only in v1beta3
      ---
      apiVersion: multicluster.linkerd.io/v1alpha1
      kind: Link
      metadata: {name: east}
      spec:
        federatedServiceSelector: {}
      # ^^^^^^^^^^^^^^^^^^^^^^^^ error resource-field-not-in-version suggestion: exists only in v1alpha2, v1alpha3
    `);
  });

  it('leaves a field that two versions spell differently to the rule about unknown fields', () => {
    check(`
      apiVersion: workload.linkerd.io/v1beta1
      kind: ExternalWorkload
      metadata: {name: vm}
      spec:
        meshTls: {identity: vm, serverName: vm}
      # ^^^^^^^ error resource-field-unknown suggestion: Did you mean meshTLS?
    `);
  });

  it('says which fields other versions have, in the message and not in a fix where they do not fit', () => {
    check(`
      apiVersion: policy.linkerd.io/v1beta2
      kind: Server
      metadata: {name: web}
      spec:
        podSelector: {}
        port: 80
        accessPolicy: audit
      # ^^^^^^^^^^^^ error resource-field-not-in-version suggestion: spec.accessPolicy exists only in v1beta3, not in Server v1beta2
    `);
  });

  it('changes the version where the release serves it', () => {
    const server = (version: string) =>
      `apiVersion: policy.linkerd.io/${version}\nkind: Server\nspec: {podSelector: {}, port: 80, accessPolicy: audit}\n`;
    checkFix(server('v1beta2'), 'Change to policy.linkerd.io/v1beta3', server('v1beta3'));
    checkFix(
      server('v1beta2'),
      'Change to policy.linkerd.io/v1beta3',
      undefined,
      settingsOf({ linkerd: '2.15' }),
    );
  });
});
