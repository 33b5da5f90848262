import { describe, expect, it } from 'vitest';
import { Linter } from '../../../server/src/engine/linter.ts';
import { SourceFile } from '../../../server/src/engine/sourceFile.ts';
import { MESH_RULES, RULES } from '../../../server/src/rules/registry.ts';
import { applyEdits } from '../../../server/src/text/edit.ts';
import { check, checkFix } from '../../support/check.ts';
import { AFFECTED, lint, PROXY_INIT, settingsOf, throwFailure, UNKNOWN } from '../../support/lint.ts';

describe('suppression comments', () => {
  it('silence a rule in their own line, in the next one, or in the file', () => {
    check(
      `
      # linkerd-lint-disable skip-ports-overlap
      kind: Pod
      metadata:
        annotations:
          config.linkerd.io/skip-inbound-ports: "80, 90,80" # linkerd-lint-disable-line skip-ports-whitespace
          # linkerd-lint-disable-next-line skip-ports-whitespace
          config.linkerd.io/skip-outbound-ports: "80, 90"
      ---
      kind: Pod
      metadata:
        annotations:
          config.linkerd.io/skip-inbound-ports: "80,80, 90"
      #                                                ^^^ error skip-ports-whitespace safe
      `,
      PROXY_INIT,
    );
  });

  it('name several rules, and a reason', () => {
    check(
      `
      kind: Pod
      metadata:
        annotations:
          # linkerd-lint-disable-next-line skip-ports-whitespace, skip-ports-invalid-token -- generated, see skip-ports-overlap
          config.linkerd.io/skip-inbound-ports: "80, 90,http,80"
      #                                                      ^^ hint skip-ports-overlap safe
      `,
      PROXY_INIT,
    );
  });

  it('hold for block scalars, in whose header they may stand', () => {
    check(
      `
      kind: Pod
      metadata:
        annotations:
          config.linkerd.io/skip-inbound-ports: | # linkerd-lint-disable-line skip-inbound-missing-proxy-ports
            80,90
      #        ^> error skip-ports-whitespace safe
      `,
      AFFECTED,
    );
  });

  it('are reported where they silence nothing', () => {
    check(
      `
      # linkerd-lint-disable skip-ports-overlap
      #                      ^^^^^^^^^^^^^^^^^^ information suppression-unused suggestion: This suppression is unused: “skip-ports-overlap”
      kind: Pod
      metadata:
        annotations:
          config.linkerd.io/skip-inbound-ports: "80, 90" # linkerd-lint-disable-line skip-ports-whitespace skip-ports-invalid-token
      #                                                                                                    ^^^^^^^^^^^^^^^^^^^^^^^^ information suppression-unused
          # linkerd-lint-disable-next-line skip-ports-whitespace
      #                                    ^^^^^^^^^^^^^^^^^^^^^ information suppression-unused suggestion

          config.linkerd.io/skip-outbound-ports: "80, 90"
      #                                              ^^^ error skip-ports-whitespace safe
      `,
      PROXY_INIT,
    );
  });

  it('may stay where their rule is off, here or by settings', () => {
    const text = `
      # linkerd-lint-disable skip-inbound-missing-proxy-ports
      kind: Pod
    `;
    check(text, PROXY_INIT);
    check(text, settingsOf({}, { 'skip-inbound-missing-proxy-ports': 'off' }));
  });

  it('are reported where they name no rule, or are misspelt', () => {
    check(
      `
      # linkerd-lint-disable skip-port-whitespace
      #                      ^^^^^^^^^^^^^^^^^^^^ warning suppression-unknown-rule suggestion: There is no rule “skip-port-whitespace”
      # linkerd-lint-disable toString
      #                      ^^^^^^^^ warning suppression-unknown-rule suggestion: There is no rule “toString”
      # linkerd-lint-disable
      # ^^^^^^^^^^^^^^^^^^^^ warning suppression-unknown-rule suggestion: names no rule
      # linkerd-lint-disable-line -- because
      # ^^^^^^^^^^^^^^^^^^^^^^^^^ warning suppression-unknown-rule suggestion: names no rule
      # linkerd-lint-disable-nextline skip-ports-whitespace
      # ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning suppression-unknown-rule suggestion: Unknown directive. Use one of: linkerd-lint-disable, linkerd-lint-disable-line, linkerd-lint-disable-next-line
      # linkerd-lint-ignore
      # ^^^^^^^^^^^^^^^^^^^ warning suppression-unknown-rule suggestion
      kind: Pod
      `,
      PROXY_INIT,
    );
  });

  it('can be switched off like every rule', () => {
    const off = { 'suppression-unused': 'off', 'suppression-unknown-rule': 'off' } as const;
    check('# linkerd-lint-disable skip-ports-overlap nothing\n', settingsOf({}, off));
  });

  it('are neither text in scalars nor anything else that looks alike', () => {
    check(
      `
      kind: ConfigMap
      data:
        a: "# linkerd-lint-disable nothing"
        b: |
          # linkerd-lint-disable nothing
        c: x# linkerd-lint-disable nothing
        d: 1 # see linkerd-lint-disable, and linkerd-lint-action
      `,
      PROXY_INIT,
    );
  });

  it('can be corrected and removed', () => {
    checkFix(
      '# linkerd-lint-disable skip-ports-whitespce\nkind: Pod\n',
      'Change to “skip-ports-whitespace”',
      '# linkerd-lint-disable skip-ports-whitespace\nkind: Pod\n',
    );
    checkFix(
      '# linkerd-lint-disable skip-outbound\n',
      'Change to “skip-outbound-missing-proxy-ports”',
      '# linkerd-lint-disable skip-outbound-missing-proxy-ports\n',
    );
    checkFix(
      'kind: Pod\n  # linkerd-lint-disable skip-ports-overlap\nmetadata: {}\n',
      'Remove the comment',
      'kind: Pod\nmetadata: {}\n',
    );
    checkFix(
      'kind: Pod   # linkerd-lint-disable-line skip-ports-overlap\n',
      'Remove the comment',
      'kind: Pod\n',
    );
    checkFix('# linkerd-lint-disable skip-ports-overlap', 'Remove the comment', '');
  });

  const removed = (text: string, after: string) =>
    checkFix(
      text.replace('#1', '# linkerd-lint-disable skip-ports-overlap'),
      'Remove the comment',
      text.replace(/[ \t]*#1\n/, after),
    );

  it.each([
    ['the next line is a comment', 'a: >-\n    x\n  #1\n    # y\nb: z\n', '  #\n'],
    ['a comment is below empty lines', 'a: |\n    x\n\n  #1\n\n    # y\nb: z\n', '  #\n'],
    ['empty lines are kept', 'a: |+\n  x\n#1\n\nb: z\n', '#\n'],
    [
      'it says how far a text is indented',
      'kind: ConfigMap\ndata:\n  a: |\n    #1\n      # y\n    kind: Pod\n    metadata: {annotations: {linkerd.io/inject: enabled}}\n',
      '    #\n',
    ],
    [
      'an empty line below it says more',
      'kind: ConfigMap\ndata:\n  a: |\n    #1\n      \n    kind: Pod\n    metadata: {annotations: {linkerd.io/inject: enabled}}\n',
      '    #\n',
    ],
  ])('leave their # where lines below would be read as text: %s', (_, text, after) => removed(text, after));

  it.each([
    ['a: x\n#1\n\nb: z\n', ''],
    ['a: "x"\n#1\n  # y\nb: z\n', ''],
    ['a: >-\n  x\n#1\nb: z\n', ''],
    ['a: |\n  x\n#1\n\nb: z\n', ''],
    ['a: >-\n  x\n#1\n', ''],
    ['a: >\n   x\n # w\n #1\n   # z\n', ''],
    ['a: >-\n      x\n    #1\n  # y\nb: z\n', ''],
    ['#1\n# y\nb: z\n', ''],
    ['a: |+\n  x\n#1\nb: z\n', ''],
    [
      'kind: ConfigMap\ndata:\n  a: |\n    #1\n    \n    # y\n    kind: Pod\n    metadata: {annotations: {linkerd.io/inject: enabled}}\n',
      '',
    ],
  ])('go with their line in %j', removed);

  it('are not removed with what they rightly silence', () => {
    checkFix(
      `
      # linkerd-lint-disable skip-ports-overlap skip-ports-whitespace
      annotations: {config.linkerd.io/skip-inbound-ports: "80, 90"}
      `,
      'Remove the comment',
      undefined,
      PROXY_INIT,
    );
  });

  it('are all in use if they silence the same', () => {
    check(
      `
      # linkerd-lint-disable skip-ports-whitespace
      # linkerd-lint-disable skip-ports-whitespace
      kind: Pod
      metadata:
        annotations:
          # linkerd-lint-disable-next-line skip-ports-whitespace
          config.linkerd.io/skip-inbound-ports: "80, 90" # linkerd-lint-disable-line skip-ports-whitespace
      `,
      PROXY_INIT,
    );
  });

  it('are judged in each document of a file, among the findings in the order of the text', () => {
    const source = `kind: Pod
metadata: {annotations: {config.linkerd.io/skip-inbound-ports: "80, 90"}}
---
kind: Pod
metadata:
  annotations:
    # linkerd-lint-disable-next-line skip-ports-whitespace
    config.linkerd.io/skip-inbound-ports: "80, 90"
    # linkerd-lint-disable-next-line skip-ports-overlap
    config.linkerd.io/skip-outbound-ports: "80, 90" # linkerd-lint-disable-line skip-port-overlap
`;
    const found = lint(source, PROXY_INIT);
    const shown = found.map(({ rule, range, isUnnecessary }) => [
      rule,
      source.slice(range.start, range.end),
      isUnnecessary,
    ]);
    expect(shown).toEqual([
      ['skip-ports-whitespace', ' 90', false],
      ['suppression-unused', 'skip-ports-overlap', true],
      ['skip-ports-whitespace', ' 90', false],
      ['suppression-unknown-rule', 'skip-port-overlap', false],
    ]);
    const fixes = found.slice(1).flatMap((finding) => (finding.rule.startsWith('supp') ? finding.fixes : []));
    expect(fixes.map(({ title, safety, isPreferred }) => [title, safety, isPreferred])).toEqual([
      ['Remove the comment', 'suggestion', false],
      ['Change to “skip-ports-overlap”', 'suggestion', true],
      ['Remove the comment', 'suggestion', false],
    ]);
    const [unused, correction, removal] = fixes.map(({ edits }) => applyEdits(source, edits));
    expect(unused).toBe(source.replace('    # linkerd-lint-disable-next-line skip-ports-overlap\n', ''));
    expect(correction).toBe(source.replace('skip-port-overlap', 'skip-ports-overlap'));
    expect(removal).toBe(source.replace(' # linkerd-lint-disable-line skip-port-overlap', ''));
  });

  it.each([
    // The only rule that begins so.
    ['skip-ports-white', 'skip-ports-whitespace'],
    // Several do.
    ['skip-ports', undefined],
    ['', undefined],
    // A third of the letters are others, or more.
    ['xxxxxxxxx-ports-whitespace-xx', undefined],
    ['sxip-xorts-xhitespxce', 'skip-ports-whitespace'],
    ['xxxx-xorts-xhitespace', 'skip-ports-whitespace'],
    ['xxxx-xorts-xhitespxce', 'skip-ports-whitespace'],
    ['xxxx-xxrts-xhitespxce', undefined],
    ['skip-ports-whitespace'.repeat(4), undefined],
  ])('that name “%s” lead to the rule that may be meant: %s', (name, rule) => {
    const [finding] = lint(`# linkerd-lint-disable ${name}\n`);
    expect(finding?.rule).toBe('suppression-unknown-rule');
    const titles = rule === undefined ? [] : [`Change to “${rule}”`];
    expect(finding?.fixes.map(({ title }) => title)).toEqual([...titles, 'Remove the comment']);
  });

  it('are removed as a whole if their first word is no directive, whatever they name', () => {
    checkFix('# linkerd-lint-ignore a b\nkind: Pod\n', 'Remove the comment', 'kind: Pod\n');
  });

  it('for rules about several resources are judged where these rules ran', () => {
    const file = SourceFile.read('# linkerd-lint-disable server-overlaps\nkind: Pod\n');
    const linter = new Linter(RULES, throwFailure, MESH_RULES);
    expect(linter.lint(file, UNKNOWN)).toEqual([]);
    expect(linter.lint(file, UNKNOWN, { findings: [] }).map(({ rule }) => rule)).toEqual([
      'suppression-unused',
    ]);
  });

  it('count in a document in another one, with the places of that', () => {
    check(
      `
      kind: ConfigMap
      data:
        pod.yaml: |
          # linkerd-lint-disable-next-line skip-ports-whitespace
      #                                    ^^^^^^^^^^^^^^^^^^^^^ information suppression-unused suggestion
          kind: Pod
          metadata:
            annotations:
              # linkerd-lint-disable-next-line skip-ports-whitespace
              config.linkerd.io/skip-inbound-ports: "80, 90"
              config.linkerd.io/skip-outbound-ports: "80, 90"
      #                                                  ^^^ error skip-ports-whitespace safe
      `,
      PROXY_INIT,
    );
  });
});
