import { it } from 'vitest';
import rule from '../../../../server/src/rules/values/invalid-skip-subnets.ts';
import { describeRule } from '../../../support/describeRule.ts';

describeRule(rule, ({ check, checkFix }) => {
  it('marks the part of the list that is no subnet', () => {
    check(`
      kind: Pod
      metadata:
        annotations:
          config.linkerd.io/skip-subnets: "10.0.0.0/8, 10.1.2.3"
      #                                               ^^^^^^^^^ error invalid-skip-subnets suggestion: “10.1.2.3” is not a valid subnet
      ---
      kind: Pod
      metadata:
        annotations:
          config.linkerd.io/skip-subnets: "10.0.0.0/8,,fd00::/8"
      #                                              ^ error invalid-skip-subnets safe: There is nothing next to this comma, and an empty part is not a valid subnet
      ---
      kind: Pod
      metadata: {annotations: {config.linkerd.io/skip-subnets: " 10.0.0.0/8 , fd00::/8"}}
    `);
  });

  it.each([
    ['10.0.0.0/8,', '10.0.0.0/8'],
    ['fd00::1', 'fd00::1/128'],
    ['everything', undefined],
  ])('changes %s to %s', (before, after) => {
    const text = (value: string) => `podAnnotations:\n  config.linkerd.io/skip-subnets: ${value} # why\n`;
    checkFix(text(before), 'invalid-skip-subnets', after && text(after));
  });
});
