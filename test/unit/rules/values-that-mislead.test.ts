import { describe, it } from 'vitest';
import { check, checkFix } from '../../support/check.ts';

describe('unused-balancer-setting', () => {
  it('marks settings of what is not switched on', () => {
    check(`
      apiVersion: v1
      kind: Service
      metadata:
        annotations:
          balancer.linkerd.io/failure-accrual-consecutive-min-penalty: 2s
      #   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning unused-balancer-setting: failure-accrual: consecutive
          balancer.alpha.linkerd.io/failure-accrual-honor-retry-after: "true"
      #   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning unused-balancer-setting
          balancer.alpha.linkerd.io/load-biaser-penalty: 5s
      #   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning unused-balancer-setting: penalize-failures
          balancer.alpha.linkerd.io/penalize-failures: "false"
      spec:
        ports: [{ port: 80 }]
    `);
  });

  it('is silent where more may be written elsewhere', () => {
    for (const [annotations, spec] of [
      ['', ''],
      ['', 'spec:\n  type: ClusterIP\n'],
      ['    {{- include "annotations" . | nindent 4 }}\n', 'spec:\n  ports: [{ port: 80 }]\n'],
      ['    <<: *more\n', 'spec:\n  ports: [{ port: 80 }]\n'],
      ['    balancer.linkerd.io/failure-accrual: {{ .Values.mode }}\n', 'spec:\n  ports: [{ port: 80 }]\n'],
    ]) {
      const key = 'balancer.linkerd.io/failure-accrual-consecutive-max-failures';
      const more = annotations?.includes('*more') ? 'x: &more {}\n' : '';
      check(
        `${more}apiVersion: v1\nkind: Service\nmetadata:\n  annotations:\n    ${key}: "3"\n${annotations}${spec}`,
      );
    }
  });
});

describe('dropped-circuit-breaker', () => {
  it('compares penalties, also with what holds where none is written', () => {
    check(`
      apiVersion: v1
      kind: Service
      metadata:
        annotations:
          balancer.linkerd.io/failure-accrual: unified
          balancer.linkerd.io/failure-accrual-consecutive-min-penalty: 61s
      #                                                                ^^^ error dropped-circuit-breaker: (1 minute 1 second) is longer than the greatest (1 minute)
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

describe('values that are valid and do not mean what they say', () => {
  it('are marked', () => {
    check(`
      apiVersion: v1
      kind: Pod
      metadata:
        annotations:
          config.linkerd.io/proxy-memory-request: 0.5m
      #                                           ^^^^ warning memory-in-millibytes suggestion
          config.linkerd.io/proxy-cpu-request: 500m
          config.linkerd.io/close-wait-timeout: 999ms
      #                                         ^^^^^ warning duration-cut-to-zero: at least 1s
          config.linkerd.io/shutdown-grace-period: 999us
      #                                            ^^^^^ warning duration-cut-to-zero: at least 1ms
          config.linkerd.io/proxy-inbound-discovery-cache-unused-timeout: 0s
      ---
      apiVersion: gateway.networking.k8s.io/v1
      kind: GRPCRoute
      metadata:
        annotations:
          retry.linkerd.io/limit: "00"
      #                           ^^^^ warning retry-limit-zero
    `);
  });

  it('become what was meant', () => {
    checkFix(
      'podAnnotations:\n  config.linkerd.io/proxy-memory-limit: "250m"\n',
      'memory-in-millibytes',
      'podAnnotations:\n  config.linkerd.io/proxy-memory-limit: "250Mi"\n',
    );
  });
});
