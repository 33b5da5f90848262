import { basename } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Finding } from '../../server/src/engine/finding.ts';
import type { LintSettings } from '../../server/src/engine/lintDocument.ts';
import type { MeshRule } from '../../server/src/engine/meshRule.ts';
import { SourceFile } from '../../server/src/engine/sourceFile.ts';
import { isKustomization } from '../../server/src/mesh/filePlacements.ts';
import { applyEdits } from '../../server/src/text/edit.ts';
import { LineIndex } from '../../server/src/text/lineIndex.ts';
import type { TextRange } from '../../server/src/text/range.ts';
import { isScalar } from '../../server/src/yaml/nodes.ts';
import { visitNodes } from '../../server/src/yaml/visitNodes.ts';
import { child, entryOf } from '../../server/src/yaml/walkEntries.ts';
import { dedent, type Mark, readExample, writeExample } from './example.ts';
import { UNKNOWN } from './lint.ts';
import { type Files, lintMesh, type MeshFindings, readFiles } from './lintMesh.ts';
import { checkPreference } from './preferredFix.ts';
import { pageExamplesOf } from './rulePages.ts';
import { isBrief } from './thoroughness.ts';

/** What the tests of one mesh rule ask. */
export interface MeshChecks {
  /**
   * Judges an example of one or more files (see `readFiles`) and expects exactly the findings that it marks, with all
   * laws that hold for any mesh. If it marks a related place, it must mark all of them.
   */
  check(source: string, settings?: LintSettings): void;
  /** Applies the fix with this title, in all files, and expects the files `after`. */
  checkFix(source: string, title: string, after: string, settings?: LintSettings): void;
}

/**
 * The tests of one mesh rule, which run this rule alone. With them go its page, whose examples are executed, and the law
 * that the file has the rule's name.
 */
export function describeMeshRule(rule: MeshRule, tests: (checks: MeshChecks) => void): void {
  describe(rule.id, () => {
    tests({
      check: (source, settings = UNKNOWN) => checkMesh(rule, source, settings),
      checkFix: (source, title, after, settings = UNKNOWN) =>
        checkMeshFix(rule, source, title, after, settings),
    });

    itHasItsOwnFile(rule);

    it.each(pageExamplesOf(rule.id))(
      'keeps the laws of the mesh in example %# of its page',
      ({ text, settings }) => {
        checkLaws(rule, readFiles(text), settings);
      },
    );
  });
}

function checkMesh(rule: MeshRule, source: string, settings: LintSettings): void {
  const { files, expectMarked } = readMarkedFiles(source);
  const found = lintMesh(files, settings, [rule]);
  expectMarked(found);
  if (isBrief) for (const finding of [...found.values()].flat()) checkPreference(finding);
  else checkLaws(rule, files, settings);
}

/** An example of several files (see `readFiles`) with the findings that it marks. */
interface MarkedFiles {
  readonly files: Files;
  /** Expects exactly these findings. */
  expectMarked(found: MeshFindings): void;
}

/** Reads an example of several files. */
export function readMarkedFiles(source: string): MarkedFiles {
  const examples = new Map([...readFiles(dedent(source))].map(([path, text]) => [path, readExample(text)]));
  return {
    files: new Map([...examples].map(([path, { text }]) => [path, text])),
    expectMarked: (found) => {
      const asWritten = [...examples].map(([path, { text, marks }]) => [path, writeExample(text, marks)]);
      const showsRelated = [...examples.values()].some(({ marks }) => marks.some(isRelated));
      const asFound = [...examples].map(([path, { text, marks }]) => [
        path,
        writeExample(text, [
          ...(found.get(path) ?? []).map((finding) => toMark(finding, text, marks)),
          ...(showsRelated ? relatedMarks(found, path, text, marks) : []),
        ]),
      ]);
      expect(Object.fromEntries(asFound)).toEqual(Object.fromEntries(asWritten));
    },
  };
}

/** The law that the file of a rule's tests has the rule's name. */
export function itHasItsOwnFile({ id }: { readonly id: string }): void {
  it('has its tests in a file of its name', () => {
    expect(basename(expect.getState().testPath ?? '')).toBe(`${id}.test.ts`);
  });
}

/** A finding as an example marks it. */
function toMark(finding: Finding, text: string, expected: readonly Mark[]): Mark {
  const { severity, rule, range, message, fixes } = finding;
  return markAt(text, range, { severity, rule, fix: fixes[0]?.safety, message }, expected);
}

function isRelated({ severity }: Mark): boolean {
  return severity === 'related';
}

/** The places in a file that findings lead to, as an example marks them. */
function relatedMarks(found: MeshFindings, path: string, text: string, expected: readonly Mark[]): Mark[] {
  const lines = new LineIndex(text);
  return [...found].flatMap(([own, findings]) =>
    findings.flatMap(({ rule, related, relatedElsewhere = [] }) => {
      const elsewhere = relatedElsewhere
        .filter(({ uri }) => uri === path)
        .map(({ start, end, message }) => ({
          range: { start: lines.offsetAt(start), end: lines.offsetAt(end) },
          message,
        }));
      return [...(own === path ? related : []), ...elsewhere].map(({ range, message }) =>
        markAt(text, range, { severity: 'related', rule, fix: undefined, message }, expected),
      );
    }),
  );
}

