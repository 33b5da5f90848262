import { it } from 'vitest';
import rule from '../../../../server/src/rules/placement/annotation-misplaced.ts';
import { describeRule } from '../../../support/describeRule.ts';

describeRule(rule, ({ check, checkFix }) => {
  it('marks annotations of a workload that are outside of any metadata', () => {
    check(`
      apiVersion: batch/v1
      kind: CronJob
      metadata: {name: nightly}
      annotations:
        linkerd.io/inject: disabled
      # ^^^^^^^^^^^^^^^^^ error annotation-misplaced suggestion: in the CronJob itself
      spec:
        schedule: "0 0 * * *"
        annotations:
          linkerd.io/inject: disabled
      #   ^^^^^^^^^^^^^^^^^ error annotation-misplaced suggestion: in spec: the API server rejects or drops them
        jobTemplate:
          spec:
            template:
              metadata: {name: x}
              annotations:
                linkerd.io/inject: disabled
      #         ^^^^^^^^^^^^^^^^^ error annotation-misplaced suggestion: in spec.jobTemplate.spec.template
              spec:
                annotations:
                  linkerd.io/inject: disabled
      #           ^^^^^^^^^^^^^^^^^ error annotation-misplaced suggestion: Move this to spec.jobTemplate.spec.template.metadata.annotations
                  example.com/other: x
    `);
  });

  it('marks those of a Namespace, a Service and a Pod', () => {
    check(`
      apiVersion: v1
      kind: Namespace
      metadata: {name: shop}
      annotations: {linkerd.io/inject: enabled}
      #             ^^^^^^^^^^^^^^^^^ error annotation-misplaced suggestion
      ---
      kind: Pod
      spec: {annotations: {linkerd.io/inject: enabled}}
      #                    ^^^^^^^^^^^^^^^^^ error annotation-misplaced
    `);
  });

  it('moves one to where it acts', () => {
    checkFix(
      `
      apiVersion: v1
      kind: Namespace
      metadata:
        name: shop
      annotations:
        linkerd.io/inject: enabled
      `,
      'Move to metadata.annotations',
      `
      apiVersion: v1
      kind: Namespace
      metadata:
        name: shop
        annotations:
          linkerd.io/inject: enabled
      `,
    );
  });

  it('offers no move to where the annotation is already, or of one that an alias brings', () => {
    check(`
      apiVersion: v1
      kind: Namespace
      metadata:
        name: shop
        annotations:
          linkerd.io/inject: disabled
      annotations:
        linkerd.io/inject: enabled
      # ^^^^^^^^^^^^^^^^^ error annotation-misplaced: metadata.annotations
    `);
    check(`
      apiVersion: v1
      kind: Namespace
      metadata: {name: &mode enabled}
      annotations:
        linkerd.io/inject: *mode
      # ^^^^^^^^^^^^^^^^^ error annotation-misplaced: metadata.annotations
    `);
  });

  it('is silent about values, custom resources and other names', () => {
    check('spec: {annotations: {linkerd.io/inject: enabled}}\n');
    check('apiVersion: example.com/v1\nkind: Thing\nspec: {annotations: {linkerd.io/inject: enabled}}\n');
    check('kind: Pod\nmetadata: {annotations: {linkerd.io/inject: enabled}}\n');
    check('kind: Pod\nspec: {podAnnotations: {linkerd.io/inject: enabled}}\n');
    check('kind: Pod\nspec: {annotations: {linkerd.io/inject: null}}\n');
  });

  it.each(['Pod', 'Namespace', 'Service'])('says for a %s where the annotation belongs', (kind) => {
    check(`
      apiVersion: v1
      kind: ${kind}
      metadata: {name: a}
      spec:
        annotations:
          linkerd.io/inject: enabled
      #   ^^^^^^^^^^^^^^^^^ error annotation-misplaced suggestion: Kubernetes has no annotations in spec: the API server rejects or drops them. Move this to metadata.annotations
    `);
  });

  it('is silent about mappings at other depths, and other kinds of entries', () => {
    check(`
      apiVersion: apps/v1
      kind: Deployment
      spec:
        strategy: {annotations: {linkerd.io/inject: enabled}}
        template:
          spec:
            containers: [{name: a, annotations: {linkerd.io/inject: enabled}}]
    `);
    check(`
      apiVersion: apps/v1
      kind: Deployment
      spec: {labels: {linkerd.io/inject: enabled}, annotations: {example.com/a: b}}
    `);
    check(`
      apiVersion: example.com/v1
      kind: Service
      annotations: {linkerd.io/inject: enabled}
    `);
  });

  it('offers no move where the pod template is not written', () => {
    check(`
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: web}
      spec:
        annotations:
          linkerd.io/inject: enabled
      #   ^^^^^^^^^^^^^^^^^ error annotation-misplaced: Move this to spec.template.metadata.annotations
    `);
  });
});
