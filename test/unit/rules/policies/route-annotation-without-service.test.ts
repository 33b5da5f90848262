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

  it.each(['timeout.linkerd.io/request: 1s', 'retry.linkerd.io/grpc: internal'])(
    'knows %s of a GRPCRoute',
    (annotation) => {
      const key = annotation.replace(/:.*/, '');
      check(`
      apiVersion: gateway.networking.k8s.io/v1
      kind: GRPCRoute
      metadata:
        annotations:
          ${annotation}
      #   ${'^'.repeat(key.length)} warning route-annotation-without-service: ignores them on this route for a Server
      spec: {parentRefs: [{name: a, kind: Server, group: policy.linkerd.io}, {name: b, kind: Server, group: policy.linkerd.io}]}
    `);
    },
  );

  it.each([
    ['HTTPRoute', 'retry.linkerd.io/http: null', '[{name: a, kind: Server}]'],
    ['HTTPRoute', 'config.linkerd.io/opaque-ports: "80"', '[{name: a, kind: Server}]'],
    ['HTTPRoute', 'retry.linkerd.io/http: 5xx', '[{name: a, kind: "{{ .Values.kind }}"}]'],
    ['HTTPRoute', 'retry.linkerd.io/http: 5xx', '[]'],
    ['HTTPRoute', 'retry.linkerd.io/http: 5xx', '"{{ .Values.parents }}"'],
    ['TCPRoute', 'timeout.linkerd.io/request: 1s', '[{name: a, kind: Server}]'],
  ])('is silent about a %s with %s and the parents %s', (kind, annotation, parents) => {
    check(`
      apiVersion: policy.linkerd.io/v1beta3
      kind: ${kind}
      metadata: {annotations: {${annotation}}}
      spec: {parentRefs: ${parents}}
    `);
  });

  it('is silent where a template adds parents', () => {
    check(`
      apiVersion: policy.linkerd.io/v1beta3
      kind: HTTPRoute
      metadata: {annotations: {retry.linkerd.io/http: 5xx}}
      spec:
        parentRefs:
          - {name: a, kind: Server, group: policy.linkerd.io}
          {{- toYaml .Values.parents | nindent 4 }}
    `);
  });
});
