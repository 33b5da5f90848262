import { it } from 'vitest';
import rule from '../../../../server/src/rules/skip-ports/skip-ports-reversed-range.ts';
import { describeRule } from '../../../support/describeRule.ts';
import { FIXED_CNI, PROXY_INIT } from '../../../support/lint.ts';

function pod(value: string): string {
  return `kind: Pod\nmetadata:\n  annotations:\n    config.linkerd.io/skip-inbound-ports: ${value}\n`;
}

describeRule(rule, ({ check, checkFix }) => {
  it('marks the range, in every environment', () => {
    for (const settings of [FIXED_CNI, PROXY_INIT]) {
      check(
        `
        kind: Pod
        metadata:
          annotations:
            config.linkerd.io/skip-inbound-ports: "80,9090-8080"
        #                                             ^^^^^^^^^ error skip-ports-reversed-range suggestion: 9090-8080 is reversed, so Linkerd ignores it and these ports still go through the proxy. Write 8080-9090.
        `,
        settings,
      );
    }
  });

  it('swaps the ends', () => {
    checkFix(pod('"80,9090-8080"'), 'Swap to 8080-9090', pod('"80,8080-9090"'));
    checkFix(pod('9090-8080'), 'skip-ports-reversed-range', pod('8080-9090'));
  });

  it('fits beside the fix for whitespace', () => {
    check(
      `
      annotations:
        config.linkerd.io/skip-inbound-ports: "80, 9090-8080"
      #                                           ^^^^^^^^^^ error skip-ports-reversed-range suggestion
      #                                           ^^^^^^^^^^ error skip-ports-whitespace safe: Linkerd ignores 9090-8080 because of the space or line break next to it
      `,
    );
    checkFix(pod('"80, 9090-8080 "'), 'Swap to 8080-9090', pod('"80, 8080-9090 "'));
  });
});
