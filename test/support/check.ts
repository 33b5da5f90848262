import { expect } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { ENGINE_RULES } from '../../server/src/engine/engineRules.ts';
import type { Finding, Fix } from '../../server/src/engine/finding.ts';
import { fixAll } from '../../server/src/engine/fixAll.ts';
import type { LintSettings } from '../../server/src/engine/lintDocument.ts';
import type { Rule } from '../../server/src/engine/rule.ts';
import { RULES } from '../../server/src/rules/registry.ts';
import { applyEdits } from '../../server/src/text/edit.ts';
import { LineIndex } from '../../server/src/text/lineIndex.ts';
import { rangeTouches } from '../../server/src/text/range.ts';
import { maskTemplates } from '../../server/src/yaml/template/maskTemplates.ts';
import { dedent, type Mark, readExample, writeExample } from './example.ts';
import { checkInterests } from './interests.ts';
import { lint, linter, lintWithRepeats, UNKNOWN } from './lint.ts';
import { checkPreference } from './preferredFix.ts';
import { isBrief } from './thoroughness.ts';

/** The same text as it may also stand in a file. */
interface Variant {
  readonly name: string;
  readonly text: string;
  /** How far the example's first line, and the characters in it, have moved. */
  readonly lines: number;
  readonly columns: number;
}

const DOCUMENT_AHEAD = 'kind: ConfigMap\ndata: {linkerd: "true"}\n---\n';

function variantsOf(text: string): Variant[] {
  const plain = { text, lines: 0, columns: 0 };
  const variants = [
    { ...plain, name: 'LF' },
    { ...plain, name: 'CRLF', text: text.replaceAll('\n', '\r\n') },
    { ...plain, name: 'byte order mark', text: `\uFEFF${text}`, columns: 1 },
  ];
  if (isBrief) return variants.slice(0, 1);
  if (text.startsWith('%')) return variants;
  return [...variants, { name: 'second document', text: DOCUMENT_AHEAD + text, lines: 3, columns: 0 }];
}

/**
 * Lints an example (see `readExample`) and expects exactly the findings that it marks: with LF, with CRLF, with a byte
 * order mark and behind another document. Every fix on offer must do its work, and no rule may find more where it is run
 * on everything. The rules that run are those that the example names in its marks and suppression comments; all rules
 * run if it names none. So a new rule changes nothing for the examples of the others.
 */
export function check(source: string, settings: LintSettings = UNKNOWN): void {
  const named = rulesNamedIn(source);
  checkExample(source, named.length === 0 ? settings : only(named, settings));
}

/** The same with every rule, whether the example names it or not. */
export function checkWithAllRules(source: string, settings: LintSettings = UNKNOWN): void {
  checkExample(source, settings);
}

/** What the tests of one rule check examples with. */
export interface RuleChecks {
  /** As {@link check}, with this rule and those that the example names. */
  check(source: string, settings?: LintSettings): void;
  /** As {@link checkFix}, with the fixes of this rule only. */
  checkFix(before: string, titleOrRule: string, after: string | undefined, settings?: LintSettings): void;
  /** Applies the safe fixes of this rule, and of those whose names are given, and expects the text `after`. */
  checkFixAllTo(before: string, after: string, settings?: LintSettings, others?: readonly string[]): void;
}

/** Checks that run one rule, with others only where an example names them. */
export function checksOf(rule: Rule): RuleChecks {
  return {
    check: (source, settings = UNKNOWN) =>
      checkExample(source, only([rule.id, ...rulesNamedIn(source)], settings)),
    checkFix: (before, titleOrRule, after, settings = UNKNOWN) =>
      checkFix(before, titleOrRule, after, only([rule.id], settings)),
    checkFixAllTo: (before, after, settings = UNKNOWN, others = []) =>
      expect(fixAll(linter, readExample(before).text, only([rule.id, ...others], settings)).text).toBe(
        dedent(after),
      ),
  };
}

const RULE_IDS: ReadonlySet<string> = new Set(RULES.map(({ id }) => id));

function rulesNamedIn(source: string): string[] {
  return (source.match(/[a-z]+(?:-[a-z]+)+/g) ?? []).filter((word) => RULE_IDS.has(word));
}

/** Settings with all rules off except these; a level that is configured stays. */
function only(ids: readonly string[], settings: LintSettings): LintSettings {
  const others = [...RULE_IDS].filter((id) => !ids.includes(id));
  const off = Object.fromEntries(others.map((id) => [id, 'off' as const]));
  return { ...settings, rules: { ...off, ...settings.rules } };
}

