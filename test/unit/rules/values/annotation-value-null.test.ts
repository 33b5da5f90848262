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
          config.linkerd.io/proxy-log-level:
      #   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning annotation-value-null: drops all annotations
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

  it.each([
    [
      'a Service without a selector',
      'kind: Service\nmetadata: {annotations: {linkerd.io/inject: null, a: b}}\nspec: {ports: [{port: 80}]}',
    ],
    [
      'a Service whose selector a template writes',
      'kind: Service\nmetadata: {annotations: {linkerd.io/inject: null, a: b}}\nspec: {selector: "{{ .Values.selector }}"}',
    ],
    [
      'a pod template whose annotations are an alias',
      'kind: Deployment\nx: &shared {linkerd.io/inject: null}\nspec: {selector: {matchLabels: {a: b}}, template: {metadata: {annotations: *shared}, spec: {containers: [{name: a, image: b}]}}}',
    ],
    [
      'another key than Linkerd’s, if none of Linkerd’s is there',
      'kind: Namespace\nmetadata: {name: linkerd, annotations: {example.com/team: null, a: b}}',
    ],
    [
      'a Namespace that a patch deletes',
      'kind: Namespace\n$patch: delete\nmetadata: {annotations: {linkerd.io/inject: null, a: b}}',
    ],
    [
      'a route',
      'kind: HTTPRoute\nmetadata: {annotations: {retry.linkerd.io/http: null, a: b}}\nspec: {parentRefs: []}',
    ],
    [
      'an alias',
      'kind: Namespace\nx: &shared {linkerd.io/inject: null, a: b}\nmetadata: {annotations: *shared}',
    ],
  ])('is silent about %s', (_name, text) => {
    check(`apiVersion: v1\n${text}\n`);
  });

  it('says once that another key without a value takes them along, if that is not Linkerd’s', () => {
    check(`
      apiVersion: v1
      kind: Namespace
      metadata:
        name: shop
        annotations:
          config.linkerd.io/proxy-log-level: info
          linkerd.io/inject: ~
      #                      ^ warning annotation-value-null: This annotation has no value
          example.com/team:
      ---
      apiVersion: v1
      kind: Service
      metadata:
        name: web
        annotations:
          config.linkerd.io/opaque-ports: "80"
      #                                   ^^^^ warning annotation-value-null: Because example.com/team has no value
          example.com/team: ~
          example.com/other: null
      spec: {selector: {app: web}}
    `);
  });
});
