import { it } from 'vitest';
import rule from '../../../../server/src/rules/values/invalid-boolean.ts';
import { describeRule } from '../../../support/describeRule.ts';

describeRule(rule, ({ check, checkFix }) => {
  it('marks words that other programs read as booleans', () => {
    check(`
      apiVersion: v1
      kind: Service
      metadata:
        annotations:
          balancer.alpha.linkerd.io/penalize-failures: " yes"
      #                                                ^^^^^^ error invalid-boolean suggestion
      ---
      kind: Pod
      metadata:
        annotations:
          config.linkerd.io/enable-debug-sidecar: enabled
      #                                           ^^^^^^^ error invalid-boolean suggestion: Use true or false
    `);
  });

  it('takes the twelve words of Go, trimmed only where Linkerd trims', () => {
    check(`
      apiVersion: v1
      kind: Service
      metadata: {annotations: {balancer.alpha.linkerd.io/penalize-failures: " true"}}
      ---
      kind: Pod
      metadata:
        annotations:
          config.linkerd.io/proxy-enable-native-sidecar: "F"
          config.linkerd.io/enable-debug-sidecar: "true "
      #                                           ^^^^^^^ error invalid-boolean safe
    `);
  });

  it('writes the boolean that was meant', () => {
    checkFix(
      'podAnnotations:\n  config.linkerd.io/enable-debug-sidecar: enabled # why\n',
      'invalid-boolean',
      'podAnnotations:\n  config.linkerd.io/enable-debug-sidecar: "true" # why\n',
    );
  });
});
