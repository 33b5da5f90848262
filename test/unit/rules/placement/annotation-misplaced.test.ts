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

  it('says which object has no annotations', () => {
    check(`
      apiVersion: v1
      kind: Pod
      metadata: {name: a}
      annotations:
        linkerd.io/inject: enabled
      # ^^^^^^^^^^^^^^^^^ error annotation-misplaced suggestion: no annotations in the object itself: the API server
    `);
    check(`
      apiVersion: apps/v1
      kind: Deployment
      annotations:
        linkerd.io/inject: enabled
      # ^^^^^^^^^^^^^^^^^ error annotation-misplaced suggestion: no annotations in the Deployment itself: the API server
      spec:
        template:
          metadata: {labels: {app: web}}
          spec:
            annotations:
              linkerd.io/inject: enabled
      #       ^^^^^^^^^^^^^^^^^ error annotation-misplaced suggestion: no annotations in spec.template.spec: the API server
    `);
  });

  it('moves one from the pod’s spec to its template', () => {
    const deployment = (spec: string, metadata: string) =>
      `apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: web\nspec:\n  template:\n    metadata:\n      labels: {app: web}\n${metadata}    spec:\n${spec}      containers: []\n`;
    checkFix(
      deployment('      annotations:\n        linkerd.io/inject: enabled\n', ''),
      'Move to spec.template.metadata.annotations',
      deployment('', '      annotations:\n        linkerd.io/inject: enabled\n'),
    );
  });

  it('is silent about labels, unknown prefixes and a spec that is not a mapping', () => {
    check('kind: Pod\nspec: [{annotations: {linkerd.io/inject: enabled}}]\n');
    check('kind: Pod\nspec: {annotations: {example.com/linkerd.io: enabled}}\n');
    check('kind: Pod\nspec: {annotations: [{linkerd.io/inject: enabled}]}\n');
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