/** A mark with the text of the expected one at its place, which may be a part of the message. */
function markAt(
  text: string,
  range: TextRange,
  content: Pick<Mark, 'severity' | 'rule' | 'fix' | 'message'>,
  expected: readonly Mark[],
): Mark {
  const index = new LineIndex(text);
  const [start, end] = [index.positionAt(range.start), index.positionAt(range.end)];
  const mark = expected.find(
    (other) =>
      other.line === start.line &&
      other.start === start.character &&
      isRelated(other) === (content.severity === 'related') &&
      content.message.includes(other.message),
  );
  return {
    line: start.line,
    start: start.character,
    end: end.line === start.line ? end.character : undefined,
    ...content,
    message: mark ? mark.message : content.message,
  };
}

/**
 * What holds for every mesh: the findings do not depend on the order of the files, on line breaks, on a byte order mark
 * or on documents ahead; a value that a template makes never leads to a finding; and each fix takes its finding away.
 */
function checkLaws(rule: MeshRule, files: Files, settings: LintSettings): void {
  const found = lintMesh(files, settings, [rule]);
  const expected = messagesIn(found);
  for (const [name, variant] of variantsOf(files))
    expect(messagesIn(lintMesh(variant, settings, [rule])), name).toEqual(expected);
  for (const [name, templated] of templatedVariants(files)) {
    const count = countIn(lintMesh(templated, settings, [rule]));
    expect(count, `a template at ${name} makes a finding`).toBeLessThanOrEqual(countIn(found));
  }
  for (const [path, findings] of found)
    for (const finding of findings) {
      checkPreference(finding);
      for (const fix of finding.fixes) {
        const fixed = fixedFiles(files, path, fix);
        const left = lintMesh(fixed, settings, [rule]);
        expect(countIn(left), `${fix.title}:\n${[...fixed.values()].join('---\n')}`).toBeLessThan(
          countIn(found),
        );
      }
    }
}

/** The messages of all findings, by file. */
export function messagesIn(found: MeshFindings): Record<string, string[]> {
  const entries = [...found].map(
    ([path, findings]) => [path, findings.map(({ message }) => message)] as const,
  );
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** The number of all findings. */
export function countIn(found: MeshFindings): number {
  return [...found.values()].reduce((sum, findings) => sum + findings.length, 0);
}

/** The same files in other forms. */
export function variantsOf(files: Files): readonly (readonly [string, Files])[] {
  const each = (change: (text: string, path: string) => string) =>
    new Map([...files].map(([path, text]) => [path, change(text, path)]));
  return [
    ['the files in another order', new Map([...files].reverse())],
    ['CRLF', each((text) => text.replaceAll('\n', '\r\n'))],
    ['a byte order mark', each((text) => `\uFEFF${text}`)],
    [
      'a document ahead',
      each((text, path) => (isKustomization(path) ? text : `kind: ConfigMap\n---\n${text}`)),
    ],
    [
      'comments',
      each((text) => text.replaceAll('\n', ' # a comment\n').replace(/^(.*[|>]-?) # a comment$/gm, '$1')),
    ],
  ];
}

/** The files with one scalar, list or mapping after the other replaced by a template's action. */
export function* templatedVariants(files: Files): Iterable<readonly [string, Files]> {
  for (const [path, text] of files)
    for (const { document, offset } of SourceFile.read(text).documents) {
      const values: { readonly start: number; readonly end: number }[] = [];
      // Without a known kind it does not count as a resource.
      const ofKind = new Set(
        document.roots.flatMap((root) => [
          entryOf(root, 'kind')?.key,
          child(root, 'kind'),
          entryOf(root, 'apiVersion')?.key,
        ]),
      );
      visitNodes(document.roots, (node) => {
        const isWhole = ofKind.has(node) || document.roots.includes(node);
        // Lines behind a list or mapping in block style may count as part of it.
        const end = isScalar(node) ? node.end : document.text.slice(0, node.end).trimEnd().length;
        if (end > node.start && !isWhole && node.kind !== 'alias') values.push({ start: node.start, end });
        return true;
      });
      for (const { start, end } of values) {
        const from = offset + start;
        const action = text[from - 1] === '{' ? '"{{ .Values.x }}"' : '{{ .Values.x }}';
        const changed = text.slice(0, from) + action + text.slice(offset + end);
        yield [`${path} instead of ${text.slice(from, offset + end)}`, new Map([...files, [path, changed]])];
      }
    }
}

/** The files after a fix of one of them, which may change others. */
export function fixedFiles(
  files: Files,
  path: string,
  { edits, elsewhere = [] }: Finding['fixes'][number],
): Files {
  const fixed = new Map(files).set(path, applyEdits(files.get(path) ?? '', edits));
  for (const { uri, edits: theirs } of elsewhere) {
    const text = fixed.get(uri) ?? '';
    const lines = new LineIndex(text);
    const asRanges = theirs.map(({ start, end, newText }) => ({
      range: { start: lines.offsetAt(start), end: lines.offsetAt(end) },
      newText,
    }));
    fixed.set(uri, applyEdits(text, asRanges));
  }
  return fixed;
}

function checkMeshFix(
  rule: MeshRule,
  source: string,
  title: string,
  after: string,
  settings: LintSettings,
): void {
  const files = new Map([...readFiles(dedent(source))].map(([path, text]) => [path, readExample(text).text]));
  const offered = [...lintMesh(files, settings, [rule])].flatMap(([path, findings]) =>
    findings.flatMap(({ fixes }) => fixes.map((fix) => ({ path, fix }))),
  );
  const chosen = offered.find(({ fix }) => fix.title === title);
  expect(offered.map(({ fix }) => fix.title)).toContain(title);
  if (!chosen) return;
  const fixed = fixedFiles(files, chosen.path, chosen.fix);
  expect(Object.fromEntries(fixed)).toEqual(Object.fromEntries(readFiles(dedent(after))));
}
