import { describe, expect, it } from 'vitest';
import { check } from '../../../support/check.ts';
import { lint } from '../../../support/lint.ts';

/** What the rules about values that Linkerd cannot read have in common. */
describe('values that Linkerd cannot read', () => {
  it('are marked as a whole, or in the part that is wrong', () => {
    check(`
      kind: Deployment
      apiVersion: apps/v1
      spec:
        template:
          metadata:
            annotations:
              linkerd.io/inject: Enabled
      #                          ^^^^^^^ error invalid-inject-value safe: The pod gets no proxy
              config.linkerd.io/proxy-await: 'true'
      #                                      ^^^^^^ error invalid-choice suggestion: enabled, disabled
              config.linkerd.io/skip-subnets: "10.0.0.0/8, 10.1.2.3"
      #                                                   ^^^^^^^^^ error invalid-skip-subnets suggestion: “10.1.2.3” is not a valid subnet
              config.linkerd.io/proxy-log-level: info, hyper=warn
      #                                               ^^^^^^^^^^^ warning invalid-log-filter safe: Because of the space next to “hyper=warn”
              config.linkerd.io/proxy-memory-limit: 1gi
      #                                             ^^^ error invalid-quantity safe: “1gi” is not a valid quantity
              config.linkerd.io/shutdown-grace-period: "-5s"
      #                                                ^^^^^ error invalid-duration: does not start
    `);
  });

  it('have long values shortened in messages', () => {
    const [finding] = lint(`podAnnotations:\n  config.linkerd.io/proxy-cpu-limit: ${'x'.repeat(5000)}\n`);
    expect(finding?.message.length).toBeLessThan(500);
  });

  it.each([
    ['Pod', 'config.linkerd.io/control-port: http', 'The injector silently ignores it and uses the default.'],
    [
      'Pod',
      'config.linkerd.io/control-port: "70000"',
      'The injector accepts it, but then the API server rejects the pod or the proxy does not start.',
    ],
    [
      'Pod',
      'config.linkerd.io/proxy-cpu-limit: one',
      'The injector only logs a warning and uses the default.',
    ],
    [
      'Pod',
      'config.linkerd.io/proxy-cpu-limit: "-1"',
      'The injector accepts the value, but the API server then rejects the pod.',
    ],
    [
      'Pod',
      'config.linkerd.io/shutdown-grace-period: soon',
      'The injector only logs a warning and uses the default.',
    ],
    [
      'Pod',
      'config.linkerd.io/shutdown-grace-period: "-1s"',
      'The injector passes it to the proxy, which then does not start.',
    ],
    [
      'Pod',
      'config.linkerd.io/close-wait-timeout: "-1s"',
      'The injector passes it to linkerd-init without a check.',
    ],
    [
      'Pod',
      'config.linkerd.io/close-wait-timeout: soon',
      'The injector only logs a warning and uses the default.',
    ],
    [
      'Pod',
      'config.linkerd.io/proxy-uid: root',
      'The injector silently ignores it. With linkerd-cni, the pod does not start.',
    ],
    [
      'Pod',
      'config.linkerd.io/proxy-uid: "-1"',
      'The injector accepts the value, but the API server then rejects the pod.',
    ],
    [
      'Pod',
      'config.alpha.linkerd.io/proxy-wait-before-exit-seconds: "-5"',
      'The injector only logs a warning and uses the default.',
    ],
    [
      'Service',
      'balancer.linkerd.io/failure-accrual-consecutive-max-failures: "-1"',
      'The policy controller logs a warning and ignores all settings of the same feature.',
    ],
    ['HTTPRoute', 'retry.linkerd.io/limit: many', 'Linkerd’s webhook rejects the whole route.'],
    ['GRPCRoute', 'timeout.linkerd.io/request: soon', 'Linkerd’s webhook rejects the whole route.'],
    [
      'Service',
      'retry.linkerd.io/limit: many',
      'The policy controller logs a warning and ignores all settings of the same feature.',
    ],
    [
      'EgressNetwork',
      'retry.linkerd.io/limit: many',
      'The policy controller logs a warning and ignores all settings of the same feature.',
    ],
  ])('say what happens to a %s with %s', (kind, annotation, effect) => {
    const groups: Record<string, string> = {
      EgressNetwork: 'policy.linkerd.io/v1alpha1',
      Pod: 'v1',
      Service: 'v1',
    };
    const text = `apiVersion: ${groups[kind] ?? 'gateway.networking.k8s.io/v1'}\nkind: ${kind}\nmetadata: {annotations: {${annotation}}}\n`;
    const found = lint(text).filter(({ rule }) => rule.startsWith('invalid-'));
    expect(found.map(({ message }) => message.slice(-effect.length - 1))).toEqual([` ${effect}`]);
  });

  it('say what may happen where the kind is not known', () => {
    const [service] = lint('serviceAnnotations: {retry.linkerd.io/limit: many}\n');
    expect(service?.message).toContain('ignores all settings of the same feature');
    const [other] = lint('annotations: {retry.linkerd.io/limit: many}\n');
    expect(other?.message).toContain('On a route, Linkerd’s webhook rejects the whole route. On a Service');
  });
});
