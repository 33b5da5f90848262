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
      #                                           ^^^^^^^^^ error skip-ports-reversed-range suggestion: and no valid port is left in the list. iptables then fails, and the pod does not start. Write 8000-9000
          config.linkerd.io/skip-inbound-ports: "8080 "
      #                                          ^^^^^ error skip-ports-whitespace safe: With linkerd-cni before v1.6.3, iptables then fails
    `);
  });

  it('names the plugin where proxy-init accepts the line break', () => {
    check(`
      kind: Pod
      metadata:
        annotations:
          config.linkerd.io/skip-outbound-ports: "8080\\n"
      #                                           ^^^^^^ error skip-ports-whitespace safe: linkerd-cni ignores 8080 because of the line break after it, and no valid port is left
    `);
  });

  it('may keep a port that a template writes', () => {
    check(`
      kind: Pod
      metadata:
        annotations:
          config.linkerd.io/skip-outbound-ports: "9000-8000,{{ .Values.port }}"
      #                                           ^^^^^^^^^ error skip-ports-reversed-range suggestion: these ports still go through the proxy. Write 8000-9000
    `);
  });

  it('is harmless inbound if the cluster keeps its own ports', () => {
    check(
      `
      kind: Pod
      metadata:
        annotations:
          config.linkerd.io/skip-inbound-ports: "8080 "
      #                                          ^^^^^ error skip-ports-whitespace safe: next to it: the port still goes through the proxy while other meshed pods
    `,
      PROXY_INIT,
    );
  });
});
