import { it } from 'vitest';
import rule from '../../../../server/src/rules/skip-ports/skip-inbound-covers-control-port.ts';
import { describeRule } from '../../../support/describeRule.ts';
import { AFFECTED, FIXED_CNI, PROXY_INIT, UNKNOWN } from '../../../support/lint.ts';

const RULE = 'skip-inbound-covers-control-port';

describeRule(rule, ({ check, checkFix, checkFixAllTo }) => {
  it('warns outside the bug’s window', () => {
    for (const settings of [FIXED_CNI, PROXY_INIT]) {
      check(
        `
        kind: Pod
        metadata:
          annotations:
            config.linkerd.io/skip-inbound-ports: "8080,4190,4191"
        #                                               ^^^^ warning skip-inbound-covers-control-port safe: skips 4190, the port of tap
        `,
        settings,
      );
    }
  });

  it('is silent where the list is the workaround, or may be', () => {
    for (const settings of [AFFECTED, UNKNOWN]) {
      check(
        `
        kind: Pod
        metadata:
          annotations:
            config.linkerd.io/skip-inbound-ports: "8080,4190,4191"
        `,
        settings,
      );
    }
  });

  it('says it once, also where several tokens cover the port', () => {
    check(
      `
      kind: Pod
      metadata:
        annotations:
          config.linkerd.io/skip-inbound-ports: "1-5000,8080,4190"
      #                                          ^^^^^^ warning skip-inbound-covers-control-port safe
      #                                                      ^^^^ hint skip-ports-overlap safe
      `,
      PROXY_INIT,
    );
  });

  it('is silent about other ports, outbound lists and pods whose control port is elsewhere', () => {
    check(
      `
      kind: Pod
      metadata:
        annotations:
          config.linkerd.io/skip-outbound-ports: "4190"
      ---
      kind: Pod
      metadata:
        annotations:
          config.linkerd.io/skip-inbound-ports: "4191,1-4189,41900"
      ---
      kind: Pod
      metadata:
        annotations:
          config.linkerd.io/control-port: "9999"
      #                                   ^^^^^^ information control-port-breaks-viz-tap
      #                                   ^^^^^^ warning proxy-port-override-with-cni
          config.linkerd.io/skip-inbound-ports: "4190"
      `,
      FIXED_CNI,
    );
  });

  it('sees the port behind a blank, because the destination controller does', () => {
    check(
      `
      kind: Pod
      metadata:
        annotations:
          config.linkerd.io/skip-inbound-ports: "8080, 4190"
      #                                               ^^^^^ warning skip-inbound-covers-control-port safe
      #                                               ^^^^^ error skip-ports-whitespace safe
      `,
      FIXED_CNI,
    );
  });

  for (const [before, after] of [
    ['"8080,4190,4191"', '"8080,4191"'],
    ['"4190,4191"', '"4191"'],
    ["'4190-4191'", "'4191'"],
    ['4190-4191', '"4191"'],
    ['8080,4190', '"8080"'],
    ['"1-65535"', '"1-4189,4191-65535"'],
    ['4189-4191', '4189,4191'],
    ['"4190,4190,8080"', '"8080"'],
    ['"8080,4190,4190"', '"8080"'],
    ['"4190,8080,4190-4191,4190"', '"8080,4191"'],
    ['|-\n      4190,8080', '|-\n      8080'],
  ] as const) {
    it(`makes ${JSON.stringify(before)} into ${JSON.stringify(after)}`, () => {
      checkFix(
        `metadata:\n  annotations:\n    config.linkerd.io/skip-inbound-ports: ${before}\n`,
        RULE,
        `metadata:\n  annotations:\n    config.linkerd.io/skip-inbound-ports: ${after}\n`,
        FIXED_CNI,
      );
    });
  }

  it('quotes where commas separate entries', () => {
    checkFix(
      'annotations: {config.linkerd.io/skip-inbound-ports: 1-9000}\n',
      RULE,
      'annotations: {config.linkerd.io/skip-inbound-ports: "1-4189,4191-9000"}\n',
      FIXED_CNI,
    );
  });

  it('leaves the decision to people where no port would be left', () => {
    check(
      `
      annotations:
        config.linkerd.io/skip-inbound-ports: "4190,http"
      #                                        ^^^^ warning skip-inbound-covers-control-port suggestion
      #                                             ^^^^ error skip-ports-invalid-token
      `,
      PROXY_INIT,
    );
  });

  it('offers to remove a list of nothing else, but does not do so by itself', () => {
    const before = `
      kind: Pod
      metadata:
        annotations:
          config.linkerd.io/skip-inbound-ports: "4190,"
          a: b
      `;
    checkFix(before, 'Remove the annotation', 'kind: Pod\nmetadata:\n  annotations:\n    a: b\n', FIXED_CNI);
    checkFixAllTo(before, before, FIXED_CNI);
  });
});
