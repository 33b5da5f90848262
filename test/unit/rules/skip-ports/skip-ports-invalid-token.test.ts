import { it } from 'vitest';
import rule from '../../../../server/src/rules/skip-ports/skip-ports-invalid-token.ts';
import { describeRule } from '../../../support/describeRule.ts';
import { FIXED_CNI, PROXY_INIT } from '../../../support/lint.ts';

function pod(value: string): string {
  return `kind: Pod\nmetadata:\n  annotations:\n    config.linkerd.io/skip-inbound-ports: ${value}\n`;
}

describeRule(rule, ({ check, checkFix }) => {
  it('marks each token that is not a port, in every environment', () => {
    for (const settings of [FIXED_CNI, PROXY_INIT]) {
      check(
        `
        kind: Pod
        metadata:
          annotations:
            config.linkerd.io/skip-outbound-ports: "22,443.9125,mysql,65536,80-70000,10-,-1,0x50,10.0.0.1"
        #                                              ^^^^^^^^ error skip-ports-invalid-token suggestion: “443.9125” is neither a port nor a range
        #                                                       ^^^^^ error skip-ports-invalid-token: “mysql” is a name
        #                                                             ^^^^^ error skip-ports-invalid-token: “65536” is above 65535, the last port, so Linkerd ignores it
        #                                                                   ^^^^^^^^ error skip-ports-invalid-token: “80-70000” is above 65535, the last port, so Linkerd ignores it
        #                                                                            ^^^ error skip-ports-invalid-token: neither
        #                                                                                ^^ error skip-ports-invalid-token: neither
        #                                                                                   ^^^^ error skip-ports-invalid-token: neither
        #                                                                                        ^^^^^^^^ error skip-ports-invalid-token: “10.0.0.1” is neither
        `,
        settings,
      );
    }
  });

  it('leaves a list without any port to another rule', () => {
    check(pod('"http"'));
  });

  it('takes an empty token for what it is: nothing', () => {
    check(pod('",8080,,9090,"'));
  });

  it('accepts all that Linkerd accepts', () => {
    check(pod('"0,+80,0443,1-2,65535,3-3"'));
  });

  it('shortens what it quotes', () => {
    check(
      `
      annotations:
        config.linkerd.io/skip-inbound-ports: "80,aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
      #                                           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error skip-ports-invalid-token: “aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa…” is
      `,
    );
  });

  it('quotes as much as fits', () => {
    const name = 'a'.repeat(40);
    check(`
      annotations:
        config.linkerd.io/skip-inbound-ports: "80,${name}"
      #                                           ${'^'.repeat(40)} error skip-ports-invalid-token: “${name}” is a name
    `);
  });

  it('reports quotation marks inside the value, also around the only port', () => {
    check(
      `
      annotations:
        config.linkerd.io/skip-inbound-ports: '"8080"'
      #                                        ^^^^^^ error skip-ports-invalid-token suggestion: A quotation mark inside the value makes the list invalid
      `,
    );
    check(
      String.raw`
      annotations:
        config.linkerd.io/skip-inbound-ports: "80,\"8080"
      #                                           ^^^^^^ error skip-ports-invalid-token suggestion: linkerd-cni ignores “"8080”
      `,
    );
  });

  for (const [before, after] of [
    ['"22,443.9125"', '"22,443,9125"'],
    ['"22,80;443"', '"22,80,443"'],
    ['"22,80 443"', '"22,80,443"'],
    ['"22,80|443"', '"22,80,443"'],
    ['"22,80 - 90"', '"22,80-90"'],
    ['"22,80–90"', '"22,80-90"'],
    ['"22,80:90"', '"22,80-90"'],
    ['"22,80..90"', '"22,80-90"'],
    ['"22,80 to 90"', '"22,80-90"'],
    ['"22,8080/tcp"', '"22,8080"'],
    ['"22,8080/TCP"', '"22,8080"'],
    ['"22,80—90"', '"22,80-90"'],
    ['"22,80...90"', '"22,80-90"'],
    ['"22,\'80 - 90\'"', '"22,80-90"'],
    ['"22,80:90 443"', '"22,80,90,443"'],
    ['"22, 80 / 443 "', '"22,80,443"'],
    ['"22,\'8080\'"', '"22,8080"'],
    ['\'22,"8080"\'', "'22,8080'"],
    ['22,80;443', '22,80,443'],
    ['"22, 80;443"', '"22,80,443"'],
    ['"22,80/TCP|443"', '"22,80,443"'],
    [`"22,'80 - 90'"`, '"22,80-90"'],
    ['\'22,"80:90"\'', "'22,80-90'"],
    ['"22,80.443.90"', '"22,80,443,90"'],
    [`"22,${'8080 '.repeat(40)}"`, `"22,${'8080,'.repeat(39)}8080"`],
  ] as const) {
    it(`offers to change ${before} to ${after}`, () => {
      checkFix(pod(before), 'skip-ports-invalid-token', pod(after));
    });
  }

  for (const value of [
    '"22,10.0.0.1"',
    '"22,10.0.0.0/8"',
    '"22,8080.0"',
    '"22,http"',
    '"22,80-90-100"',
    '"22,8080/udp"',
    '"22,10.1.2.3"',
    '"22,8080 10.1.2.3"',
    '"22,8080;http"',
    '"22,http;8080"',
    '"22,80to90"',
    `"22,${'80;'.repeat(66)}443"`,
    '"22,65536"',
    '"22,0;80"',
    '"22,1 10.0.0.1"',
    `"22,${'8080 '.repeat(40)}80"`,
  ]) {
    it(`offers nothing for ${value}`, () => {
      checkFix(pod(value), 'skip-ports-invalid-token', undefined);
    });
  }
});
