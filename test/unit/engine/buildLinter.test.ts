import { describe, expect, test } from 'vitest';
import {
  type BuildFinding,
  BuildLinter,
  endOfFirstLine,
  locateBuildFindings,
} from '../../../server/src/engine/buildLinter.ts';
import type { BuildRule, BuildRuleFinding } from '../../../server/src/engine/buildRule.ts';
import type { JudgedKustomization } from '../../../server/src/engine/judgedKustomization.ts';
import { SourceFile } from '../../../server/src/engine/sourceFile.ts';
import type { ValuePath } from '../../../server/src/kustomize/valueTree.ts';
import { throwFailure, UNKNOWN } from '../../support/lint.ts';

const FILE = 'kustomization.yaml';

const place = (path: ValuePath, file = FILE) => ({ file, document: 0, path });

/** A rule that finds this in every kustomization. */
function ruleThatFinds(found: readonly BuildRuleFinding[], id = 'a-rule'): BuildRule {
  return {
    id,
    summary: '',
    level: 'error',
    fixable: undefined,
    since: '0.2.0',
    check: () => found,
  };
}

const KUSTOMIZATION: JudgedKustomization = {
  file: FILE,
  isComponent: false,
  builds: [],
  missing: [],
  cycles: [],
};

const wrong = (path: ValuePath, message = 'wrong') => ({ at: place(path), message });

describe('a rule about a kustomization', () => {
  const found = (rule: BuildRule, rules = {}) =>
    new BuildLinter([rule], throwFailure)
      .findings(KUSTOMIZATION, { ...UNKNOWN, rules })
      .map(({ severity, at, message }) => `${severity} ${at.path.join('.')} ${message}`);

  test('has its own level, or that which people configure', () => {
    const rule = ruleThatFinds([wrong(['a'])]);
    expect(found(rule)).toEqual(['error a wrong']);
    expect(found(rule, { 'a-rule': 'hint' })).toEqual(['hint a wrong']);
    expect(found(rule, { 'a-rule': 'off' })).toEqual([]);
  });

  test('says the same of a place once', () => {
    const both = [wrong(['a']), wrong(['b']), wrong(['a']), wrong(['a'], 'worse')];
    expect(found(ruleThatFinds(both))).toEqual(['error a wrong', 'error b wrong', 'error a worse']);
  });

  test('says nothing of other files', () => {
    expect(found(ruleThatFinds([{ at: place(['a'], 'base/kustomization.yaml'), message: 'wrong' }]))).toEqual(
      [],
    );
  });

  test('has at most a hundred findings', () => {
    const many = Array.from({ length: 101 }, (_, index) => wrong([index]));
    expect(found(ruleThatFinds(many.slice(1)))).toHaveLength(100);
    expect(found(ruleThatFinds(many))).toHaveLength(100);
  });

  test('that throws costs its own findings only', () => {
    const failed: string[] = [];
    const broken = {
      ...ruleThatFinds([], 'broken-rule'),
      check: () => {
        throw new Error('broken');
      },
    };
    const linter = new BuildLinter([broken, ruleThatFinds([wrong(['a'])])], (rule) => failed.push(rule));
    expect(linter.findings(KUSTOMIZATION, UNKNOWN).map(({ rule }) => rule)).toEqual(['a-rule']);
    expect(failed).toEqual(['broken-rule']);
  });

  test('does not run on anything else', () => {
    expect(new BuildLinter([ruleThatFinds([wrong([])])], throwFailure).findings(undefined, UNKNOWN)).toEqual(
      [],
    );
  });
});

describe('a finding in a kustomization', () => {
  const text = `# first
---
namePrefix: a-
resources:
- web.yaml
patches:
- patch: |
    kind: Pod
    metadata: {}
`;
  const finding = (given: Partial<BuildFinding>): BuildFinding => ({
    rule: 'a-rule',
    severity: 'error',
    at: place([]),
    message: 'wrong',
    ...given,
  });
  const located = (given: Partial<BuildFinding>, source = text) =>
    locateBuildFindings([finding(given)], SourceFile.read(source));
  const at = (path: ValuePath) => ({ file: FILE, document: 1, path });
  const textOf = (given: Partial<BuildFinding>) =>
    located(given).map(({ range }) => text.slice(range.start, range.end));

  test('is at a value, at its key, or at the first line of what is long', () => {
    expect(textOf({ at: at(['resources', 0]) })).toEqual(['web.yaml']);
    expect(textOf({ at: at(['namePrefix']), isAtKey: true })).toEqual(['namePrefix']);
    expect(textOf({ at: at(['resources', 0]), isAtKey: true })).toEqual(['web.yaml']);
    expect(textOf({ at: at(['patches', 0]) })).toEqual(['patch: |']);
  });

  test('is at the entry around it if the text has nothing there, and else left out', () => {
    expect(textOf({ at: at(['namePrefix', 'gone']) })).toEqual(['a-']);
    expect(textOf({ at: at(['gone', 'gone']) })).toEqual([]);
    expect(textOf({ at: { ...at(['namePrefix']), document: 2 } })).toEqual([]);
  });

  test('has nothing more than the rule says', () => {
    const start = text.indexOf('a-\n');
    expect(located({ at: at(['namePrefix']) })).toEqual([
      {
        rule: 'a-rule',
        severity: 'error',
        range: { start, end: start + 2 },
        message: 'wrong',
        fixes: [],
        related: [],
        isUnnecessary: false,
      },
    ]);
  });

  test.each([
    ['kind: Pod', [{ start: text.indexOf('kind: Pod'), end: text.indexOf('kind: Pod') + 9 }]],
    // It is there twice, or not at all.
    ['d', []],
    ['Job', []],
  ])('has a fix that replaces the only “%s”', (old, ranges) => {
    const fix = { title: 'Edit', text: old, newText: 'new' };
    const fixes = located({ at: at(['patches', 0, 'patch']), fix }).flatMap((found) => found.fixes);
    expect(fixes).toEqual(
      ranges.map((range) => ({
        title: 'Edit',
        safety: 'suggestion',
        edits: [{ range, newText: 'new' }],
        isPreferred: true,
      })),
    );
  });
});

test.each([
  ['ab\ncd', 0, 5, 2],
  ['ab\r\ncd', 0, 6, 2],
  ['abcd', 1, 3, 3],
  ['a\nb', 1, 3, 3],
])('a range of %j from %i to %i ends on its first line at %i', (text, start, end, expected) => {
  expect(endOfFirstLine(text, start, end)).toBe(expected);
});
