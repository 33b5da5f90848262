import { it } from 'vitest';
import rule from '../../../../server/src/rules/values/invalid-number.ts';
import { describeRule } from '../../../support/describeRule.ts';

describeRule(rule, ({ check, checkFix }) => {
  it('says what follows: ignored, or passed on and rejected', () => {
    check(`
      apiVersion: v1
      kind: Pod
      metadata:
        annotations:
          config.linkerd.io/proxy-uid: "-1"
      #                                ^^^^ error invalid-number: The injector accepts the value, but the API server then rejects the pod.
          config.linkerd.io/proxy-gid: root
      #                                ^^^^ error invalid-number: “root” is not a whole number
          config.linkerd.io/control-port: tap
      #                                   ^^^ error invalid-number: “tap” is not a valid port number
          config.linkerd.io/inbound-port: "0"
      #                                   ^^^ error invalid-number: 0 is not a valid port to listen on: use 1 to 65535
    `);
  });

  it('leaves a value without quotes to annotation-value-not-string', () => {
    check(`
      apiVersion: v1
      kind: Pod
      metadata:
        annotations:
          config.linkerd.io/admin-port: 70000
      #                                 ^^^^^ error annotation-value-not-string
    `);
  });

  it('removes a unit, and does not guess a port', () => {
    const key = 'config.alpha.linkerd.io/proxy-wait-before-exit-seconds';
    checkFix(
      `podAnnotations:\n  ${key}: 30s # why\n`,
      'invalid-number',
      `podAnnotations:\n  ${key}: "30" # why\n`,
    );
    checkFix('podAnnotations:\n  config.linkerd.io/admin-port: "70000" # why\n', 'invalid-number', undefined);
  });
});
