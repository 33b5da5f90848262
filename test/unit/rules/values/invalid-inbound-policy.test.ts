import { it } from 'vitest';
import rule from '../../../../server/src/rules/values/invalid-inbound-policy.ts';
import { describeRule } from '../../../support/describeRule.ts';

describeRule(rule, ({ check, checkFix }) => {
  it('leaves every fix to people, for it decides who may connect', () => {
    check(`
      apiVersion: v1
      kind: Namespace
      metadata:
        annotations:
          config.linkerd.io/default-inbound-policy: Deny
      #                                             ^^^^ error invalid-inbound-policy suggestion: Use one of: all-unauthenticated, all-authenticated,
    `);
    checkFix(
      'podAnnotations:\n  config.linkerd.io/default-inbound-policy: all_authenticated # why\n',
      'invalid-inbound-policy',
      'podAnnotations:\n  config.linkerd.io/default-inbound-policy: all-authenticated # why\n',
    );
  });

  it('leaves the policies alone that Linkerd knows, and the patterns of a Kyverno policy', () => {
    check(`
      podAnnotations:
        config.linkerd.io/default-inbound-policy: cluster-unauthenticated
      ---
      apiVersion: kyverno.io/v1
      kind: ClusterPolicy
      spec:
        rules:
          - validate: {pattern: {metadata: {annotations: {config.linkerd.io/default-inbound-policy: "!deny"}}}}
    `);
  });
});
