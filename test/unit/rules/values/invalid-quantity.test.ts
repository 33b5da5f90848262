import { it } from 'vitest';
import rule from '../../../../server/src/rules/values/invalid-quantity.ts';
import { describeRule } from '../../../support/describeRule.ts';

describeRule(rule, ({ check, checkFix }) => {
  it('says what follows: ignored, or passed on and rejected', () => {
    check(`
      kind: Pod
      metadata:
        annotations:
          config.linkerd.io/proxy-memory-limit: "-1Gi"
      #                                         ^^^^^^ error invalid-quantity: -1Gi is negative, which is not valid here
          config.linkerd.io/proxy-memory-request: lots
      #                                           ^^^^ error invalid-quantity: logs a warning
          config.linkerd.io/proxy-cpu-limit: 1gi
      #                                      ^^^ error invalid-quantity safe: “1gi” is not a valid quantity
    `);
  });

  it('leaves values with an unknown part alone, and the patterns of a Kyverno policy', () => {
    check(`
      podAnnotations:
        config.linkerd.io/proxy-cpu-limit: "{{ .Values.cpu }}MB"
        config.linkerd.io/proxy-memory-limit: \${memory}
        config.linkerd.io/proxy-cpu-request: ""
      ---
      apiVersion: kyverno.io/v1
      kind: ClusterPolicy
      spec:
        rules:
          - validate: {pattern: {metadata: {annotations: {config.linkerd.io/proxy-cpu-limit: "?*"}}}}
    `);
  });

  it('removes the space before a unit', () => {
    checkFix(
      "podAnnotations:\n  config.linkerd.io/proxy-cpu-limit: '100 m' # why\n",
      'invalid-quantity',
      "podAnnotations:\n  config.linkerd.io/proxy-cpu-limit: '100m' # why\n",
    );
  });
});
