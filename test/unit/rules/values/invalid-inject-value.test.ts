import { it } from 'vitest';
import rule from '../../../../server/src/rules/values/invalid-inject-value.ts';
import { describeRule } from '../../../support/describeRule.ts';

describeRule(rule, ({ check, checkFix }) => {
  it('says what follows for a pod and for a namespace', () => {
    check(`
      kind: Pod
      metadata:
        annotations:
          linkerd.io/inject: Enabled
      #                      ^^^^^^^ error invalid-inject-value safe: The pod gets no proxy
      ---
      apiVersion: v1
      kind: Namespace
      metadata:
        annotations:
          linkerd.io/inject: "yes"
      #                      ^^^^^ error invalid-inject-value suggestion: every pod
    `);
  });

  it('leaves the words alone that Linkerd knows, and no value at all', () => {
    for (const value of ['enabled', 'disabled', 'ingress', 'windows', '""', ''])
      check(`kind: Pod\nmetadata:\n  annotations:\n    linkerd.io/inject: ${value}\n`);
  });

  it('leaves values alone where the annotation has no effect, for other rules say so', () => {
    check(`
      apiVersion: example.com/v1
      kind: Widget
      metadata:
        annotations:
          linkerd.io/inject: "yes"
      ---
      apiVersion: v1
      kind: ConfigMap
      data:
        linkerd.io/inject: "yes"
      ---
      apiVersion: apps/v1
      kind: Deployment
      metadata:
        annotations:
          linkerd.io/inject: maybe
    `);
  });

  it('leaves values with an unknown part alone', () => {
    check(`
      podAnnotations:
        linkerd.io/inject: {{ .Values.inject }}
    `);
  });

  it('leaves the patterns of a Kyverno policy alone, and judges its values', () => {
    check(`
      apiVersion: kyverno.io/v1
      kind: ClusterPolicy
      spec:
        rules:
          - validate:
              pattern:
                metadata:
                  annotations:
                    linkerd.io/inject: "enabled | ingress"
          - mutate:
              patchStrategicMerge:
                metadata:
                  annotations:
                    linkerd.io/inject: Enabled
      #                                ^^^^^^^ error invalid-inject-value safe
    `);
  });

  it.each([
    ['true', '"enabled"'],
    ['"off"', '"disabled"'],
    ['"enable" # why', '"enabled" # why'],
    ['|\n    Enabled', '|-\n    enabled'],
  ])('changes %s to %s', (before, after) => {
    checkFix(
      `podAnnotations:\n  linkerd.io/inject: ${before}\n`,
      'invalid-inject-value',
      `podAnnotations:\n  linkerd.io/inject: ${after}\n`,
    );
  });

  it('has a safe fix where only the spelling changes', () => {
    check(`
      podAnnotations:
        linkerd.io/inject: enable
      #                    ^^^^^^ error invalid-inject-value suggestion
    `);
    check(`
      podAnnotations:
        linkerd.io/inject: " enabled"
      #                    ^^^^^^^^^^ error invalid-inject-value safe
    `);
  });
});
