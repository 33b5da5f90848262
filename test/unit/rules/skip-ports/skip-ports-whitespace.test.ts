import { describe, it } from 'vitest';
import rule from '../../../../server/src/rules/skip-ports/skip-ports-whitespace.ts';
import { describeRule } from '../../../support/describeRule.ts';
import { AFFECTED, FIXED_CNI, PROXY_INIT, UNKNOWN } from '../../../support/lint.ts';

describeRule(rule, ({ check, checkFix }) => {
  it('marks the token beside a space, in every environment', () => {
    for (const [settings, severity] of [
      [AFFECTED, 'warning'],
      [UNKNOWN, 'information'],
    ] as const) {
      check(
        `
        kind: Pod
        metadata:
          annotations:
            config.linkerd.io/skip-inbound-ports: "8080, 9090,4191,4190"
        #                                               ^^^^^ error skip-ports-whitespace safe: Linkerd ignores 9090 because of the space or line break next to it
        #                                                          ^^^^ ${severity} skip-inbound-covers-control-port suggestion
        `,
        settings,
      );
    }
    for (const settings of [FIXED_CNI, PROXY_INIT]) {
      check(
        `
        kind: Pod
        metadata:
          annotations:
            config.linkerd.io/skip-inbound-ports: "8080, 9090"
        #                                               ^^^^^ error skip-ports-whitespace safe: Linkerd ignores 9090 because of the space
        `,
        settings,
      );
    }
  });

  it('marks every such token, whitespace of all kinds, before and after', () => {
    check(
      String.raw`
      kind: Pod
      metadata:
        annotations:
          config.linkerd.io/skip-outbound-ports: "8080 , 9090,\t4190,4191\u00a0,4191-4192 "
      #                                           ^^^^^ error skip-ports-whitespace safe: Linkerd ignores 8080 because of the space or line break next to it
      #                                                 ^^^^^ error skip-ports-whitespace safe: Linkerd ignores 9090 because of the space or line break next to it
      #                                                       ^^^^^^ error skip-ports-whitespace safe: Linkerd ignores 4190 because of the space or line break next to it
      #                                                              ^^^^^^^^^^ error skip-ports-whitespace safe: Linkerd ignores 4191 because of the space or line break next to it
      #                                                                         ^^^^^^^^^^ error skip-ports-whitespace safe: Linkerd ignores 4191-4192 because of the space or line break next to it
      `,
      UNKNOWN,
    );
  });

  it('names other pods, which stop using mTLS, only for inbound ports that they can read', () => {
    check(`
      kind: Pod
      metadata:
        annotations:
          config.linkerd.io/skip-outbound-ports: "80, 90"
      #                                              ^^^ error skip-ports-whitespace safe: so the port still goes through the proxy. Remove the space
          config.linkerd.io/skip-inbound-ports: "80, 90,100, 120-110,130-120"
      #                                             ^^^ error skip-ports-whitespace safe: the port still goes through the proxy while other meshed pods
      #                                                     ^^^^^^^^ error skip-ports-whitespace safe: so the port still goes through the proxy. Remove the space
    `);
  });

  it('knows the ports that are skipped in spite of the whitespace', () => {
    for (const settings of [FIXED_CNI, PROXY_INIT])
      check(
        'kind: Pod\nmetadata:\n  annotations: {config.linkerd.io/skip-inbound-ports: "8080, 4190, 4191"}\n',
        settings,
      );
    check(`
      kind: Pod
      metadata:
        annotations:
          config.linkerd.io/skip-inbound-ports: "8080, 4191"
      #                                               ^^^^^ error skip-ports-whitespace safe: so linkerd-cni before v1.6.3 sends it through the proxy; others skip it anyway
    `);
  });

  it('marks an entry that holds nothing else', () => {
    check(
      String.raw`
      kind: Pod
      metadata:
        annotations:
          config.linkerd.io/skip-outbound-ports: "4190-4191, ,8080,\t"
      #                                                     ^ error skip-ports-whitespace safe: contains only whitespace
      #                                                            ^^ error skip-ports-whitespace safe: contains only whitespace
      `,
      UNKNOWN,
    );
    for (const list of ['", ,"', '", "', '" "'])
      check(
        `
        kind: Pod
        metadata:
          annotations:
            config.linkerd.io/skip-outbound-ports: ${list}
        #                                          ^ error skip-ports-no-valid-token suggestion
        `.replace('^ error', `${'^'.repeat(list.length)} error`),
        UNKNOWN,
      );
    checkFix(
      `annotations:\n  config.linkerd.io/skip-inbound-ports: "8080, , 9090,\\t"\n`,
      'skip-ports-whitespace',
      `annotations:\n  config.linkerd.io/skip-inbound-ports: "8080,,9090,"\n`,
    );
  });

  it('judges the ports that are left, as Linkerd reads them', () => {
    check(`
      kind: Pod
      metadata:
        annotations:
          config.linkerd.io/skip-inbound-ports: "8080,4190, 4191"
      #                                         ^^^^^^^^^^^^^^^^^ warning skip-inbound-missing-proxy-ports suggestion: leaves out 4191 (metrics and health)
      #                                               ^^^^ information skip-inbound-covers-control-port suggestion
      #                                                    ^^^^^ error skip-ports-whitespace safe
    `);
  });

  it('removes only the whitespace', () => {
    checkFix(
      `
      kind: Pod
      metadata:
        annotations:
          config.linkerd.io/skip-outbound-ports: '8080 , 9090,	4190' # the database
      `,
      'skip-ports-whitespace',
      `
      kind: Pod
      metadata:
        annotations:
          config.linkerd.io/skip-outbound-ports: '8080,9090,4190' # the database
      `,
    );
  });

  it('joins a list that is spread over lines', () => {
    for (const [before, after] of [
      ['"8080,\n    9090"', '"8080,9090"'],
      ["'8080,\n\n    9090'", "'8080,9090'"],
      ['8080,\n    9090', '8080,9090'],
      ['>-\n    8080,\n    9090', '>-\n    8080,9090'],
      ['|-\n    8080,\n    9090', '|-\n    8080,9090'],
    ]) {
      checkFix(
        `annotations:\n  config.linkerd.io/skip-inbound-ports: ${before}\n`,
        'Remove the spaces',
        `annotations:\n  config.linkerd.io/skip-inbound-ports: ${after}\n`,
      );
    }
  });

  describe('the line break that ends a block scalar', () => {
    it('costs the last port of an inbound list', () => {
      for (const settings of [FIXED_CNI, PROXY_INIT]) {
        check(
          `
          annotations:
            config.linkerd.io/skip-inbound-ports: |
              8080,9090
          #        ^> error skip-ports-whitespace safe: Linkerd ignores 9090 because of the space or line break next to it
          `,
          settings,
        );
      }
    });

    it('costs the last port of an outbound list with linkerd-cni only', () => {
      const text = `
        annotations:
          config.linkerd.io/skip-outbound-ports: |
            8080,4190-4191
      `;
      check(text, PROXY_INIT);
      check(
        `${text.trimEnd()}
        #        ^> error skip-ports-whitespace safe: linkerd-cni ignores 4190-4191 because of the line break after it
        `,
        FIXED_CNI,
      );
    });

    it('is taken away in the header', () => {
      for (const [before, after] of [
        ['|', '|-'],
        ['>', '>-'],
        ['|+', '|-'],
      ]) {
        checkFix(
          `
          annotations:
            config.linkerd.io/skip-inbound-ports: ${before} # why
              8080,9090
            other: x
          `,
          'skip-ports-whitespace',
          `
          annotations:
            config.linkerd.io/skip-inbound-ports: ${after} # why
              8080,9090
            other: x
          `,
        );
      }
    });

    it('is removed together with whitespace', () => {
      checkFix(
        `annotations:\n  config.linkerd.io/skip-inbound-ports: |\n    8080, 9090 \n`,
        'skip-ports-whitespace',
        `annotations:\n  config.linkerd.io/skip-inbound-ports: |-\n    8080,9090\n`,
      );
    });

    it('does not exist where the text ends', () => {
      check('annotations:\n  config.linkerd.io/skip-outbound-ports: |\n    4190,4191');
    });

    it('does not exist behind |- and >-', () => {
      for (const header of ['|-', '>-']) {
        check(`
          annotations:
            config.linkerd.io/skip-outbound-ports: ${header}
              4190,4191
        `);
      }
    });
  });

  it('leaves a templated token alone', () => {
    check(`
      annotations:
        config.linkerd.io/skip-inbound-ports: "8080, {{ .Values.port }} ,9090"
    `);
  });
});
