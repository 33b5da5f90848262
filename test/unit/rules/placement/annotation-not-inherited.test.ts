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

  it('is silent about what pods inherit, what a patch removes, and where another program decides', () => {
    check(`
      kind: Namespace
      metadata: {annotations: {config.linkerd.io/debug-image: null, linkerd.io/inject: enabled, example.com/a: b}}
      ---
      namespaceAnnotations: {config.linkerd.io/debug-image: example/debug}
    `);
  });

  it('is silent about keys that Linkerd removed, or writes itself', () => {
    check(`
      kind: Namespace
      metadata: {annotations: {config.linkerd.io/disable-tap: "true", linkerd.io/created-by: linkerd/cli}}
    `);
  });

  it('marks an older name too', () => {
    check(`
      kind: Namespace
      metadata:
        annotations:
          config.beta.linkerd.io/proxy-enable-native-sidecar: "true"
      #   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning annotation-not-inherited: Set it on the pod templates
    `);
  });
});
