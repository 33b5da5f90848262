import { describe, it } from 'vitest';
import rule from '../../../../server/src/rules/skip-ports/skip-inbound-missing-proxy-ports.ts';
import { describeRule } from '../../../support/describeRule.ts';
import { AFFECTED, FIXED_CNI, PROXY_INIT, settingsOf, UNKNOWN } from '../../../support/lint.ts';

const RULE = 'skip-inbound-missing-proxy-ports';

describeRule(rule, ({ check, checkFix, checkFixAllTo }) => {
  it('warns of both ports where linkerd-cni has the bug, and fix-all may add them', () => {
    check(
      `
      kind: Pod
      metadata:
        annotations:
          config.linkerd.io/skip-inbound-ports: "9001"
      #                                         ^^^^^^ warning skip-inbound-missing-proxy-ports safe: leaves out 4190 (tap) and 4191 (metrics and health). linkerd-cni before v1.6.3
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
    `);
  });

  it('counts ports that a range covers, and not digits that look alike', () => {
    for (const value of ['1-65535', '4190-4191', '4000-4190,4191', '04190,+4191', '4191,4190,80']) {
      check(`
        kind: Pod
        metadata:
          annotations:
            config.linkerd.io/skip-inbound-ports: "${value}"
      `);
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
            config.linkerd.io/admin-port: '5191'
      `);
    });

    it('count only where the injector can read them', () => {
      check(`
        kind: Pod
        metadata:
          annotations:
            config.linkerd.io/control-port: "tap"
        #                                   ^^^^^ error invalid-number: no port
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

  describe('Add 4190 and 4191', () => {
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
          RULE,
          `kind: Pod\nmetadata:\n  annotations:\n    config.linkerd.io/skip-inbound-ports: ${after}\n    a: b\n`,
          AFFECTED,
        );
      });
    }

    it('adds only what is missing', () => {
      checkFix(
        'annotations: {config.linkerd.io/skip-inbound-ports: "4190"}\n',
        'Add 4191',
        'annotations: {config.linkerd.io/skip-inbound-ports: "4190,4191"}\n',
      );
    });

    it('quotes a bare list where commas separate entries', () => {
      checkFix(
        'annotations: {config.linkerd.io/skip-inbound-ports: 9000-9001, a: b}\n',
        RULE,
        'annotations: {config.linkerd.io/skip-inbound-ports: "9000-9001,4190,4191", a: b}\n',
      );
      checkFix(
        'ports: [&ports 9000-9001]\nannotations:\n  config.linkerd.io/skip-inbound-ports: *ports\n',
        RULE,
        'ports: [&ports "9000-9001,4190,4191"]\nannotations:\n  config.linkerd.io/skip-inbound-ports: *ports\n',
      );
    });

    it('does not quote what a tag makes a number', () => {
      checkFix('annotations: {config.linkerd.io/skip-inbound-ports: !!int 80}\n', RULE, undefined);
    });

    it('works in JSON', () => {
      checkFix(
        `
        {
        	"kind": "Pod",
        	"metadata": { "annotations": { "config.linkerd.io/skip-inbound-ports": "9001" } }
        }
        `,
        'Add 4190 and 4191',
        `
        {
        	"kind": "Pod",
        	"metadata": { "annotations": { "config.linkerd.io/skip-inbound-ports": "9001,4190,4191" } }
        }
        `,
      );
    });

    it('is done by fix-all where the environment is affected, together with what else is wrong', () => {
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
        AFFECTED,
        ['skip-ports-whitespace', 'skip-ports-overlap'],
      );
    });
  });

  describe('Proxy these ports as opaque instead', () => {
    const TITLE = 'Proxy these ports as opaque instead';

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
        '{config.linkerd.io/skip-inbound-ports: "3306", config.linkerd.io/opaque-ports: "{{ .Values.opaque }}"}',
        '{config.linkerd.io/skip-inbound-ports: "3306", config.linkerd.io/opaque-ports: null}',
        '{config.linkerd.io/opaque-ports: , config.linkerd.io/skip-inbound-ports: "3306"}',
        '{config.linkerd.io/opaque-ports: "1", config.linkerd.io/skip-inbound-ports: &anchor "3306"}',
      ]) {
        checkFix(`kind: Pod\nmetadata:\n  annotations: ${annotations}\n`, TITLE, undefined);
      }
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
});
