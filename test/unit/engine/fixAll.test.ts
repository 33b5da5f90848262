import { describe, expect, test } from 'vitest';
import type { Finding } from '../../../server/src/engine/finding.ts';
import { anyFix, fixAll, fixAllAmongOthers } from '../../../server/src/engine/fixAll.ts';
import { Linter } from '../../../server/src/engine/linter.ts';
import type { Rule } from '../../../server/src/engine/rule.ts';
import type { SourceFile } from '../../../server/src/engine/sourceFile.ts';
import { applyEdits } from '../../../server/src/text/edit.ts';
import { throwFailure, UNKNOWN } from '../../support/lint.ts';

/** A finding at each place of a text, with a fix that writes another one. */
function replacementsIn(source: string, from: string, to: string, rule: string): Finding[] {
  return [...source.matchAll(new RegExp(from, 'g'))].map(({ index }) => {
    const range = { start: index, end: index + from.length };
    return {
      rule,
      severity: 'error',
      range,
      message: `${from} at ${index}`,
      fixes: [{ title: 'Replace', safety: 'safe', isPreferred: true, edits: [{ range, newText: to }] }],
      related: [],
      isUnnecessary: false,
    };
  });
}

/** A rule that wants another text instead of each of these. */
function replacing(from: string, to: string, id = `not-${from}`): Rule {
  return {
    id,
    summary: '',
    level: 'error',
    fixable: 'safe',
    since: '0.2.0',
    query: { document: () => true },
    check: ({ document }) => replacementsIn(document.text, from, to, id),
  };
}

const linterOf = (...rules: readonly Rule[]) => new Linter(rules, throwFailure);

describe('fix-all', () => {
  test.each<[string, string, readonly Rule[], string, number]>([
    ['makes all fixes', 'linkerd: a a', [replacing('a', 'b')], 'linkerd: b b', 2],
    [
      'makes those that others reveal',
      'linkerd: a',
      [replacing('a', 'b'), replacing('b', 'c')],
      'linkerd: c',
      2,
    ],
    [
      'makes no two of the same text at once',
      'linkerd: ab',
      [replacing('ab', 'x'), replacing('b', 'y')],
      'linkerd: x',
      1,
    ],
    ['does nothing where nothing is wrong', 'linkerd: z', [replacing('a', 'b')], 'linkerd: z', 0],
  ])('%s', (_, text, rules, expected, fixed) => {
    const result = fixAll(linterOf(...rules), text, UNKNOWN);
    expect(result).toMatchObject({ text: expected, fixed });
    expect(applyEdits(text, result.edits)).toBe(expected);
  });

  test('ends where two rules contradict each other', () => {
    const { fixed } = fixAll(linterOf(replacing('a', 'b'), replacing('b', 'a')), 'linkerd: a', UNKNOWN);
    expect(fixed).toBe(10);
  });

  test('ends where each fix leads to another one', () => {
    const growing = linterOf(replacing('a', 'aa'));
    expect(fixAll(growing, 'linkerd: a', UNKNOWN).text.length).toBeLessThan(2_000);
  });

  test('may choose suggestions', () => {
    const suggested = linterOf({
      ...replacing('a', 'b'),
      check: ({ document }) =>
        replacementsIn(document.text, 'a', 'b', '').map((finding) => ({
          ...finding,
          fixes: finding.fixes.map((fix) => ({ ...fix, safety: 'suggestion' as const })),
        })),
    });
    expect(fixAll(suggested, 'linkerd: a', UNKNOWN).text).toBe('linkerd: a');
    expect(fixAll(suggested, 'linkerd: a', UNKNOWN, anyFix).text).toBe('linkerd: b');
  });
});

describe('fix-all with what other files say', () => {
  const others = (source: string) => ({ findings: replacementsIn(source, 'o', 'p', 'mesh-rule') });

  test('makes the fixes that these say in the first round, since later they are not known', () => {
    const text = 'linkerd: a o';
    const result = fixAll(
      linterOf(replacing('a', 'o'), replacing('p', 'q')),
      text,
      UNKNOWN,
      undefined,
      others(text),
    );
    expect(result).toMatchObject({ text: 'linkerd: o q', fixed: 3 });
  });

  test('leaves what is repaired elsewhere as it is, in each round', () => {
    const isRepaired = ({ rule }: Finding) => rule === 'not-b';
    const linter = linterOf(replacing('a', 'b'), replacing('b', 'c'));
    const around = { findings: [], isRepaired };
    expect(fixAll(linter, 'linkerd: a b', UNKNOWN, undefined, around).text).toBe('linkerd: b b');
    expect(fixAll(linter, 'linkerd: a b', UNKNOWN, undefined, { findings: [] }).text).toBe('linkerd: c c');
  });

  test('keeps a comment that suppressed what these said', () => {
    const mesh = replacing('z', 'y', 'mesh-rule');
    const linter = new Linter([replacing('AA', 'BB')], throwFailure, [mesh]);
    const text = '# linkerd-lint-disable mesh-rule\nlinkerd: AA O\n';
    const result = fixAll(linter, text, UNKNOWN, anyFix, {
      findings: replacementsIn(text, 'O', 'P', 'mesh-rule'),
    });
    expect(result.text).toBe(text.replace('AA', 'BB'));
  });

  test('asks again after each change', async () => {
    const asked: string[] = [];
    const ask = async ({ text }: SourceFile) => {
      asked.push(text);
      return others(text);
    };
    const linter = linterOf(replacing('a', 'o'));
    const result = await fixAllAmongOthers(linter, 'linkerd: a', UNKNOWN, ask);
    expect(result).toMatchObject({ text: 'linkerd: p', fixed: 2 });
    expect(applyEdits('linkerd: a', result.edits)).toBe('linkerd: p');
    expect(asked).toEqual(['linkerd: a', 'linkerd: o', 'linkerd: p']);
  });

  test('asks once if nothing is known of others', async () => {
    let asked = 0;
    const ask = async () => void asked++;
    const linter = linterOf(replacing('a', 'b'));
    const result = await fixAllAmongOthers(linter, 'linkerd: a', UNKNOWN, ask as never);
    expect([result.text, asked]).toEqual(['linkerd: b', 1]);
  });

  test('asks no more than ten times', async () => {
    let asked = 0;
    const ask = async ({ text }: SourceFile) => {
      asked++;
      return { findings: replacementsIn(text, asked % 2 ? 'o' : 'p', asked % 2 ? 'p' : 'o', 'mesh-rule') };
    };
    await fixAllAmongOthers(linterOf(), 'linkerd: o', UNKNOWN, ask);
    expect(asked).toBe(10);
  });
});
