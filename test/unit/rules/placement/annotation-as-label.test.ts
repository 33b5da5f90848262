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

  it('is silent about keys that Linkerd removed, or writes itself', () => {
    check(`
      kind: Pod
      metadata: {labels: {config.linkerd.io/disable-tap: "true", linkerd.io/created-by: linkerd/cli}}
    `);
  });

  it('says of a label of a pod only to move it to annotations', () => {
    check(`
      kind: Pod
      metadata:
        annotations: {config.linkerd.io/proxy-log-level: info}
        labels:
          linkerd.io/inject: enabled
      #   ^^^^^^^^^^^^^^^^^ warning annotation-as-label suggestion: Linkerd reads linkerd.io/inject only as an annotation, so this label has no effect. Move it to annotations.
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

  it('is silent beside the annotation, where a selector may need the label, and about one that a patch removes', () => {
    check(`
      kind: Namespace
      metadata:
        labels: {linkerd.io/inject: enabled}
        annotations: {linkerd.io/inject: enabled}
      ---
      kind: Namespace
      metadata: {labels: {linkerd.io/inject: null}}
    `);
  });

  it('marks it beside other annotations, and moves it behind them', () => {
    const pod = (labels: string, annotations: string) =>
      `kind: Pod\nmetadata:\n  labels: {${labels}}\n  annotations: {${annotations}}\n`;
    checkFix(
      pod('app: web, linkerd.io/inject: enabled', 'a: b'),
      'Move to annotations',
      pod('app: web', 'a: b, "linkerd.io/inject": "enabled"'),
    );
    checkFix(pod('app: web, linkerd.io/inject: "{{ .Values.inject }}"', 'a: b'), rule.id, undefined);
    checkFix('podLabels: {app: web, linkerd.io/inject: enabled}\n', rule.id, undefined);
  });

  it('marks keys with an older name, and offers no move to where nothing reads them', () => {
    check(`
      kind: Pod
      metadata:
        labels:
          config.alpha.linkerd.io/proxy-enable-native-sidecar: "true"
      #   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning annotation-as-label suggestion: Move it to annotations
      ---
      apiVersion: networking.k8s.io/v1
      kind: Ingress
      metadata:
        labels:
          linkerd.io/inject: enabled
      #   ^^^^^^^^^^^^^^^^^ warning annotation-as-label: Move it to annotations
      ---
      kind: Pod
      metadata:
        labels:
          retry.linkerd.io/http: 5xx
      #   ^^^^^^^^^^^^^^^^^^^^^ warning annotation-as-label: Move it to annotations
    `);
  });
});
