import { it } from 'vitest';
import rule from '../../../../server/src/rules/values/invalid-skip-subnets.ts';
import { describeRule } from '../../../support/describeRule.ts';

describeRule(rule, ({ check, checkFix }) => {
  it('marks the part of the list that is not a subnet', () => {
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
          config.linkerd.io/skip-subnets: "10.0.0.0/8,,10.1.0.0/16"
      #                                              ^ error invalid-skip-subnets safe: An entry next to this comma is empty, and an empty entry is not a valid subnet
      ---
      kind: Pod
      metadata: {annotations: {config.linkerd.io/skip-subnets: " 10.0.0.0/8 , 192.168.0.0/16"}}
    `);
  });

  it('asks for commas instead of other separators', () => {
    check(`
      podAnnotations:
        config.linkerd.io/skip-subnets: 10.0.0.0/8;10.1.0.0/16
      #                                 ^^^^^^^^^^^^^^^^^^^^^^ error invalid-skip-subnets suggestion: is not one subnet: separate subnets with commas
    `);
  });

  it('marks an IPv6 subnet, on which iptables fails with ipv6 on and off', () => {
    check(`
      kind: Pod
      metadata:
        annotations:
          config.linkerd.io/skip-subnets: "10.0.0.0/8, fd00::/8"
      #                                               ^^^^^^^^^ error invalid-skip-subnets: “fd00::/8” is an IPv6 subnet
    `);
  });

  it.each([
    ['10.0.0.0/8,', '10.0.0.0/8'],
    ['everything', undefined],
  ])('changes %s to %s', (before, after) => {
    const text = (value: string) => `podAnnotations:\n  config.linkerd.io/skip-subnets: ${value} # why\n`;
    checkFix(text(before), 'invalid-skip-subnets', after && text(after));
  });
});
