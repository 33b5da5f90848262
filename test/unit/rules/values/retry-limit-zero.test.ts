import { it } from 'vitest';
import rule from '../../../../server/src/rules/values/retry-limit-zero.ts';
import { describeRule } from '../../../support/describeRule.ts';

describeRule(rule, ({ check }) => {
  it('marks a limit of zero, however it is written', () => {
    check(`
      apiVersion: gateway.networking.k8s.io/v1
      kind: GRPCRoute
      metadata:
        annotations:
          retry.linkerd.io/limit: "00"
      #                           ^^^^ warning retry-limit-zero
    `);
  });

  it('is silent about other limits, and about other annotations that are zero', () => {
    check(`
      apiVersion: v1
      kind: Service
      metadata: {annotations: {retry.linkerd.io/limit: "1"}}
      ---
      apiVersion: v1
      kind: Service
      metadata: {annotations: {retry.linkerd.io/limit: "{{ .Values.limit }}"}}
      ---
      apiVersion: v1
      kind: Service
      metadata: {annotations: {retry.linkerd.io/timeout: "0"}}
    `);
  });
});
