import { describe, it } from 'vitest';
import { check, checkFix } from '../../support/check.ts';
import { AFFECTED, FIXED_CNI, PROXY_INIT, settingsOf, UNKNOWN } from '../../support/lint.ts';

/** Without the findings about the proxy's ports, which are not the subject here. */
const QUIET = settingsOf(
  {},
  { 'skip-inbound-missing-proxy-ports': 'off', 'skip-outbound-missing-proxy-ports': 'off' },
);

function pod(value: string, direction = 'inbound'): string {
  return `kind: Pod\nmetadata:\n  annotations:\n    config.linkerd.io/skip-${direction}-ports: ${value}\n`;
}

describe('skip-ports-invalid-token', () => {
  it('marks each token that is no port, in every environment', () => {
    for (const settings of [FIXED_CNI, PROXY_INIT]) {
      check(
        `
        kind: Pod
        metadata:
          annotations:
            config.linkerd.io/skip-outbound-ports: "22,443.9125,mysql,65536,80-70000,10-,-1,0x50,10.0.0.1"
        #                                              ^^^^^^^^ error skip-ports-invalid-token suggestion: “443.9125” is neither a port nor a range
        #                                                       ^^^^^ error skip-ports-invalid-token: “mysql” is a name
        #                                                             ^^^^^ error skip-ports-invalid-token: “65536” is beyond 65535
        #                                                                   ^^^^^^^^ error skip-ports-invalid-token: “80-70000” is beyond 65535
        #                                                                            ^^^ error skip-ports-invalid-token: neither
        #                                                                                ^^ error skip-ports-invalid-token: neither
        #                                                                                   ^^^^ error skip-ports-invalid-token: neither
        #                                                                                        ^^^^^^^^ error skip-ports-invalid-token: “10.0.0.1” is neither
        `,
        settings,
      );
    }
  });

  it('takes an empty token for what it is: nothing', () => {
    check(pod('",8080,,9090,"'), QUIET);
  });

  it('accepts all that Linkerd accepts', () => {
    check(pod('"0,+80,0443,1-2,65535,3-3"'), QUIET);
  });

  it('shortens what it quotes', () => {
    check(
      `
      annotations:
        config.linkerd.io/skip-inbound-ports: "80,aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
      #                                           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error skip-ports-invalid-token: “aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa…” is
      `,
      QUIET,
    );
  });

  it('reports quotation marks inside the value, also around the only port', () => {
    check(
      `
      annotations:
        config.linkerd.io/skip-inbound-ports: '"8080"'
      #                                        ^^^^^^ error skip-ports-invalid-token suggestion: A quotation mark inside the value spoils the list
      `,
      QUIET,
    );
    check(
      String.raw`
      annotations:
        config.linkerd.io/skip-inbound-ports: "80,\"8080"
      #                                           ^^^^^^ error skip-ports-invalid-token suggestion: drops “"8080”
      `,
      QUIET,
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
    ['"22,\'8080\'"', '"22,8080"'],
    ['\'22,"8080"\'', "'22,8080'"],
    ['22,80;443', '22,80,443'],
    ['"22, 80;443"', '"22,80,443"'],
  ] as const) {
    it(`offers to change ${before} to ${after}`, () => {
      checkFix(pod(before), 'skip-ports-invalid-token', pod(after), QUIET);
    });
  }

  for (const value of [
    '"22,10.0.0.1"',
    '"22,10.0.0.0/8"',
    '"22,8080.0"',
    '"22,http"',
    '"22,80-90-100"',
    '"22,65536"',
  ]) {
    it(`offers nothing for ${value}`, () => {
      checkFix(pod(value), 'skip-ports-invalid-token', undefined, QUIET);
    });
  }
});

describe('skip-ports-no-valid-token', () => {
  it('marks the whole value of an outbound list: iptables fails', () => {
    for (const settings of [AFFECTED, FIXED_CNI, PROXY_INIT, UNKNOWN]) {
      check(
        `
        kind: Pod
        metadata:
          annotations:
            config.linkerd.io/skip-outbound-ports: "http,mysql"
        #                                          ^^^^^^^^^^^^ error skip-ports-no-valid-token: iptables is called without any and fails, and the pod does not start
        `,
        settings,
      );
    }
  });

  it('tells an inbound list by its environment', () => {
    for (const settings of [AFFECTED, UNKNOWN]) {
      check(
        `
        annotations:
          config.linkerd.io/skip-inbound-ports: ","
        #                                       ^^^ error skip-ports-no-valid-token: with linkerd-cni before v1.6.3 iptables fails
        `,
        settings,
      );
    }
    for (const settings of [FIXED_CNI, PROXY_INIT]) {
      check(
        `
        annotations:
          config.linkerd.io/skip-inbound-ports: " "
        #                                       ^^^ error skip-ports-no-valid-token: Linkerd skips nothing and only logs an error
        `,
        settings,
      );
    }
  });

  it('offers what was plainly meant', () => {
    checkFix(pod('"8080;9090"'), 'Change to 8080,9090', pod('"8080,9090"'));
    checkFix(pod('{a: 1}'), 'skip-ports-no-valid-token', undefined);
    checkFix(
      'annotations: {config.linkerd.io/skip-inbound-ports: 8080;9090}\n',
      'skip-ports-no-valid-token',
      'annotations: {config.linkerd.io/skip-inbound-ports: "8080,9090"}\n',
    );
    checkFix(
      'annotations:\n  config.linkerd.io/skip-inbound-ports: |\n    8080\n    9090\n',
      'skip-ports-no-valid-token',
      'annotations:\n  config.linkerd.io/skip-inbound-ports: |-\n    8080,9090\n',
    );
  });

  it('leaves a list alone in which something can be saved', () => {
    check(pod('" 8080"').replace('\n', '\n'), settingsOf({}, { 'skip-ports-whitespace': 'off' }));
    check(pod('"9-8"'), settingsOf({}, { 'skip-ports-reversed-range': 'off' }));
  });

  it('leaves lines alone that a template makes', () => {
    for (const value of [
      '>-\n      {{ .Values.ports }}',
      '"\n      {{ .Values.ports }}\n      "',
      '|\n      {{- range .Values.ports }}\n      {{ . }},\n      {{- end }}\n      8080',
    ]) {
      check(pod(value));
    }
  });
});

describe('skip-ports-empty-value', () => {
  it('informs, in every environment', () => {
    for (const settings of [AFFECTED, FIXED_CNI, PROXY_INIT, UNKNOWN]) {
      check(
        `
        kind: Pod
        metadata:
          annotations:
            config.linkerd.io/skip-inbound-ports: ""
        #                                         ^^ information skip-ports-empty-value: proxy-init clears the cluster’s default (4567,4568), linkerd-cni takes the namespace’s value
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

describe('skip-ports-reversed-range', () => {
  it('marks the range, in every environment', () => {
    for (const settings of [FIXED_CNI, PROXY_INIT]) {
      check(
        `
        kind: Pod
        metadata:
          annotations:
            config.linkerd.io/skip-inbound-ports: "80,9090-8080"
        #                                             ^^^^^^^^^ error skip-ports-reversed-range suggestion: 9090-8080 runs backwards, so Linkerd drops it and these ports still go through the proxy. Write 8080-9090.
        `,
        settings,
      );
    }
  });

  it('swaps the ends', () => {
    checkFix(pod('"80,9090-8080"'), 'Swap to 8080-9090', pod('"80,8080-9090"'), QUIET);
    checkFix(pod('9090-8080'), 'skip-ports-reversed-range', pod('8080-9090'), QUIET);
  });

  it('fits beside the fix for blanks', () => {
    check(
      `
      annotations:
        config.linkerd.io/skip-inbound-ports: "80, 9090-8080"
      #                                           ^^^^^^^^^^ error skip-ports-reversed-range suggestion
      #                                           ^^^^^^^^^^ error skip-ports-whitespace safe: drops 9090-8080, and it still goes through the proxy. Remove
      `,
      QUIET,
    );
    checkFix(pod('"80, 9090-8080 "'), 'Swap to 8080-9090', pod('"80, 8080-9090 "'), QUIET);
  });
});

describe('skip-ports-overlap', () => {
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
      QUIET,
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
      QUIET,
    );
  });

  it('lets ranges touch', () => {
    check(pod('"80-89,90-99,100"'), QUIET);
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
      checkFix(pod(before), 'skip-ports-overlap', pod(after), QUIET);
    });
  }
});

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

  it('is no danger inbound where the cluster keeps its own ports', () => {
    check(
      `
      kind: Pod
      metadata:
        annotations:
          config.linkerd.io/skip-inbound-ports: "8080 "
      #                                          ^^^^^ error skip-ports-whitespace safe: stop sending it mTLS. Remove the blank.
    `,
      PROXY_INIT,
    );
  });
});
