import { it } from 'vitest';
import rule from '../../../../server/src/rules/policies/route-annotation-without-service.ts';
import { describeRule } from '../../../support/describeRule.ts';

describeRule(rule, ({ check }) => {
  it('needs parents that are Servers, all of them', () => {
    check(`
      apiVersion: policy.linkerd.io/v1beta3
      kind: HTTPRoute
      metadata:
        annotations:
          retry.linkerd.io/http: 5xx
      #   ^^^^^^^^^^^^^^^^^^^^^ warning route-annotation-without-service
      spec: {parentRefs: [{name: a, kind: Server, group: policy.linkerd.io}]}
      ---
      apiVersion: policy.linkerd.io/v1beta3
      kind: HTTPRoute
      metadata: {annotations: {retry.linkerd.io/http: 5xx}}
      spec: {parentRefs: [{name: a, kind: Server, group: policy.linkerd.io}, {name: a, kind: Service, group: core}]}
      ---
      apiVersion: policy.linkerd.io/v1beta3
      kind: HTTPRoute
      metadata: {annotations: {retry.linkerd.io/http: 5xx}}
    `);
  });
});
