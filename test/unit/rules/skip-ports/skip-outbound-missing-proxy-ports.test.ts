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
        #                                          ^^^^^^ information skip-outbound-missing-proxy-ports suggestion: own ports 4190 (tap) and 4191 (metrics and health). linkerd2#13976
        `,
        settings,
      );
    }
  });

  it('says that nothing breaks and how to silence it', () => {
    check(`
      kind: Pod
      metadata:
        annotations:
          config.linkerd.io/skip-outbound-ports: "3306,4190"
      #                                          ^^^^^^^^^^^ information skip-outbound-missing-proxy-ports suggestion: This list leaves out the proxy’s own port 4191 (metrics and health)
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
