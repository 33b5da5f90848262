import { it } from 'vitest';
import rule from '../../../../server/src/rules/values/request-exceeds-limit.ts';
import { describeRule } from '../../../support/describeRule.ts';

describeRule(rule, ({ check }) => {
  it('compares amounts, not texts', () => {
    check(`
      apiVersion: v1
      kind: Pod
      metadata:
        annotations:
          config.linkerd.io/proxy-cpu-request: "2"
      #                                        ^^^ error request-exceeds-limit: The proxy’s container requests 2
          config.linkerd.io/proxy-cpu-limit: 1500m
          config.linkerd.io/proxy-memory-request: 1G
          config.linkerd.io/proxy-memory-limit: 1Gi
          config.linkerd.io/proxy-ephemeral-storage-request: 2Gi
    `);
  });

  it('is silent where one of the two is not known', () => {
    check(`
      podAnnotations:
        config.linkerd.io/proxy-cpu-request: "2"
        config.linkerd.io/proxy-cpu-limit: {{ .Values.limit }}
        config.linkerd.io/proxy-memory-request: {{ .Values.request }}
        config.linkerd.io/proxy-memory-limit: 1Mi
    `);
  });

  it.each(['cpu', 'memory', 'ephemeral-storage'])(
    'compares the %s, which may be as much as the limit',
    (resource) => {
      const [request, limit] = [
        `config.linkerd.io/proxy-${resource}-request`,
        `config.linkerd.io/proxy-${resource}-limit`,
      ];
      check(`
      kind: Namespace
      metadata:
        annotations:
          ${request}: 2k
      #${' '.repeat(request.length + 5)}^^ error request-exceeds-limit: exceeds its limit of 1999
          ${limit}: "1999"
    `);
      check(`podAnnotations: {${request}: 2k, ${limit}: "2000"}\n`);
    },
  );

  it('is silent about a limit that is not a quantity', () => {
    check(
      'podAnnotations: {config.linkerd.io/proxy-cpu-request: "2", config.linkerd.io/proxy-cpu-limit: one}\n',
    );
  });
});
