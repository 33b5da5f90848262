import { it } from 'vitest';
import rule from '../../../../server/src/rules/placement/annotation-as-label.ts';
import { describeRule } from '../../../support/describeRule.ts';

describeRule(rule, ({ check, checkFix }) => {
  it('knows pods and namespaces, values and workloads', () => {
    check(`
      kind: Deployment
      metadata:
        labels:
          linkerd.io/inject: enabled
      #   ^^^^^^^^^^^^^^^^^ warning annotation-as-label: the pod template’s metadata.annotations
      spec:
        template:
          metadata:
            labels:
              linkerd.io/inject: enabled
      #       ^^^^^^^^^^^^^^^^^ warning annotation-as-label suggestion: Move it to annotations
              app: web
      ---
      podLabels:
        linkerd.io/inject: enabled
      # ^^^^^^^^^^^^^^^^^ warning annotation-as-label
    `);
  });

  it('leaves labels alone that are labels', () => {
    check(`
      kind: Namespace
      metadata:
        labels:
          config.linkerd.io/admission-webhooks: disabled
          linkerd.io/is-control-plane: "true"
          linkerd.io/whatever: "true"
    `);
  });

  it('moves one of several, and the only one with its map', () => {
    checkFix(
      `
      kind: Namespace
      metadata:
        name: shop
        labels:
          linkerd.io/inject: enabled # all of it
          team: shop
      `,
      'Move to annotations',
      `
      kind: Namespace
      metadata:
        name: shop
        labels:
          team: shop
        annotations:
          linkerd.io/inject: enabled # all of it
      `,
    );
    checkFix(
      `
      kind: Namespace
      metadata:
        name: shop
        labels:
          linkerd.io/inject: enabled
      spec: {}
      `,
      'Move to annotations',
      `
      kind: Namespace
      metadata:
        name: shop
        annotations:
          linkerd.io/inject: enabled
      spec: {}
      `,
    );
    checkFix(
      'kind: Namespace\nmetadata: {name: shop, labels: {linkerd.io/inject: enabled}}\n',
      'Move to annotations',
      'kind: Namespace\nmetadata: {name: shop, "annotations": {"linkerd.io/inject": "enabled"}}\n',
    );
  });
});
