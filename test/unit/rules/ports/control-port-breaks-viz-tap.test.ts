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
});
