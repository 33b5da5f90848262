import { it } from 'vitest';
import rule from '../../../../server/src/rules/values/invalid-skip-subnets.ts';
import { describeRule } from '../../../support/describeRule.ts';
import { settingsOf } from '../../../support/lint.ts';

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

  it('marks the alias if the list is written elsewhere', () => {
    check(`
      x: &subnets "10.0.0.0/8, 10.1.2.3"
      podAnnotations:
        config.linkerd.io/skip-subnets: *subnets
      #                                 ^^^^^^^^ error invalid-skip-subnets suggestion: “10.1.2.3” is not a valid subnet
    `);
  });

  it('says that it removes a comma', () => {
    checkFix(
      'podAnnotations: {config.linkerd.io/skip-subnets: "10.0.0.0/8,"}\n',
      'Remove the extra comma',
      'podAnnotations: {config.linkerd.io/skip-subnets: "10.0.0.0/8"}\n',
    );
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

  it.each(['10.0.0.0/8', 'fd00:1::/8', '10.0.0.0/,'])('marks %s where IPv6 is enabled', (list) => {
    check(
      `
      kind: Pod
      metadata:
        annotations:
          linkerd.io/inject: enabled
          config.linkerd.io/skip-subnets: ${list}
      #                                   ^^^^^^^^^^ error invalid-skip-subnets suggestion: With IPv6 enabled, iptables and ip6tables both get this list
    `,
      settingsOf({ ipv6: 'enabled' }),
    );
  });

  it('accepts an empty list where IPv6 is enabled, and any IPv4 list where it is not', () => {
    const namespace = (list: string) =>
      `kind: Namespace\nmetadata: {annotations: {config.linkerd.io/skip-subnets: "${list}"}}\n`;
    check(namespace(''), settingsOf({ ipv6: 'enabled' }));
    check(namespace('10.0.0.0/8'), settingsOf({ ipv6: 'disabled' }));
    check(namespace('10.0.0.0/8'));
  });

  it('marks a Namespace’s list where IPv6 is enabled, and removes it', () => {
    check(
      `
      kind: Namespace
      metadata:
        name: shop
        annotations:
          config.linkerd.io/skip-subnets: 10.0.0.0/8
      #                                   ^^^^^^^^^^ error invalid-skip-subnets suggestion: Remove the annotation, or set disableIPv6 to true
    `,
      settingsOf({ ipv6: 'enabled' }),
    );
  });

  it.each([
    ['10.0.0.0/8,', '10.0.0.0/8'],
    ['everything', undefined],
  ])('changes %s to %s', (before, after) => {
    const text = (value: string) => `podAnnotations:\n  config.linkerd.io/skip-subnets: ${value} # why\n`;
    checkFix(text(before), 'invalid-skip-subnets', after && text(after));
  });
});
