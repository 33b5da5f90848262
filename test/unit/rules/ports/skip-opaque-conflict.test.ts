import { it } from 'vitest';
import rule from '../../../../server/src/rules/ports/skip-opaque-conflict.ts';
import { describeRule } from '../../../support/describeRule.ts';
import { PROXY_INIT } from '../../../support/lint.ts';

describeRule(rule, ({ check, checkFix }) => {
  it('names the ports that are in both, ranges too', () => {
    check(
      `
      kind: Pod
      metadata:
        annotations:
          config.linkerd.io/skip-inbound-ports: "25,3306"
      #                                             ^^^^ information skip-opaque-conflict suggestion: 3306
          config.linkerd.io/opaque-ports: "3300-3310"
      ---
      kind: Pod
      metadata:
        annotations:
          config.linkerd.io/skip-inbound-ports: "1-4000"
          config.linkerd.io/opaque-ports: "3306"
      ---
      kind: Pod
      metadata:
        annotations:
          config.linkerd.io/skip-inbound-ports: "3306"
          config.linkerd.io/opaque-ports: "{{ .Values.opaque }}"
          config.linkerd.io/skip-outbound-ports: "25"
      `,
      PROXY_INIT,
    );
  });

  it('removes the annotation where nothing else is in it', () => {
    checkFix(
      `
      kind: Pod
      metadata:
        annotations:
          config.linkerd.io/skip-inbound-ports: "3306,3307"
          config.linkerd.io/opaque-ports: "3306,3307"
      `,
      'Remove skip-inbound-ports',
      `
      kind: Pod
      metadata:
        annotations:
          config.linkerd.io/opaque-ports: "3306,3307"
      `,
      PROXY_INIT,
    );
  });
});
