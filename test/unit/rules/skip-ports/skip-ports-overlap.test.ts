import { it } from 'vitest';
import rule from '../../../../server/src/rules/skip-ports/skip-ports-overlap.ts';
import { describeRule } from '../../../support/describeRule.ts';
import { FIXED_CNI, PROXY_INIT } from '../../../support/lint.ts';

function pod(value: string): string {
  return `kind: Pod\nmetadata:\n  annotations:\n    config.linkerd.io/skip-inbound-ports: ${value}\n`;
}

describeRule(rule, ({ check, checkFix }) => {
  it('hints at what adds nothing, keeping the first of equals', () => {
    for (const settings of [FIXED_CNI, PROXY_INIT]) {
      check(
        `
        kind: Pod
        metadata:
          annotations:
            config.linkerd.io/skip-outbound-ports: "80,80,1-100,080"
        #                                           ^^ hint skip-ports-overlap safe: already covers 80
        #                                              ^^ hint skip-ports-overlap safe: already covers 80
        #                                                       ^^^ hint skip-ports-overlap safe: already covers 80
        `,
        settings,
      );
    }
  });

  it('hints at ranges that overlap', () => {
    check(
      `
      annotations:
        config.linkerd.io/skip-inbound-ports: "8000-8010,9000,8005-8020"
      #                                                       ^^^^^^^^^ hint skip-ports-overlap safe: 8000-8010 and 8005-8020 overlap
      `,
    );
  });

  it('takes no account of tokens that Linkerd drops', () => {
    check(
      `
      annotations:
        config.linkerd.io/skip-inbound-ports: "80, 80,90-70,http"
      #                                           ^^^ error skip-ports-whitespace safe
      #                                               ^^^^^ error skip-ports-reversed-range suggestion
      #                                                     ^^^^ error skip-ports-invalid-token
      `,
    );
  });

  it('names the first range that overlaps, for each that comes later', () => {
    check(`
      annotations:
        config.linkerd.io/skip-inbound-ports: "10-20,40-50,15-30,45-60"
      #                                                    ^^^^^ hint skip-ports-overlap safe: 10-20 and 15-30 overlap
      #                                                          ^^^^^ hint skip-ports-overlap safe: 40-50 and 45-60 overlap
    `);
    check(`
      annotations:
        config.linkerd.io/skip-inbound-ports: "10-20,20-30"
      #                                              ^^^^^ hint skip-ports-overlap safe: 10-20 and 20-30 overlap
    `);
  });

  it('knows what several others cover together', () => {
    check(`
      annotations:
        config.linkerd.io/skip-inbound-ports: "10-20,15-25,21-30"
      #                                              ^^^^^ hint skip-ports-overlap safe: already covers 15-25
    `);
  });

  it('gives up on lists that nobody wrote', () => {
    const list = (length: number) => `"${Array.from({ length }, () => '80').join(',')}"`;
    check(pod(list(501)));
    checkFix(pod(list(500)), 'Remove 80', pod('"80"'));
  });

  it('lets ranges touch', () => {
    check(pod('"80-89,90-99,100"'));
  });

  for (const [before, after] of [
    ['"80,80"', '"80"'],
    ['80,80', '"80"'],
    ['"80,443,80,8080"', '"80,443,8080"'],
    ['"80,1-100"', '"1-100"'],
    ['"8000-8010,9000,8005-8020"', '"8000-8020,9000"'],
    ["'8005-8020,8000-8010'", "'8000-8020'"],
  ] as const) {
    it(`makes ${before} into ${after}`, () => {
      checkFix(pod(before), 'skip-ports-overlap', pod(after));
    });
  }
});
