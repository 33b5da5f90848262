import { describe, it } from 'vitest';
import { check } from '../../../support/check.ts';
import { PROXY_INIT } from '../../../support/lint.ts';

/** What the rules about tokens of a list say where it has no other port. */
describe('a list that keeps no port', () => {
  it('says what iptables makes of it', () => {
    check(`
      kind: Pod
      metadata:
        annotations:
          config.linkerd.io/skip-outbound-ports: "9000-8000"
      #                                           ^^^^^^^^^ error skip-ports-reversed-range suggestion: the pod does not start
          config.linkerd.io/skip-inbound-ports: "8080 "
      #                                          ^^^^^ error skip-ports-whitespace safe: with linkerd-cni before v1.6.3 iptables fails
    `);
  });

  it('is harmless inbound if the cluster keeps its own ports', () => {
    check(
      `
      kind: Pod
      metadata:
        annotations:
          config.linkerd.io/skip-inbound-ports: "8080 "
      #                                          ^^^^^ error skip-ports-whitespace safe: Linkerd ignores 8080 because of the space or line break next to it
    `,
      PROXY_INIT,
    );
  });
});
