import { it } from 'vitest';
import rule from '../../../../server/src/rules/policies/service-profile-regex-invalid.ts';
import { describeRule } from '../../../support/describeRule.ts';

describeRule(rule, ({ check }) => {
  it('marks expressions that Rust cannot compile, at any depth', () => {
    check(`
      apiVersion: linkerd.io/v1alpha2
      kind: ServiceProfile
      metadata: {name: books.shop.svc.cluster.local}
      spec:
        routes:
          - name: a
            condition: {method: GET, pathRegex: "/books/(.*"}
      #                                         ^^^^^^^^^^^^ error service-profile-regex-invalid: The proxy leaves it out, so the route applies to the wrong requests
          - name: b
            condition:
              all:
                - method: GET
                - not: {pathRegex: "/[a-z"}
      #                            ^^^^^^^ error service-profile-regex-invalid: not a valid regular expression
          - name: c
            condition: {any: [{pathRegex: /(?!admin).*}]}
      #                                   ^^^^^^^^^^^^ error service-profile-regex-invalid: do not support look-around
    `);
  });

  it('leaves expressions alone that the proxy completes, that only Rust knows, or that a template makes', () => {
    check(`
      apiVersion: linkerd.io/v1alpha2
      kind: ServiceProfile
      metadata: {name: books.shop.svc.cluster.local}
      spec:
        routes:
          - {name: a, condition: {pathRegex: '/books/\\d+'}}
          - {name: b, condition: {pathRegex: '*'}}
          - {name: c, condition: {pathRegex: '/price\\'}}
          - {name: d, condition: {pathRegex: '/(?i:Books)/\\p{Lu}+'}}
          - {name: e, condition: {pathRegex: '/({{ .Values.path }}'}}
          - {name: f, condition: {method: GET}}
    `);
  });

  it('is silent about the same fields of another kind', () => {
    check(`
      apiVersion: linkerd.io/v1alpha2
      kind: Link
      spec: {routes: [{name: a, condition: {pathRegex: "(a"}}]}
      ---
      apiVersion: example.com/v1
      kind: ServiceProfile
      metadata: {annotations: {linkerd.io/inject: enabled}}
      spec: {routes: [{name: a, condition: {pathRegex: "(a"}}]}
    `);
  });
});
