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
});
