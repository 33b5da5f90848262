import { it } from 'vitest';
import rule from '../../../../server/src/rules/values/invalid-duration.ts';
import { describeRule } from '../../../support/describeRule.ts';

describeRule(rule, ({ check, checkFix }) => {
  it('reads the durations of pods as Go does', () => {
    check(`
      kind: Pod
      metadata:
        annotations:
          config.linkerd.io/shutdown-grace-period: 1h2m3.5s
          config.linkerd.io/proxy-inbound-connect-timeout: "5"
      #                                                    ^^^ error invalid-duration suggestion: Use the units h, m, s or ms
    `);
  });

  it('says what a negative duration breaks', () => {
    check(`
      kind: Pod
      metadata:
        annotations:
          config.linkerd.io/shutdown-grace-period: "-5s"
      #                                            ^^^^^ error invalid-duration: to the proxy, which then does not start
          config.linkerd.io/close-wait-timeout: "-5s"
      #                                         ^^^^^ error invalid-duration: passes it to linkerd-init
      ---
      apiVersion: v1
      kind: Service
      metadata:
        annotations:
          mirror.linkerd.io/probe-period: "-3"
      #                                   ^^^^ error invalid-duration: the service mirror then crashes
      ---
      apiVersion: v1
      kind: Service
      metadata:
        annotations:
          mirror.linkerd.io/probe-period: 0s
      #                                   ^^ error invalid-duration: too short
    `);
  });

  it('reads the durations of services and routes as the policy controller does', () => {
    check(`
      apiVersion: gateway.networking.k8s.io/v1
      kind: HTTPRoute
      metadata:
        annotations:
          timeout.linkerd.io/request: 1m30s
      #                               ^^^^^ error invalid-duration suggestion: one whole number and one of the units
      ---
      apiVersion: v1
      kind: Service
      metadata:
        annotations:
          timeout.linkerd.io/request: ""
      #                               ^^ error invalid-duration
          timeout.linkerd.io/response: 500ms
    `);
  });

  it.each([
    ['proxy-inbound-connect-timeout', '5', '"5s"'],
    ['shutdown-grace-period', '"1d"', '"24h"'],
  ])('%s: %s becomes %s', (key, before, after) => {
    checkFix(
      `podAnnotations:\n  config.linkerd.io/${key}: ${before} # why\n`,
      'invalid-duration',
      `podAnnotations:\n  config.linkerd.io/${key}: ${after} # why\n`,
    );
  });
});
