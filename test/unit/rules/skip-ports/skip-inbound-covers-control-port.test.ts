import { expect, it } from 'vitest';
import rule from '../../../../server/src/rules/skip-ports/skip-inbound-covers-control-port.ts';
import { describeRule } from '../../../support/describeRule.ts';
import { readExample } from '../../../support/example.ts';
import {
  AFFECTED,
  AFFECTED_BEFORE_211,
  FIXED_CNI,
  lint,
  PROXY_INIT,
  settingsOf,
  UNKNOWN,
} from '../../../support/lint.ts';

const RULE = 'skip-inbound-covers-control-port';

describeRule(rule, ({ check, checkFix, checkFixAllTo }) => {
  it('warns where the port is skipped anyway', () => {
    for (const settings of [FIXED_CNI, PROXY_INIT]) {
      check(
        `
        kind: Pod
        metadata:
          annotations:
            config.linkerd.io/skip-inbound-ports: "8080,4190,4191"
        #                                               ^^^^ warning skip-inbound-covers-control-port safe: contains 4190, the port of tap
        `,
        settings,
      );
    }
  });

  it('warns just the same where linkerd-cni has the bug, with ways that work', () => {
    const source = `
      kind: Pod
      metadata:
        annotations:
          config.linkerd.io/skip-inbound-ports: "8080,4190,4191"
      #                                               ^^^^ warning skip-inbound-covers-control-port suggestion: This list contains 4190, the port of tap
      `;
    check(source, AFFECTED);
    const [finding] = lint(readExample(source).text, AFFECTED);
    expect(finding?.fixes.map(({ title }) => title)).toEqual([
      'Use opaque-ports instead (on the Service too if the server speaks first, or clients wait 10 s)',
      'Remove skip-inbound-ports (the proxy then handles these ports too)',
      'Remove 4190 (tap still fails until linkerd-cni is upgraded)',
    ]);
  });

  it('informs if nothing is known, because it does not depend on who sets up iptables', () => {
    check(`
      kind: Pod
      metadata:
        annotations:
          config.linkerd.io/skip-inbound-ports: "8080,4190,4191"
      #                                               ^^^^ information skip-inbound-covers-control-port suggestion: This list contains 4190, the port of tap
    `);
  });

  it('is silent below a control plane before 2.11, which gives listed ports their identity', () => {
    for (const settings of [
      AFFECTED_BEFORE_211,
      settingsOf({ dataPlane: 'proxy-init', linkerd: 'edge-21.4.3' }),
    ]) {
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

  it('sees the port after a space, because the destination controller does', () => {
    check(
      `
      kind: Pod
      metadata:
        annotations:
          config.linkerd.io/skip-inbound-ports: "8080, 4190"
      #                                               ^^^^^ warning skip-inbound-covers-control-port safe
      `,
      FIXED_CNI,
    );
  });

  it.each([
    [PROXY_INIT, 'Remove it: the proxy’s own ports are skipped without being listed.'],
    [FIXED_CNI, 'Remove it: the proxy’s own ports are skipped without being listed.'],
    [AFFECTED, 'Upgrade linkerd-cni and remove 4190, or use opaque-ports instead.'],
    [settingsOf({}), 'Remove 4190, and upgrade linkerd-cni if it is older than v1.6.3.'],
  ])('says what helps (%#)', (settings, remedy) => {
    const text =
      'kind: Pod\nmetadata: {annotations: {config.linkerd.io/skip-inbound-ports: "80,4190,4191"}}\n';
    expect(lint(text, settings).map(({ message }) => message)).toEqual([expect.stringMatching(`${remedy}$`)]);
  });

  it('offers once to remove a list of nothing else', () => {
    const text =
      'kind: Pod\nmetadata: {annotations: {a: b, config.linkerd.io/skip-inbound-ports: "4190,"}}\n';
    const found = lint(text, AFFECTED).find((finding) => finding.rule === RULE);
    expect(found?.fixes.map(({ title }) => title)).toEqual([
      'Remove skip-inbound-ports (the proxy then handles these ports too)',
    ]);
  });

  it('is silent about a range in reverse order, which nobody reads', () => {
    check(
      `
      kind: Pod
      metadata: {annotations: {config.linkerd.io/skip-inbound-ports: "80,5000-4000"}}
      `,
      PROXY_INIT,
    );
  });

  for (const [before, after] of [
    ['"4189-4191,4190,80"', '"4189,80"'],
    ['4189-4191,4190', '"4189"'],
    ['"80,4190,4191-4192"', '"80,4192"'],
    ['"8080,4190,4191"', '"8080"'],
    ['"8080, 4190, 4191"', '"8080"'],
    ['"8080,4191 ,4190"', '"8080"'],
    ['"4190,4191"', '"4191"'],
    ["'4190-4191'", "'4191'"],
    ['4190-4191', '"4191"'],
    ['8080,4190', '"8080"'],
    ['"1-65535"', '"1-4189,4192-65535"'],
    ['4189-4191', '"4189"'],
    ['"4190,4190,8080"', '"8080"'],
    ['"8080,4190,4190"', '"8080"'],
    ['"4190,8080,4190-4191,4190"', '"8080"'],
    ['|-\n      4190,8080', '|-\n      8080'],
    ['"4185-4190,8080"', '"4185-4189,8080"'],
    ['"4190-4195"', '"4192-4195"'],
    ['"8080,4190-4191"', '"8080"'],
    ['"4191,4185-4190"', '"4185-4189"'],
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

  it('leaves 4191 alone if the proxy’s admin port is another', () => {
    const withPort = (list: string) =>
      `metadata:\n  annotations:\n    config.linkerd.io/admin-port: "9998"\n    config.linkerd.io/skip-inbound-ports: ${list}\n`;
    checkFix(withPort('"8080,4190,4191"'), RULE, withPort('"8080,4191"'), PROXY_INIT);
  });

  it('says which ports the fix removes', () => {
    const title = (list: string) =>
      lint(
        `kind: Pod\nmetadata:\n  annotations:\n    a: b\n    config.linkerd.io/skip-inbound-ports: "${list}"\n`,
        PROXY_INIT,
      )
        .flatMap(({ fixes }) => fixes)
        .map((fix) => fix.title);
    expect(title('8080,4190,4191')).toEqual(['Remove 4190, 4191']);
    expect(title('8080,4190')).toEqual(['Remove 4190']);
    expect(title('4190,4191')).toEqual([
      'Remove 4190',
      'Remove skip-inbound-ports (the proxy then handles these ports too)',
    ]);
  });

  it('quotes where commas separate entries', () => {
    checkFix(
      'annotations: {config.linkerd.io/skip-inbound-ports: 1-9000}\n',
      RULE,
      'annotations: {config.linkerd.io/skip-inbound-ports: "1-4189,4192-9000"}\n',
      FIXED_CNI,
    );
  });

  it('does not see the port in a range that Linkerd ignores', () => {
    check(
      `
      annotations:
        config.linkerd.io/skip-inbound-ports: "8080,4195-4185"
      #                                             ^^^^^^^^^ error skip-ports-reversed-range suggestion
      `,
      PROXY_INIT,
    );
  });

  it.each([
    ['"4190"', ['Remove skip-inbound-ports (the proxy then handles these ports too)']],
    ['"4190,"', ['Remove skip-inbound-ports (the proxy then handles these ports too)']],
    ['"4190,{{ .Values.port }}"', ['Remove 4190']],
    ['"4190,9090-8080"', ['Remove 4190']],
  ])('offers for %s: %s', (list, titles) => {
    const text = `kind: Pod\nmetadata:\n  annotations:\n    a: b\n    config.linkerd.io/skip-inbound-ports: ${list}\n`;
    const [finding] = lint(text, PROXY_INIT).filter(({ rule: id }) => id === RULE);
    expect(finding?.fixes.map(({ title }) => title)).toEqual(titles);
    expect(finding?.advice).toBeUndefined();
  });

  it.each([
    [AFFECTED, 'Upgrade linkerd-cni and remove 4190, or use opaque-ports instead.'],
    [UNKNOWN, 'Remove 4190, and upgrade linkerd-cni if it is older than v1.6.3.'],
    [PROXY_INIT, 'Remove it: the proxy’s own ports are skipped without being listed.'],
  ])('says what helps (%#)', (settings, remedy) => {
    const text =
      'kind: Pod\nmetadata: {annotations: {config.linkerd.io/skip-inbound-ports: "8080,4190,4191"}}\n';
    expect(lint(text, settings)[0]?.message).toMatch(new RegExp(`${remedy}$`));
  });

  it('offers nothing twice where linkerd-cni may have the bug', () => {
    for (const settings of [AFFECTED, UNKNOWN]) {
      const [finding] = lint(
        'kind: Pod\nmetadata:\n  annotations:\n    a: b\n    config.linkerd.io/skip-inbound-ports: "4190"\n',
        settings,
      ).filter(({ rule: id }) => id === RULE);
      expect(finding?.fixes.map(({ title, safety, isPreferred }) => [title, safety, isPreferred])).toEqual([
        ['Remove skip-inbound-ports (the proxy then handles these ports too)', 'suggestion', false],
      ]);
      expect(finding?.advice).toBe('Upgrade linkerd-cni to v1.6.3 or newer (explains how)');
    }
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
    checkFix(
      before,
      'Remove skip-inbound-ports (the proxy then handles these ports too)',
      'kind: Pod\nmetadata:\n  annotations:\n    a: b\n',
      FIXED_CNI,
    );
    checkFixAllTo(before, before, FIXED_CNI);
  });
});
