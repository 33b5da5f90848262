import { it } from 'vitest';
import rule from '../../../../server/src/rules/skip-ports/skip-outbound-missing-proxy-ports.ts';
import { describeRule } from '../../../support/describeRule.ts';
import { AFFECTED, FIXED_CNI, PROXY_INIT, settingsOf, UNKNOWN } from '../../../support/lint.ts';

const RULE = 'skip-outbound-missing-proxy-ports';

describeRule(rule, ({ check, checkFix }) => {
  it('informs where the bug exists or may exist, and never asks fix-all', () => {
    for (const settings of [AFFECTED, UNKNOWN]) {
      check(
        `
        kind: Pod
        metadata:
          annotations:
            config.linkerd.io/skip-outbound-ports: "3306"
        #                                          ^^^^^^ information skip-outbound-missing-proxy-ports suggestion: does not need the proxy’s own ports 4190 and 4191
        `,
        settings,
      );
    }
  });

  it('says that nothing breaks', () => {
    check(`
      kind: Pod
      metadata:
        annotations:
          config.linkerd.io/skip-outbound-ports: "3306,4190"
      #                                          ^^^^^^^^^^^ information skip-outbound-missing-proxy-ports suggestion: This list does not need the proxy’s own port 4191
    `);
  });

  it('is silent outside the bug’s window, and where it is switched off', () => {
    for (const settings of [FIXED_CNI, PROXY_INIT, settingsOf({}, { [RULE]: 'off' })]) {
      check(
        `
        kind: Pod
        metadata:
          annotations:
            config.linkerd.io/skip-outbound-ports: "3306"
        `,
        settings,
      );
    }
  });

  it('speaks once in a file, for the first list that no comment silences', () => {
    check(`
      kind: Pod
      metadata:
        annotations:
          # linkerd-lint-disable-next-line skip-outbound-missing-proxy-ports
          config.linkerd.io/skip-outbound-ports: "25"
      ---
      kind: Pod
      metadata:
        annotations:
          config.linkerd.io/skip-outbound-ports: "3306"
      #                                          ^^^^^^ information skip-outbound-missing-proxy-ports suggestion
      ---
      kind: Pod
      metadata:
        annotations:
          config.linkerd.io/skip-outbound-ports: "5432"
    `);
  });

  it('adds the ports', () => {
    checkFix(
      `
      kind: Namespace
      metadata:
        annotations:
          config.linkerd.io/skip-outbound-ports: 3306
      `,
      RULE,
      `
      kind: Namespace
      metadata:
        annotations:
          config.linkerd.io/skip-outbound-ports: "3306,4190,4191"
      `,
    );
  });
});
