import { it } from 'vitest';
import rule from '../../../../server/src/rules/values/memory-in-millibytes.ts';
import { describeRule } from '../../../support/describeRule.ts';

describeRule(rule, ({ check, checkFix }) => {
  it('marks thousandths of a byte, not of a core', () => {
    check(`
      apiVersion: v1
      kind: Pod
      metadata:
        annotations:
          config.linkerd.io/proxy-memory-request: 0.5m
      #                                           ^^^^ warning memory-in-millibytes suggestion
          config.linkerd.io/proxy-memory-limit: 250M
          config.linkerd.io/proxy-cpu-request: 500m
    `);
  });

  it('changes them to mebibytes', () => {
    checkFix(
      'podAnnotations:\n  config.linkerd.io/proxy-memory-limit: "250m"\n',
      'memory-in-millibytes',
      'podAnnotations:\n  config.linkerd.io/proxy-memory-limit: "250Mi"\n',
    );
  });
});
