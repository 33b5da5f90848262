import { it } from 'vitest';
import rule from '../../../../server/src/rules/ports/control-port-breaks-viz-tap.ts';
import { describeRule } from '../../../support/describeRule.ts';

describeRule(rule, ({ check }) => {
  it('marks any other port', () => {
    check(`
      kind: Namespace
      metadata:
        annotations:
          config.linkerd.io/control-port: "4790"
      #                                   ^^^^^^ information control-port-breaks-viz-tap: 4190
    `);
  });

  it('is silent about the default, and about other ports', () => {
    check(`
      kind: Pod
      metadata:
        annotations:
          config.linkerd.io/control-port: "4190"
          config.linkerd.io/admin-port: "9191"
    `);
  });
});
