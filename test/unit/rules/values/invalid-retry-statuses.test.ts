import { it } from 'vitest';
import rule from '../../../../server/src/rules/values/invalid-retry-statuses.ts';
import { describeRule } from '../../../support/describeRule.ts';

describeRule(rule, ({ check, checkFix }) => {
  it('reads the statuses of HTTP and those of gRPC', () => {
    check(`
      apiVersion: gateway.networking.k8s.io/v1
      kind: HTTPRoute
      metadata:
        annotations:
          retry.linkerd.io/http: 5xx, 429
      #                              ^^^^ error invalid-retry-statuses safe
      ---
      apiVersion: gateway.networking.k8s.io/v1
      kind: GRPCRoute
      metadata:
        annotations:
          retry.linkerd.io/grpc: cancelled,unavailble
      #                                    ^^^^^^^^^^ error invalid-retry-statuses suggestion
      ---
      apiVersion: gateway.networking.k8s.io/v1
      kind: HTTPRoute
      metadata: {annotations: {retry.linkerd.io/http: "5xx,429,500-503", retry.linkerd.io/grpc: "internal"}}
    `);
  });

  it('says what happens to the kind of resource that has it', () => {
    check(`
      apiVersion: v1
      kind: Service
      metadata:
        annotations:
          retry.linkerd.io/http: 4xx
      #                          ^^^ error invalid-retry-statuses suggestion: ignores all settings of the same feature
      ---
      apiVersion: gateway.networking.k8s.io/v1
      kind: HTTPRoute
      metadata:
        annotations:
          retry.linkerd.io/http: 4xx
      #                          ^^^ error invalid-retry-statuses suggestion: Linkerd’s webhook rejects the whole route
    `);
  });

  it('writes the range that a class of statuses is', () => {
    checkFix(
      'kind: Service\nmetadata:\n  annotations:\n    retry.linkerd.io/http: 4xx\n',
      'Change to 400-499',
      'kind: Service\nmetadata:\n  annotations:\n    retry.linkerd.io/http: 400-499\n',
    );
  });
});
