import { it } from 'vitest';
import rule from '../../../../server/src/rules/values/invalid-choice.ts';
import { describeRule } from '../../../support/describeRule.ts';

describeRule(rule, ({ check, checkFix }) => {
  it('names the words that the annotation knows', () => {
    check(`
      kind: Pod
      metadata:
        annotations:
          config.linkerd.io/proxy-await: 'true'
      #                                  ^^^^^^ error invalid-choice suggestion: enabled, disabled
          config.linkerd.io/proxy-log-format: json
          config.linkerd.io/proxy-admin-shutdown:
    `);
  });

  it('looks at services and at Helm values', () => {
    check(`
      apiVersion: v1
      kind: Service
      metadata:
        annotations:
          balancer.linkerd.io/failure-accrual: consecutiv
      #                                        ^^^^^^^^^^ error invalid-choice suggestion
      ---
      podAnnotations:
        config.linkerd.io/proxy-await: true
      #                                ^^^^ error invalid-choice suggestion
    `);
  });

  it('leaves a value without quotes to annotation-value-not-string', () => {
    check(`
      apiVersion: v1
      kind: Pod
      metadata:
        annotations:
          config.linkerd.io/proxy-await: true
      #                                  ^^^^ error annotation-value-not-string suggestion
    `);
  });

  it('leaves a placeholder alone', () => {
    check(`
      podAnnotations:
        config.linkerd.io/proxy-await: <enabled or disabled>
    `);
  });

  it('changes the spelling safely', () => {
    check(`
      podAnnotations:
        config.linkerd.io/proxy-await: Enabled
      #                                ^^^^^^^ error invalid-choice safe
    `);
    checkFix(
      'podAnnotations:\n  config.linkerd.io/proxy-await: Enabled # why\n',
      'Change to enabled',
      'podAnnotations:\n  config.linkerd.io/proxy-await: enabled # why\n',
    );
  });
});
