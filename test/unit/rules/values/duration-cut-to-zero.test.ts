import { it } from 'vitest';
import rule from '../../../../server/src/rules/values/duration-cut-to-zero.ts';
import { describeRule } from '../../../support/describeRule.ts';

describeRule(rule, ({ check }) => {
  it('marks what is less than the unit in which Linkerd counts', () => {
    check(`
      apiVersion: v1
      kind: Pod
      metadata:
        annotations:
          config.linkerd.io/close-wait-timeout: 999ms
      #                                         ^^^^^ warning duration-cut-to-zero: at least 1s
          config.linkerd.io/shutdown-grace-period: 999us
      #                                            ^^^^^ warning duration-cut-to-zero: at least 1ms
          config.linkerd.io/proxy-inbound-discovery-cache-unused-timeout: 0s
    `);
  });

  it('is silent about what keeps something', () => {
    check(`
      kind: Pod
      metadata:
        annotations:
          config.linkerd.io/close-wait-timeout: 1s
          config.linkerd.io/shutdown-grace-period: 1ms
          config.linkerd.io/proxy-inbound-discovery-cache-unused-timeout: 1500ms
    `);
  });
});
