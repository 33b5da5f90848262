import { it } from 'vitest';
import rule from '../../../../server/src/rules/values/annotation-value-not-string.ts';
import { describeRule } from '../../../support/describeRule.ts';
import { FIXED_CNI, PROXY_INIT, UNKNOWN } from '../../../support/lint.ts';

describeRule(rule, ({ check, checkFix }) => {
  it('marks numbers, booleans and collections, in every environment', () => {
    for (const settings of [FIXED_CNI, PROXY_INIT, UNKNOWN]) {
      check(
        `
        kind: Pod
        metadata:
          annotations:
            config.linkerd.io/proxy-cpu-limit: 1.5 # cores
        #                                      ^^^ error annotation-value-not-string safe: without quotes 1.5 is a number: the API server refuses the whole object
            config.linkerd.io/proxy-await: yes
        #                                  ^^^ error annotation-value-not-string safe: yes is a boolean
            config.linkerd.io/skip-outbound-ports: [4190, 4191]
        #   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error annotation-value-not-string: this is a list or a mapping
            config.linkerd.io/admin-port: !!int "4191"
        #                                       ^^^^^^ error annotation-value-not-string: a number
            linkerd.io/inject: enabled
            config.linkerd.io/proxy-log-level: 'off'
            config.linkerd.io/control-port: !!str 4190
            config.linkerd.io/proxy-image:
        `,
        settings,
      );
    }
  });

  it('quotes', () => {
    checkFix(
      `
      kind: Service
      metadata:
        annotations:
          config.linkerd.io/opaque-ports: &port 25 # mail
      `,
      'Quote the value',
      `
      kind: Service
      metadata:
        annotations:
          config.linkerd.io/opaque-ports: &port "25" # mail
      `,
    );
  });

  it('is silent about templates and about fragments, which may be quoted on their way', () => {
    check(`
      kind: Pod
      metadata:
        annotations:
          config.linkerd.io/proxy-cpu-limit: {{ .Values.cpu }}
          config.linkerd.io/proxy-memory-limit: 1{{ .Values.unit }}
      ---
      podAnnotations:
        config.linkerd.io/enable-debug-sidecar: true
    `);
  });
});
