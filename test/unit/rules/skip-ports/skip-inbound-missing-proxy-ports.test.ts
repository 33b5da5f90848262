import { describe, expect, it } from 'vitest';
import { anyFix, fixAll } from '../../../../server/src/engine/fixAll.ts';
import rule from '../../../../server/src/rules/skip-ports/skip-inbound-missing-proxy-ports.ts';
import { describeRule } from '../../../support/describeRule.ts';
import { readExample } from '../../../support/example.ts';
import {
  AFFECTED,
  AFFECTED_BEFORE_211,
  FIXED_CNI,
  lint,
  linter,
  PROXY_INIT,
  settingsOf,
  UNKNOWN,
} from '../../../support/lint.ts';

const RULE = 'skip-inbound-missing-proxy-ports';
const ADD = 'Add 4190 and 4191 (tap stays refused)';
const OPAQUE =
  'Use opaque-ports instead (on the Service too if the server speaks first, or clients wait 10 s)';

/** Titles of the preferred fixes for a pod with these annotations. */
function preferred(annotations: string): string[] {
  return lint(`kind: Pod\nmetadata:\n  annotations:\n${annotations}`).flatMap(({ rule, fixes }) =>
    rule === RULE ? fixes.filter(({ isPreferred }) => isPreferred).map(({ title }) => title) : [],
  );
}

function rulesIn(source: string): string[] {
  return lint(readExample(source).text).map(({ rule }) => rule);
}

