import { it } from 'vitest';
import rule from '../../../../server/src/rules/values/uninjectable-value.ts';
import { describeRule } from '../../../support/describeRule.ts';

describeRule(rule, ({ check, checkFix }) => {
  it('marks a value at which the chart fails', () => {
    check(`
      kind: Pod
      metadata:
        annotations:
          config.linkerd.io/proxy-log-http-headers: everything
      #                                             ^^^^^^^^^^ error uninjectable-value
      ---
      kind: Pod
      metadata: {annotations: {config.linkerd.io/proxy-log-http-headers: insecure}}
    `);
  });

  it('changes capitals', () => {
    checkFix(
      'podAnnotations:\n  config.linkerd.io/proxy-log-http-headers: Insecure # why\n',
      'uninjectable-value',
      'podAnnotations:\n  config.linkerd.io/proxy-log-http-headers: insecure # why\n',
    );
  });
});
