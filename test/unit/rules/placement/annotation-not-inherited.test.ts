import { it } from 'vitest';
import rule from '../../../../server/src/rules/placement/annotation-not-inherited.ts';
import { describeRule } from '../../../support/describeRule.ts';

describeRule(rule, ({ check }) => {
  it('is about namespaces alone', () => {
    check(`
      kind: Namespace
      metadata:
        annotations:
          config.linkerd.io/debug-image: example/debug
      #   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning annotation-not-inherited
          config.linkerd.io/enable-debug-sidecar: "true"
      ---
      kind: Pod
      metadata: {annotations: {config.linkerd.io/debug-image: example/debug}}
    `);
  });

  it('leaves an annotation that is for neither pods nor namespaces to annotation-wrong-kind', () => {
    check(`
      kind: Namespace
      metadata:
        annotations:
          retry.linkerd.io/http: 5xx
      #   ^^^^^^^^^^^^^^^^^^^^^ warning annotation-wrong-kind
    `);
  });
});