describeRule(rule, ({ check, checkFix, checkFixAllTo }) => {
  it('warns of both ports where linkerd-cni has the bug, and adds nothing by itself', () => {
    check(
      `
      kind: Pod
      metadata:
        annotations:
          config.linkerd.io/skip-inbound-ports: "9001"
      #                                         ^^^^^^ warning skip-inbound-missing-proxy-ports suggestion: leaves out 4190 (tap) and 4191 (metrics and health). linkerd-cni before v1.6.3
      `,
      AFFECTED,
    );
  });

  it('warns where the environment is not known, but fix-all leaves the list alone', () => {
    for (const settings of [UNKNOWN, settingsOf({ dataPlane: 'cni' }), settingsOf({ linkerd: '2.18' })]) {
      check(
        `
        kind: Pod
        metadata:
          annotations:
            config.linkerd.io/skip-inbound-ports: "9001"
        #                                         ^^^^^^ warning skip-inbound-missing-proxy-ports suggestion: leaves out 4190 (tap) and 4191
        `,
        settings,
      );
    }
  });

  it('is silent where the ports are skipped in any case', () => {
    for (const settings of [PROXY_INIT, FIXED_CNI, settingsOf({ cniPlugin: 'v1.7.0-alpha.1' })]) {
      check(
        `
        kind: Pod
        metadata:
          annotations:
            config.linkerd.io/skip-inbound-ports: "9001"
        `,
        settings,
      );
    }
  });

  it('names the one port that is missing', () => {
    check(`
      kind: Pod
      metadata:
        annotations:
          config.linkerd.io/skip-inbound-ports: "9001,4191"
      #                                         ^^^^^^^^^^^ warning skip-inbound-missing-proxy-ports suggestion: leaves out 4190 (tap). linkerd-cni before v1.6.3
      ---
      kind: Pod
      metadata:
        annotations:
          config.linkerd.io/skip-inbound-ports: "1-4190"
      #                                         ^^^^^^^^ warning skip-inbound-missing-proxy-ports suggestion: leaves out 4191 (metrics and health). linkerd-cni before v1.6.3
      #                                          ^^^^^^ information skip-inbound-covers-control-port suggestion
    `);
  });

  it('counts ports that a range covers, and not digits that look alike', () => {
    for (const value of ['1-65535', '4190-4191', '4000-4190,4191', '04190,+4191', '4191,4190,80']) {
      expect(
        rulesIn(`
        kind: Pod
        metadata:
          annotations:
            config.linkerd.io/skip-inbound-ports: "${value}"
      `),
      ).toEqual(['skip-inbound-covers-control-port']);
    }
    check(`
      kind: Pod
      metadata:
        annotations:
          config.linkerd.io/skip-inbound-ports: "14190,41910,1-4189,4192-65535"
      #                                         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning skip-inbound-missing-proxy-ports suggestion: leaves out 4190 (tap) and 4191
      #                                          ^^^^^ hint skip-ports-overlap safe
      #                                                ^^^^^ hint skip-ports-overlap safe
    `);
  });

  describe('ports that the pod moves', () => {
    it('are the ones that must be in the list', () => {
      check(`
        kind: Pod
        metadata:
          annotations:
            config.linkerd.io/control-port: "5190"
        #                                   ^^^^^^ information control-port-breaks-viz-tap
            config.linkerd.io/skip-inbound-ports: "4190,4191"
        #                                         ^^^^^^^^^^^ warning skip-inbound-missing-proxy-ports suggestion: leaves out 5190 (tap). linkerd-cni
      `);
      check(`
        kind: Pod
        metadata:
          annotations:
            config.linkerd.io/skip-inbound-ports: "4190,5191"
        #                                          ^^^^ information skip-inbound-covers-control-port suggestion
            config.linkerd.io/admin-port: '5191'
      `);
    });

    it('are named once if they are the same port', () => {
      check(`
        kind: Pod
        metadata:
          annotations:
            config.linkerd.io/control-port: "4191"
            config.linkerd.io/skip-inbound-ports: "8080"
        #                                         ^^^^^^ warning skip-inbound-missing-proxy-ports suggestion: leaves out 4191 (tap). linkerd-cni
      `);
    });

    it('count only where the injector can read them', () => {
      check(`
        kind: Pod
        metadata:
          annotations:
            config.linkerd.io/control-port: "tap"
        #                                   ^^^^^ error invalid-number: “tap” is not a valid port number
            config.linkerd.io/skip-inbound-ports: "4191"
        #                                         ^^^^^^ warning skip-inbound-missing-proxy-ports suggestion: leaves out 4190
      `);
    });

    it('are unknown where a template decides', () => {
      check(`
        kind: Pod
        metadata:
          annotations:
            config.linkerd.io/control-port: "{{ .Values.controlPort }}"
            config.linkerd.io/skip-inbound-ports: "8080"
      `);
    });

    it('may be merged in', () => {
      check(`
        defaults: &ports
          config.linkerd.io/control-port: "5190"
        annotations:
          <<: *ports
          config.linkerd.io/skip-inbound-ports: "5190,4191"
      `);
    });
  });

  describe('one mistake, one finding', () => {
    it('says nothing of what is missing in a list that is not read', () => {
      for (const line of [
        'skip-inbound-ports:',
        'skip-inbound-ports: null',
        'skip-inbound-ports: ~',
        'skip-inbound-ports: "{{ .Values.ports }}"',
        'skip-inbound-ports: "{{ .Values.port }},9090"',
        'skip-inbound-ports: "{{ range .Values.ports }}{{ . }},{{ end }}"',
        'skip-inbound-ports: {{ .Values.ports | quote }}',
        'skip-inbound-ports: "8080{{ if .Values.tls }},8443{{ end }}"',
      ]) {
        check(`
          kind: Pod
          metadata:
            annotations:
              config.linkerd.io/${line}
        `);
      }
    });

    it('says it once where no token is a port', () => {
      check(`
        kind: Pod
        metadata:
          annotations:
            config.linkerd.io/skip-inbound-ports: "http"
        #                                         ^^^^^^ error skip-ports-no-valid-token
      `);
    });

    it('says it once where the value is empty', () => {
      check(`
        kind: Pod
        metadata:
          annotations:
            config.linkerd.io/skip-inbound-ports: ""
        #                                         ^^ information skip-ports-empty-value
      `);
    });

    it('says it once where the annotation is never read', () => {
      check(`
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          annotations:
            config.linkerd.io/skip-inbound-ports: "8080, 9090"
        #   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error annotation-on-workload-metadata
      `);
    });
  });

  describe(ADD, () => {
    for (const [before, after] of [
      ['"9001"', '"9001,4190,4191"'],
      ["'9001'", "'9001,4190,4191'"],
      ['9001', '"9001,4190,4191"'],
      ['9001,9002', '9001,9002,4190,4191'],
      ['9001-9002', '9001-9002,4190,4191'],
      ['"9001,"', '"9001,4190,4191"'],
      ['"9001"  # the database', '"9001,4190,4191"  # the database'],
      ['&ports "9001"', '&ports "9001,4190,4191"'],
      ['!!str 9001', '!!str 9001,4190,4191'],
      ['>-\n      9001', '>-\n      9001,4190,4191'],
      ['|-\n      9001\n', '|-\n      9001,4190,4191\n'],
      ['|\n      9001,9002\n', '|-\n      9001,9002,4190,4191\n'],
      ['"\\u0039001"', '"\\u0039001,4190,4191"'],
    ] as const) {
      it(`makes ${JSON.stringify(before)} into ${JSON.stringify(after)}`, () => {
        checkFix(
          `kind: Pod\nmetadata:\n  annotations:\n    config.linkerd.io/skip-inbound-ports: ${before}\n    a: b\n`,
          ADD,
          `kind: Pod\nmetadata:\n  annotations:\n    config.linkerd.io/skip-inbound-ports: ${after}\n    a: b\n`,
          AFFECTED,
        );
      });
    }

    it('adds only what is missing', () => {
      checkFix(
        'annotations: {config.linkerd.io/skip-inbound-ports: "4190"}\n',
        'Add 4191 (tap stays refused)',
        'annotations: {config.linkerd.io/skip-inbound-ports: "4190,4191"}\n',
      );
    });

    it('quotes a bare list where commas separate entries', () => {
      checkFix(
        'annotations: {config.linkerd.io/skip-inbound-ports: 9000-9001, a: b}\n',
        ADD,
        'annotations: {config.linkerd.io/skip-inbound-ports: "9000-9001,4190,4191", a: b}\n',
      );
      checkFix(
        'ports: [&ports 9000-9001]\nannotations:\n  config.linkerd.io/skip-inbound-ports: *ports\n',
        `${ADD} (changes every use of “&ports”)`,
        'ports: [&ports "9000-9001,4190,4191"]\nannotations:\n  config.linkerd.io/skip-inbound-ports: *ports\n',
      );
    });

    it('does not quote what a tag makes a number', () => {
      checkFix('annotations: {config.linkerd.io/skip-inbound-ports: !!int 80}\n', ADD, undefined);
    });

    it('works in JSON', () => {
      checkFix(
        `
        {
        	"kind": "Pod",
        	"metadata": { "annotations": { "config.linkerd.io/skip-inbound-ports": "9001" } }
        }
        `,
        ADD,
        `
        {
        	"kind": "Pod",
        	"metadata": { "annotations": { "config.linkerd.io/skip-inbound-ports": "9001,4190,4191" } }
        }
        `,
      );
    });

    it('is done by fix-all below a control plane before 2.11, together with what else is wrong', () => {
      checkFixAllTo(
        `
        kind: Pod
        metadata:
          annotations:
            config.linkerd.io/skip-inbound-ports: 8080
            config.linkerd.io/skip-outbound-ports: "3306, 5432"
        ---
        kind: Pod
        metadata:
          annotations:
            config.linkerd.io/skip-inbound-ports: "8080, 4190,4191,8080"
        `,
        `
        kind: Pod
        metadata:
          annotations:
            config.linkerd.io/skip-inbound-ports: "8080,4190,4191"
            config.linkerd.io/skip-outbound-ports: "3306,5432"
        ---
        kind: Pod
        metadata:
          annotations:
            config.linkerd.io/skip-inbound-ports: "8080,4190,4191"
        `,
        AFFECTED_BEFORE_211,
        ['skip-ports-whitespace', 'skip-ports-overlap'],
      );
    });

    it('is done by nothing else, neither the safe fixes nor all suggestions', () => {
      const before = `
        kind: Pod
        metadata:
          annotations:
            config.linkerd.io/skip-inbound-ports: "\u0039001"
        `;
      for (const settings of [AFFECTED, UNKNOWN]) {
        checkFixAllTo(before, before, settings);
        const all = fixAll(linter, readExample(before).text, settings, anyFix).text;
        expect(all).toContain('opaque-ports');
        expect(all).not.toContain('4190');
        const alone = '- &ports "9001"\n- annotations:\n    config.linkerd.io/skip-inbound-ports: *ports\n';
        const fixes = lint(alone, settings).flatMap((finding) => finding.fixes);
        expect(fixes.map(({ isLastResort }) => isLastResort)).toEqual([true]);
        expect(fixAll(linter, alone, settings, anyFix).text).toBe(alone);
      }
    });
  });

  it('offers what works first, and the ports last, with their price', () => {
    for (const settings of [AFFECTED, UNKNOWN]) {
      const [finding] = lint(
        'kind: Pod\nmetadata:\n  annotations:\n    config.linkerd.io/skip-inbound-ports: "9001"\n',
        settings,
      );
      expect(finding?.fixes.map(({ title, safety, isPreferred }) => [title, safety, isPreferred])).toEqual([
        [OPAQUE, 'suggestion', true],
        ['Remove skip-inbound-ports (the proxy then handles these ports too)', 'suggestion', false],
        [ADD, 'suggestion', false],
      ]);
      expect(finding?.advice).toBe('Upgrade linkerd-cni to v1.6.3 or newer (explains how)');
    }
  });

  it('prefers opaque-ports only where nothing speaks against it', () => {
    for (const more of [
      'config.linkerd.io/default-inbound-policy: all-authenticated',
      'config.linkerd.io/proxy-require-identity-inbound-ports: "9001"',
    ])
      expect(preferred(`    ${more}\n    config.linkerd.io/skip-inbound-ports: "9001"\n`)).toEqual([]);
    expect(preferred('    config.linkerd.io/skip-inbound-ports: "1-4189,4192-65535"\n')).toEqual([]);
    expect(preferred('    config.linkerd.io/skip-inbound-ports: "9001"\n')).toEqual([OPAQUE]);
    expect(preferred('    config.linkerd.io/skip-inbound-ports: "9001-9100"\n')).toEqual([OPAQUE]);
    expect(preferred('    config.linkerd.io/skip-inbound-ports: "9001-9101"\n')).toEqual([]);
  });

  describe('opaque-ports instead', () => {
    const TITLE = OPAQUE;

    it('turns the annotation into opaque-ports', () => {
      checkFix(
        `
        kind: Pod
        metadata:
          annotations:
            # MySQL speaks first
            "config.linkerd.io/skip-inbound-ports": 3306 # why
        `,
        TITLE,
        `
        kind: Pod
        metadata:
          annotations:
            # MySQL speaks first
            "config.linkerd.io/opaque-ports": "3306" # why
        `,
      );
    });

    it('adds what is missing to an annotation that is there', () => {
      checkFix(
        `
        kind: Pod
        metadata:
          annotations:
            config.linkerd.io/skip-inbound-ports: "3306,25,8000-8001"
            config.linkerd.io/opaque-ports: '25' # mail
        `,
        TITLE,
        `
        kind: Pod
        metadata:
          annotations:
            config.linkerd.io/opaque-ports: '25,3306,8000-8001' # mail
        `,
      );
      checkFix(
        'kind: Pod\nmetadata: {annotations: {config.linkerd.io/opaque-ports: "", config.linkerd.io/skip-inbound-ports: "25"}}\n',
        TITLE,
        'kind: Pod\nmetadata: {annotations: {config.linkerd.io/opaque-ports: "25"}}\n',
      );
    });

    it('leaves the proxy’s own ports out, and keeps the default ones of the pod', () => {
      checkFix(
        `
        kind: Pod
        metadata:
          annotations:
            config.linkerd.io/skip-inbound-ports: "4191,9001"
        spec:
          containers:
            - ports: [{containerPort: 6379}, {containerPort: 25, protocol: UDP}, {containerPort: 9001}]
        `,
        TITLE,
        `
        kind: Pod
        metadata:
          annotations:
            config.linkerd.io/opaque-ports: "9001,6379"
        spec:
          containers:
            - ports: [{containerPort: 6379}, {containerPort: 25, protocol: UDP}, {containerPort: 9001}]
        `,
      );
    });

    it('names no port of the pod twice', () => {
      const pod = (annotation: string) =>
        `kind: Pod\nmetadata: {annotations: {config.linkerd.io/${annotation}}}\nspec: {containers: [{ports: [{containerPort: 3306}]}]}\n`;
      checkFix(pod('skip-inbound-ports: "80,3306"'), TITLE, pod('opaque-ports: "80,3306"'));
    });

    it('removes the annotation where opaque-ports has all of it', () => {
      checkFix(
        `
        kind: Pod
        metadata:
          annotations:
            config.linkerd.io/opaque-ports: 1-9000
            config.linkerd.io/skip-inbound-ports: "3306"`,
        TITLE,
        `
        kind: Pod
        metadata:
          annotations:
            config.linkerd.io/opaque-ports: 1-9000
        `,
      );
    });

    it('is not offered where it would not be certain', () => {
      for (const annotations of [
        '{config.linkerd.io/skip-inbound-ports: "3306,mysql"}',
        '{config.linkerd.io/skip-inbound-ports: "0,3306"}',
        '{config.linkerd.io/skip-inbound-ports: "4191"}',
        '{config.linkerd.io/skip-inbound-ports: "4191", config.linkerd.io/opaque-ports: "25"}',
        '{config.linkerd.io/skip-inbound-ports: "3306,mysql", config.linkerd.io/opaque-ports: "25"}',
        '{config.linkerd.io/skip-inbound-ports: "3306, 5432"}',
        '{config.linkerd.io/skip-inbound-ports: "3306,4000-4190"}',
        '{config.linkerd.io/skip-inbound-ports: "3306,4191-5000"}',
        '{config.linkerd.io/skip-inbound-ports: "3306", config.linkerd.io/opaque-ports: [25]}',
        '{config.linkerd.io/skip-inbound-ports: "3306", config.linkerd.io/opaque-ports: "{{ .Values.opaque }}"}',
        '{config.linkerd.io/skip-inbound-ports: "3306", config.linkerd.io/opaque-ports: null}',
        '{config.linkerd.io/opaque-ports: , config.linkerd.io/skip-inbound-ports: "3306"}',
        '{config.linkerd.io/opaque-ports: "1", config.linkerd.io/skip-inbound-ports: &anchor "3306"}',
      ]) {
        checkFix(`kind: Pod\nmetadata:\n  annotations: ${annotations}\n`, TITLE, undefined);
      }
    });

    it.each([
      'annotations: {config.linkerd.io/skip-inbound-ports: "3306"}\n',
      'kind: Pod\nx: &shared {config.linkerd.io/skip-inbound-ports: "3306"}\nmetadata: {annotations: *shared}\n',
      'kind: Pod\nx: &more {config.linkerd.io/opaque-ports: "25"}\nmetadata: {annotations: {<<: *more, config.linkerd.io/skip-inbound-ports: "3306"}}\n',
      'kind: Pod\nx: &ports "25"\nmetadata: {annotations: {config.linkerd.io/opaque-ports: *ports, config.linkerd.io/skip-inbound-ports: "3306"}}\n',
      'kind: Pod\nmetadata: {annotations: {config.linkerd.io/opaque-ports: [25], config.linkerd.io/skip-inbound-ports: "3306"}}\n',
      'kind: Pod\nmetadata: {annotations: {<<: {config.linkerd.io/opaque-ports: "25"}, config.linkerd.io/skip-inbound-ports: "3306"}}\n',
    ])('is not offered for %j', (text) => {
      const titles = lint(text).flatMap(({ fixes }) => fixes.map(({ title }) => title));
      expect(titles.filter((title) => title.startsWith('Use opaque-ports'))).toEqual([]);
      expect(titles).not.toEqual([]);
    });

    it.each([
      ['4000-4190', undefined],
      ['4191-5000', undefined],
      ['3306,4100-4190', undefined],
      ['3306,4191', '3306'],
      ['4100-4189', '4100-4189'],
      ['4192-4200', '4192-4200'],
    ])('makes of the list %s, without the proxy’s ports, %s', (before, after) => {
      const pod = (annotation: string) =>
        `kind: Pod\nmetadata:\n  annotations:\n    config.linkerd.io/${annotation}"\n`;
      checkFix(pod(`skip-inbound-ports: "${before}`), TITLE, after && pod(`opaque-ports: "${after}`));
    });

    it('leaves out the ports of a proxy that a pod moved, and their defaults', () => {
      const pod = (annotation: string) =>
        `kind: Pod\nmetadata:\n  annotations:\n    config.linkerd.io/control-port: "5190"\n    config.linkerd.io/admin-port: "5191"\n    config.linkerd.io/${annotation}\n`;
      checkFix(pod('skip-inbound-ports: "4191,5190,3306"'), TITLE, pod('opaque-ports: "3306"'));
      checkFix(pod('skip-inbound-ports: "3306,5191,4190"'), TITLE, pod('opaque-ports: "3306"'));
    });

    it('says what it replaces in a Namespace, and is not preferred there', () => {
      const namespace = (annotation: string) =>
        `kind: Namespace\nmetadata:\n  annotations:\n    config.linkerd.io/${annotation}: "3306"\n`;
      const title = 'Use opaque-ports instead (replaces the default opaque ports in this namespace)';
      checkFix(namespace('skip-inbound-ports'), title, namespace('opaque-ports'));
      const fixes = lint(namespace('skip-inbound-ports')).flatMap((finding) => finding.fixes);
      expect(fixes.find((fix) => fix.title === title)?.isPreferred).toBe(false);
    });

    it('is preferred for as many ports as a server may have', () => {
      expect(preferred('    config.linkerd.io/skip-inbound-ports: "9001-9100"\n')).toEqual([TITLE]);
      expect(preferred('    config.linkerd.io/skip-inbound-ports: "80,9001-9100"\n')).toEqual([]);
    });

    it('is not offered where a template may leave one of the two out', () => {
      checkFix(
        `
        kind: Pod
        metadata:
          annotations:
            {{- if .Values.opaque }}
            config.linkerd.io/opaque-ports: "25"
            {{- end }}
            config.linkerd.io/skip-inbound-ports: "3306"
        `,
        TITLE,
        undefined,
      );
    });
  });

  it.each([
    [AFFECTED, '9001', 'Upgrade linkerd-cni, or use opaque-ports instead.'],
    [AFFECTED, '9001,4191', 'Upgrade linkerd-cni, or use opaque-ports instead.'],
    [AFFECTED_BEFORE_211, '9001', 'Upgrade linkerd-cni, or add them.'],
    [AFFECTED_BEFORE_211, '9001,4191', 'Upgrade linkerd-cni, or add it.'],
  ])('says what helps (%#)', (settings, list, remedy) => {
    const text = `kind: Pod\nmetadata: {annotations: {config.linkerd.io/skip-inbound-ports: "${list}"}}\n`;
    const [finding] = lint(text, settings).filter(({ rule: id }) => id === RULE);
    expect(finding?.message).toMatch(new RegExp(`${remedy}$`));
  });
});
