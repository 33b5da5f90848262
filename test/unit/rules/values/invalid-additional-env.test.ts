import { it } from 'vitest';
import rule from '../../../../server/src/rules/values/invalid-additional-env.ts';
import { describeRule } from '../../../support/describeRule.ts';

describeRule(rule, ({ check, checkFix }) => {
  it('wants a JSON array of variables that have names', () => {
    check(`
      kind: Pod
      metadata:
        annotations:
          config.linkerd.io/proxy-additional-env: 'RUST_BACKTRACE=1'
      #                                           ^^^^^^^^^^^^^^^^^^ error invalid-additional-env: This is not valid JSON
      ---
      kind: Pod
      metadata:
        annotations:
          config.linkerd.io/proxy-additional-env: '[{"name":"A","value":1}]'
      #                                           ^^^^^^^^^^^^^^^^^^^^^^^^^^ error invalid-additional-env: put quotes around numbers
      ---
      kind: Pod
      metadata: {annotations: {config.linkerd.io/proxy-additional-env: '[{"name":"A","value":"1"}]'}}
    `);
  });

  it('puts an object into an array, in quotes', () => {
    checkFix(
      `podAnnotations:\n  config.linkerd.io/proxy-additional-env: '{"name":"A","value":"b"}' # why\n`,
      'invalid-additional-env',
      `podAnnotations:\n  config.linkerd.io/proxy-additional-env: ${JSON.stringify('[{"name":"A","value":"b"}]')} # why\n`,
    );
  });

  it('removes a comma too many safely', () => {
    check(`
      podAnnotations:
        config.linkerd.io/proxy-additional-env: '[{"name":"A","value":"b"},]'
      #                                         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error invalid-additional-env safe
    `);
  });
});
