import { it } from 'vitest';
import rule from '../../../../server/src/rules/skip-ports/skip-ports-empty-value.ts';
import { describeRule } from '../../../support/describeRule.ts';
import { AFFECTED, FIXED_CNI, PROXY_INIT, UNKNOWN } from '../../../support/lint.ts';

function pod(value: string): string {
  return `kind: Pod\nmetadata:\n  annotations:\n    config.linkerd.io/skip-inbound-ports: ${value}\n`;
}

describeRule(rule, ({ check }) => {
  it('informs, in every environment', () => {
    for (const settings of [AFFECTED, FIXED_CNI, PROXY_INIT, UNKNOWN]) {
      check(
        `
        kind: Pod
        metadata:
          annotations:
            config.linkerd.io/skip-inbound-ports: ""
        #                                         ^^ information skip-ports-empty-value: An empty list is read differently by proxy-init (which skips no ports
            config.linkerd.io/skip-outbound-ports: ''
        #                                          ^^ information skip-ports-empty-value
        `,
        settings,
      );
    }
  });

  it('does not take null for empty, which deletes in a patch', () => {
    for (const value of ['', '~', 'null', 'Null']) check(pod(value));
  });

  it('has no opinion on a Namespace’s null', () => {
    check(`
      apiVersion: v1
      kind: Namespace
      metadata:
        annotations:
          config.linkerd.io/skip-inbound-ports:
          config.linkerd.io/skip-outbound-ports: null
    `);
  });
});
