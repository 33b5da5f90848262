import { describe, expect, it } from 'vitest';
import { ENGINE_RULES } from '../../../server/src/engine/engineRules.ts';
import { SourceFile } from '../../../server/src/engine/sourceFile.ts';
import { disableEdit } from '../../../server/src/features/codeActions/disableEdit.ts';
import { RULES } from '../../../server/src/rules/registry.ts';
import { applyEdits } from '../../../server/src/text/edit.ts';
import { check } from '../../support/check.ts';
import { lint, settingsOf, UNKNOWN } from '../../support/lint.ts';
import { pageExamplesOf } from '../../support/rulePages.ts';

function errorsIn(text: string, settings = UNKNOWN): string[] {
  return lint(text, settings)
    .filter(({ rule }) => rule === 'yaml-syntax-error')
    .map(({ range, message }) => `${text.slice(range.start, range.end)} ${message.replace(/^.*?: /, '')}`);
}

describe('yaml-syntax-error', () => {
  it.each([
    ['a tab', 'metadata:\n\tannotations: # linkerd\n', 'annotations: a tab indents this line'],
    ['a line too far left', 'a: # linkerd\n    b: c\n   d: e\n', 'this line is indented differently'],
    ['a line without a colon', 'kind: Pod # linkerd\nmetadata\nspec: {}\n', 'this line has no colon'],
    ['two colons', 'linkerd: a: b\n', 'a second colon is on this line'],
    ['a quotation mark that is never closed', 'linkerd.io/inject: "enabled\n', 'quotation mark is missing'],
    ['a brace that is never closed', 'linkerd: {a: b\nc: d\n', 'closing brace or bracket is missing'],
    ['a bracket that nothing opened', 'linkerd: [a]]\n', '] this does not belong here'],
    ['a character that is reserved', 'linkerd: `a`\n', '`a` a value that begins with this character'],
    ['an escape sequence that there is not', 'linkerd: "\\q"\n', 'this is not an escape sequence'],
    ['text behind a quoted scalar', 'linkerd: "a" b\n', 'this does not belong here'],
    ['marks of a merge', 'a: linkerd\n<<<<<<< HEAD\nb: c\n=======\nb: d\n>>>>>>> theirs\n', 'has no colon'],
    ['a depth that nothing real has', `linkerd: ${'{a: '.repeat(3_000)}`, 'nested too deep'],
    ['such a depth in brackets', `linkerd: ${'['.repeat(600)}${']'.repeat(600)}`, 'nested too deep'],
  ])('marks %s', (_, text, expected) => {
    const [error = ''] = errorsIn(text);
    expect(error).toContain(expected);
    expect(errorsIn(text)).toHaveLength(1);
  });

  it('stands where the parser gives up, in its document alone', () => {
    check(`
      kind: Namespace # linkerd
      ---
      kind: Pod
      metadata:
        annotations:
          linkerd.io/inject: enabled
         config.linkerd.io/skip-outbound-ports: "80, 90"
      #  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error yaml-syntax-error: This document is not valid YAML
      ---
      kind: Pod
      metadata:
        annotations:
          config.linkerd.io/skip-outbound-ports: "80, 90"
      #                                              ^^^ error skip-ports-whitespace safe
    `);
  });

  it.each(['"8080, 9090', "'8080, 9090", '"', '"enabled\\"'])(
    'is the only finding about a value whose quotation mark is never closed: %s',
    (value) => {
      for (const key of ['skip-inbound-ports', 'enable-debug-sidecar', 'proxy-cpu-limit']) {
        const pod = `kind: Pod\nmetadata:\n  annotations:\n    config.linkerd.io/${key}: ${value}\n  labels: {}\n`;
        expect(lint(pod).map(({ rule }) => rule)).toEqual(['yaml-syntax-error']);
      }
    },
  );

  it('can be set and silenced like any other', () => {
    const text = 'linkerd.io/inject: "enabled\n';
    expect(lint(text, settingsOf({}, { 'yaml-syntax-error': 'off' }))).toEqual([]);
    expect(lint(text, settingsOf({}, { 'yaml-syntax-error': 'hint' }))).toMatchObject([{ severity: 'hint' }]);
    expect(lint(`# linkerd-lint-disable yaml-syntax-error\n${text}`)).toEqual([]);
    const broken = 'a: linkerd\nb: [c]] # linkerd-lint-disable-line yaml-syntax-error\n';
    expect(lint(broken)).toEqual([]);
    expect(lint('linkerd: 1 # linkerd-lint-disable-line yaml-syntax-error\n')).toMatchObject([
      { rule: 'suppression-unused' },
    ]);
  });

  describe('is silent about', () => {
    it.each([
      ['a document that does not mention Linkerd', 'a: "b\n'],
      ['Helm templates', 'linkerd: {{ .Values.a }}"\nb: [\n'],
      ['a half-typed Helm action', 'linkerd: {{ .Values.a }\nb: c\n'],
      ['Jinja', '{% if a %}\nlinkerd: "b\n'],
      ['Terraform and Flux', 'linkerd: ${a\nb: "c\n'],
      ['ERB', 'linkerd: <%= @a %>\nb: [<%= @c %>\n'],
      ['Levant', 'linkerd: [[ .a ]]b\n'],
      ['variables between signs', 'linkerd: @VERSION@\n'],
      ['variables between percent signs', 'linkerd: %VERSION%\n'],
      ['settings of editors', '{\n  // ours\n  "linkerdLint.dataPlane": "cni"\n}\n'],
      ['a log in JSON', '{"a": "linkerd"}\n{"a": "linkerd"}\n'],
      ['an item of a List in JSON', '  {"a": "linkerd", "b": 1},\n'],
      ['text within a scalar', 'data:\n  a: |\n    linkerd: "b\n    c: [\n'],
    ])('%s', (_, text) => {
      expect(errorsIn(text)).toEqual([]);
    });

    /** Each of these was read by go-yaml. */
    it.each([
      [
        'entries in the column of their key',
        'metadata:\n  annotations: {\n  a: b,\n  linkerd.io/c: d\n  }\n',
      ],
      ['entries further left', 'metadata:\n  annotations: {\nlinkerd.io/a: b,\n c: d}\n  labels: {a: b}\n'],
      ['items further left', 'metadata:\n  linkerd: [1,\n2,\n3]\n'],
      ['quoted lines further left', 'metadata:\n  linkerd: "a\nb"\n  c: \'d\n\n e\'\n'],
      ['an apostrophe behind a backslash', 'linkerd: "it\\\'s"\n'],
      ['a comment right behind a value', 'linkerd: "a"#b\nc: [d,#e\n f]\n'],
    ])('what go-yaml takes: %s', (_, text) => {
      expect(errorsIn(text)).toEqual([]);
    });
  });

  it('does not keep what go-yaml takes from being read', () => {
    check(
      `
      kind: Pod
      metadata:
        annotations: {
        linkerd.io/inject: enabled,
        config.linkerd.io/skip-outbound-ports: "4190-4191, 90"
      #                                                   ^^^ error skip-ports-whitespace safe
        }
        labels: &labels {a: b}
      `,
    );
  });
});

