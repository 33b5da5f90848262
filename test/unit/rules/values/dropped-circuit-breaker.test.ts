import { it } from 'vitest';
import rule from '../../../../server/src/rules/values/dropped-circuit-breaker.ts';
import { describeRule } from '../../../support/describeRule.ts';

describeRule(rule, ({ check }) => {
  it('compares penalties, also with what holds where none is written', () => {
    check(`
      apiVersion: v1
      kind: Service
      metadata:
        annotations:
          balancer.linkerd.io/failure-accrual: unified
          balancer.linkerd.io/failure-accrual-consecutive-min-penalty: 61s
      #                                                                ^^^ error dropped-circuit-breaker: The minimum penalty (1 minute 1 second) is longer than the maximum (1 minute)
          balancer.alpha.linkerd.io/failure-accrual-success-rate-window: 5ms
      #                                                                  ^^^ error dropped-circuit-breaker: at least 10 milliseconds
      spec:
        ports: [{ port: 80 }]
      ---
      apiVersion: v1
      kind: Service
      metadata:
        annotations:
          balancer.linkerd.io/failure-accrual: consecutive
          balancer.linkerd.io/failure-accrual-consecutive-max-penalty: "0"
      #                                                                ^^^ error dropped-circuit-breaker: zero
    `);
  });

  it('is silent in a patch, which does not say all, and about values that are wrong by themselves', () => {
    check(`
      apiVersion: v1
      kind: Service
      metadata:
        annotations:
          balancer.linkerd.io/failure-accrual: consecutive
          balancer.linkerd.io/failure-accrual-consecutive-max-penalty: 500ms
      ---
      apiVersion: v1
      kind: Service
      metadata:
        annotations:
          balancer.linkerd.io/failure-accrual: consecutive
          balancer.linkerd.io/failure-accrual-consecutive-min-penalty: 1m
          balancer.linkerd.io/failure-accrual-consecutive-max-penalty: {{ .Values.penalty }}
    `);
  });
});
