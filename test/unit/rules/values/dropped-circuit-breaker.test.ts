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

  const service = (annotations: readonly string[], spec = 'ports: [{ port: 80 }]') => `
      apiVersion: v1
      kind: Service
      metadata:
        annotations:
          ${annotations.map((line) => `balancer.${line}`).join('\n          ')}
      spec:
        ${spec}
  `;
  const MAX = 'linkerd.io/failure-accrual-consecutive-max-penalty';
  const MIN = 'linkerd.io/failure-accrual-consecutive-min-penalty';
  const WINDOW = 'alpha.linkerd.io/failure-accrual-success-rate-window';
  const THRESHOLD = 'alpha.linkerd.io/failure-accrual-success-rate-threshold';
  const UNIFIED = 'linkerd.io/failure-accrual: unified';
  const CONSECUTIVE = 'linkerd.io/failure-accrual: consecutive';

  it.each([
    [
      'the maximum with its default',
      [CONSECUTIVE, `${MAX}: 500ms`],
      'The minimum penalty (1 second) is longer than the maximum (500 milliseconds)',
    ],
    [
      'both',
      [CONSECUTIVE, `${MIN}: 3s`, `${MAX}: 2s`],
      'The minimum penalty (3 seconds) is longer than the maximum (2 seconds)',
    ],
    [
      'a window of zero',
      [UNIFIED, `${THRESHOLD}: "0.5"`, `${WINDOW}: 0s`],
      'The window for the success rate is zero',
    ],
    ['a short window', [UNIFIED, `${WINDOW}: 9ms`], 'must be at least 10 milliseconds'],
  ] as const)('compares %s', (_name, lines, message) => {
    const last = lines.at(-1) ?? '';
    const column = 10 + 'balancer.'.length + last.indexOf(': ') + 2;
    const value = last.slice(last.indexOf(': ') + 2);
    check(
      service([
        ...lines.slice(0, -1),
        `${last}\n      #${' '.repeat(column - 7)}${'^'.repeat(value.length)} error dropped-circuit-breaker: ${message}`,
      ]),
    );
  });

  it.each([
    ['equal penalties', [CONSECUTIVE, `${MIN}: 2s`, `${MAX}: 2s`]],
    ['a minimum of zero', [CONSECUTIVE, `${MIN}: 0s`]],
    ['a window that the mode does not read', [CONSECUTIVE, `${WINDOW}: 0s`]],
    ['a window of 10 milliseconds', [UNIFIED, `${WINDOW}: 10ms`]],
    ['a short window beside a threshold', [UNIFIED, `${THRESHOLD}: "0.5"`, `${WINDOW}: 5ms`]],
    ['no window', [UNIFIED, `${THRESHOLD}: "0.5"`]],
    ['a window from a template', [UNIFIED, `${WINDOW}: "{{ .Values.window }}"`]],
    ['no circuit breaking', [`${MIN}: 3s`, `${MAX}: 2s`]],
  ] as const)('is silent about %s', (_name, lines) => {
    check(service(lines));
  });

  it('is silent about a short window where the threshold may be written elsewhere', () => {
    check(service([UNIFIED, `${WINDOW}: 5ms`], 'type: ClusterIP'));
  });
});
