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
});