describe('a comment ends at a line break of YAML 1.1, as for kubectl', () => {
  const manifest = (before: string) =>
    `kind: Pod\nmetadata:\n  annotations:\n    a: b # c${before}    config.linkerd.io/skip-outbound-ports: "4190-4191, 90"\n`;

  it.each(['\u0085', '\u2028', '\u2029'])('%j', (old) => {
    expect(lint(manifest(old))).toMatchObject([{ rule: 'skip-ports-whitespace', fixes: [] }]);
    expect(lint(manifest(' '))).toEqual([]);
  });

  it('and in quotes it is content', () => {
    const text = manifest('\n').replace('b #', '"b\u2028  d" #');
    expect(lint(text).map(({ rule }) => rule)).toEqual(['skip-ports-whitespace']);
  });
});

describe('lines that end at a carriage return alone', () => {
  it.each([...RULES, ...ENGINE_RULES].map(({ id }) => id))(
    'are read like any other: the page of %s',
    (id) => {
      for (const { text, settings } of pageExamplesOf(id)) {
        const findings = lint(text, settings);
        const found = lint(text.replaceAll('\n', '\r'), settings);
        expect(found.map(({ rule, range, message }) => ({ rule, range, message }))).toEqual(
          findings.map(({ rule, range, message }) => ({ rule, range, message })),
        );
      }
    },
  );

  it('are not edited, but a finding can be silenced', () => {
    const text =
      'kind: Pod\rmetadata:\r  annotations:\r    config.linkerd.io/skip-outbound-ports: "4190-4191, 90"\r';
    const [finding] = lint(text);
    expect(finding).toMatchObject({ rule: 'skip-ports-whitespace', fixes: [] });
    if (!finding) return;
    const { edits } = disableEdit(finding, SourceFile.read(text));
    expect(lint(applyEdits(text, edits))).toEqual([]);
  });
});
