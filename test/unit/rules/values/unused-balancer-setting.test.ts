import { it } from 'vitest';
import rule from '../../../../server/src/rules/values/unused-balancer-setting.ts';
import { describeRule } from '../../../support/describeRule.ts';

describeRule(rule, ({ check }) => {
  it('marks settings whose feature is not enabled', () => {
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
      #   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning unused-balancer-setting: with penalize-failures: "false". Change that to penalize-failures: "true"
          balancer.alpha.linkerd.io/penalize-failures: "false"
      spec:
        ports: [{ port: 80 }]
    `);
  });

  it('names the mode that a setting needs', () => {
    check(`
      apiVersion: v1
      kind: Service
      metadata:
        annotations:
          balancer.linkerd.io/failure-accrual: consecutive
          balancer.alpha.linkerd.io/failure-accrual-success-rate-window: 30s
      #   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning unused-balancer-setting: with failure-accrual: consecutive. Change that to failure-accrual: unified
          balancer.alpha.linkerd.io/load-biaser-penalty: 5s
      #   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning unused-balancer-setting: Add balancer.alpha.linkerd.io/penalize-failures: "true"
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

  it.each([
    ['failure-accrual-success-rate-window: 30s', 'balancer.linkerd.io/failure-accrual: unified'],
    ['failure-accrual-honor-retry-after: "true"', 'balancer.linkerd.io/failure-accrual: consecutive'],
  ])('says that %s needs %s', (setting, needed) => {
    const key = setting.replace(/:.*/, '');
    check(`
      apiVersion: policy.linkerd.io/v1alpha1
      kind: EgressNetwork
      metadata:
        annotations:
          balancer.alpha.linkerd.io/${setting}
      #   ${'^'.repeat(key.length + 26)} warning unused-balancer-setting: its feature is off. Add ${needed}
      spec: {trafficPolicy: Allow}
    `);
  });

  it.each([
    [
      'balancer.linkerd.io/failure-accrual: unified',
      'balancer.alpha.linkerd.io/failure-accrual-success-rate-window: 30s',
    ],
    [
      'balancer.linkerd.io/failure-accrual: consecutive',
      'balancer.alpha.linkerd.io/failure-accrual-honor-retry-after: "true"',
    ],
    [
      'balancer.linkerd.io/failure-accrual: consecutive',
      'balancer.linkerd.io/failure-accrual-consecutive-max-failures: "3"',
    ],
    [
      'balancer.linkerd.io/failure-accrual: "{{ .Values.mode }}"',
      'balancer.alpha.linkerd.io/failure-accrual-success-rate-window: 30s',
    ],
    [
      'balancer.linkerd.io/failure-accrual: other',
      'balancer.alpha.linkerd.io/failure-accrual-success-rate-window: 30s',
    ],
    [
      'balancer.alpha.linkerd.io/penalize-failures: "true"',
      'balancer.alpha.linkerd.io/load-biaser-penalty: 5s',
    ],
    [
      'balancer.alpha.linkerd.io/penalize-failures: "{{ .Values.penalize }}"',
      'balancer.alpha.linkerd.io/load-biaser-penalty: 5s',
    ],
    ['a: b', 'balancer.alpha.linkerd.io/penalize-failures: "false"'],
    ['a: b', 'retry.linkerd.io/limit: "1"'],
  ])('is silent about %s with %s', (feature, setting) => {
    check(`
      apiVersion: v1
      kind: Service
      metadata:
        annotations:
          ${feature}
          ${setting}
      spec:
        ports: [{ port: 80 }]
    `);
  });

  it('is silent where a template adds metadata', () => {
    check(`
      apiVersion: v1
      kind: Service
      metadata:
        name: web
        {{- include "metadata" . | nindent 2 }}
        annotations: {balancer.alpha.linkerd.io/load-biaser-penalty: 5s}
      spec: {ports: [{ port: 80 }]}
    `);
  });
});
