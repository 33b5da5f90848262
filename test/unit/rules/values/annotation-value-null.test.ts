import { it } from 'vitest';
import rule from '../../../../server/src/rules/values/annotation-value-null.ts';
import { describeRule } from '../../../support/describeRule.ts';

describeRule(rule, ({ check }) => {
  it('marks a missing value, except in a patch', () => {
    check(`
      apiVersion: v1
      kind: Namespace
      metadata:
        name: shop
        annotations:
          linkerd.io/inject: enabled
          config.linkerd.io/opaque-ports: ~
      #                                   ^ warning annotation-value-null: drops all annotations of this object
      ---
      apiVersion: v1
      kind: Service
      metadata:
        name: web
        annotations:
          config.linkerd.io/opaque-ports: null
      #                                   ^^^^ warning annotation-value-null: drops all annotations
      spec:
        selector: {app: web}
      ---
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: web}
      spec:
        selector: {matchLabels: {app: web}}
        template:
          metadata:
            annotations:
              config.linkerd.io/skip-inbound-ports: null
      #                                             ^^^^ warning annotation-value-null: some tools store ""
          spec:
            containers: [{name: web, image: web}]
    `);
  });

  it('is silent about what is or may be a patch', () => {
    check(
      'apiVersion: v1\nkind: Namespace\nmetadata: {name: shop, annotations: {linkerd.io/inject: null}}\n',
    );
    check(
      'apiVersion: v1\nkind: Service\nmetadata: {name: web, annotations: {config.linkerd.io/opaque-ports: null}}\n',
    );
    check(`
      apiVersion: apps/v1
      kind: Deployment
      spec:
        template:
          metadata: {annotations: {linkerd.io/inject: null, config.linkerd.io/proxy-cpu-limit: "1"}}
    `);
    check(`
      kind: Kustomization
      patches:
        - patch: |
            apiVersion: v1
            kind: Namespace
            metadata:
              name: shop
              annotations:
                linkerd.io/inject: enabled
                config.linkerd.io/proxy-cpu-limit: null
    `);
    check('podAnnotations:\n  linkerd.io/inject:\n  config.linkerd.io/proxy-cpu-limit: "1"\n');
  });

  it('marks a Linkerd annotation that another key without a value takes along', () => {
    check(`
      apiVersion: v1
      kind: Namespace
      metadata:
        name: shop
        annotations:
          linkerd.io/inject: enabled
      #                      ^^^^^^^ warning annotation-value-null: Because example.com/team has no value
          config.linkerd.io/proxy-log-level: info
          example.com/team:
      ---
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: web}
      spec:
        selector: {matchLabels: {app: web}}
        template:
          metadata: {annotations: {linkerd.io/inject: enabled, example.com/team: null}}
          spec:
            containers: [{name: web, image: web}]
      ---
      apiVersion: v1
      kind: Namespace
      metadata:
        name: other
        annotations: {linkerd.io/inject: enabled, example.com/team: "null", example.com/it: {{ .Values.it }}}
    `);
  });

  it('is silent where a template gives the value', () => {
    check(`
      apiVersion: v1
      kind: Namespace
      metadata:
        name: shop
        annotations:
          linkerd.io/inject: enabled
          config.linkerd.io/opaque-ports: {{ .Values.ports }}
    `);
  });
});