function checkExample(source: string, settings: LintSettings): void {
  const { text, marks } = readExample(source);
  for (const variant of variantsOf(text)) {
    const found = lint(variant.text, settings);
    const asMarks = found.map((finding) => toMark(finding, variant, marks));
    expect(writeExample(text, asMarks), variant.name).toBe(writeExample(text, marks));
    checkInterests(variant.text, settings);
    for (const finding of found) {
      checkPreference(finding);
      checkFixes(variant.text, finding, settings);
    }
    checkFixAll(variant.text, settings);
  }
}

function toMark(finding: Finding, { text, lines, columns }: Variant, expected: readonly Mark[]): Mark {
  const index = new LineIndex(text);
  const [start, end] = [index.positionAt(finding.range.start), index.positionAt(finding.range.end)];
  const move = start.line === 0 ? columns : 0;
  const found: Mark = {
    line: start.line - lines,
    start: start.character - move,
    end: end.line === start.line ? end.character - move : undefined,
    severity: finding.severity,
    rule: finding.rule,
    fix: finding.fixes[0]?.safety,
    message: finding.message,
  };
  const mark = expected.find((other) => isAt(found, other) && found.message.includes(other.message));
  return { ...found, message: mark ? mark.message : found.message };
}

function isAt(a: Mark, b: Mark): boolean {
  return a.line === b.line && a.start === b.start && a.end === b.end && a.rule === b.rule;
}

/** Every fix is one that its rule declares, changes the text, leaves YAML without new errors, and removes its finding. */
function checkFixes(text: string, finding: Finding, settings: LintSettings): void {
  for (const fix of finding.fixes) {
    checkDeclared(finding.rule, fix);
    const fixed = applyEdits(text, fix.edits);
    expect(fixed, fix.title).not.toBe(text);
    expect(yamlErrors(fixed), `${fix.title}:\n${fixed}`).toEqual(yamlErrors(text));
    expect(count(fixed, finding, settings), `${fix.title}:\n${fixed}`).toBeLessThan(
      count(text, finding, settings),
    );
  }
}

/** Lists and settings show what a rule declares as `fixable`. */
function checkDeclared(id: string, { safety, title }: Fix): void {
  const declared = [...RULES, ...ENGINE_RULES].find((rule) => rule.id === id)?.fixable;
  const allowed = declared === 'safe' ? ['safe', 'suggestion'] : [declared];
  expect(allowed, `fixable: ${declared} of ${id}, and the fix “${title}”`).toContain(safety);
}

function yamlErrors(text: string): string[] {
  return parseAllDocuments(maskTemplates(text.replace('\uFEFF', '')).text, {
    uniqueKeys: false,
    prettyErrors: false,
  })
    .flatMap(({ errors }) => errors)
    .map(({ code }) => code);
}

function count(text: string, { rule }: Finding, settings: LintSettings): number {
  return lintWithRepeats(rule, text, settings).filter((other) => other.rule === rule).length;
}

/** Fix-all leaves no safe fix, and changes nothing when it runs again. */
function checkFixAll(text: string, settings: LintSettings): void {
  const first = fixAll(linter, text, settings);
  const second = fixAll(linter, first.text, settings);
  expect(second.text).toBe(first.text);
  expect(second.fixed).toBe(0);
  expect(applyEdits(text, first.edits)).toBe(first.text);
}

/** The fixes with this title, or of this rule's findings, that a text offers (at its cursor, if it has one). */
function offered(
  text: string,
  cursor: number | undefined,
  titleOrRule: string,
  settings: LintSettings,
): Fix[] {
  const findings = lint(text, settings).filter(
    ({ range }) => cursor === undefined || rangeTouches(range, cursor),
  );
  const byTitle = findings.flatMap(({ fixes }) => fixes.filter(({ title }) => title === titleOrRule));
  if (byTitle.length > 0) return byTitle;
  return findings.flatMap(({ rule, fixes }) => (rule === titleOrRule ? fixes.slice(0, 1) : []));
}

/**
 * Applies the fix with this title, or the first fix of this rule's finding, and expects the text `after`; the same
 * with CRLF. Several such fixes are applied together. Where `after` is undefined no such fix may be offered.
 */
export function checkFix(
  before: string,
  titleOrRule: string,
  after: string | undefined,
  settings: LintSettings = UNKNOWN,
): void {
  const { text, cursor } = readExample(before);
  for (const lineBreak of ['\n', '\r\n']) {
    const source = text.replaceAll('\n', lineBreak);
    const moved = cursor === undefined ? undefined : text.slice(0, cursor).replaceAll('\n', lineBreak).length;
    const fixes = offered(source, moved, titleOrRule, settings);
    const titles = fixes.map(({ title }) => title);
    if (after === undefined) expect(titles, source).toEqual([]);
    else {
      expect(titles, source).not.toEqual([]);
      const fixed = applyEdits(
        source,
        fixes.flatMap(({ edits }) => edits),
      );
      expect(fixed).toBe(dedent(after).replaceAll('\n', lineBreak));
    }
  }
}
