import { describe, expect, it } from 'vitest';
import { ENGINE_RULES } from '../../server/src/engine/engineRules.ts';
import { BUILD_RULES, MESH_RULES, RULES } from '../../server/src/rules/registry.ts';
import { applyEdits } from '../../server/src/text/edit.ts';
import { lint } from '../support/lint.ts';
import { lintBuilds } from '../support/lintBuilds.ts';
import { lintMesh, readFiles } from '../support/lintMesh.ts';
import { type PageExample, pageExamplesOf } from '../support/rulePages.ts';

/** What this rule finds; what others find in the example is held by `interplay.test.ts`. */
function findingsOf(id: string, { text, settings }: Pick<PageExample, 'text' | 'settings'>) {
  return lint(text, settings).filter(({ rule }) => rule === id);
}

describe.each([...RULES, ...ENGINE_RULES])('the page of $id', ({ id, fixable }) => {
  const examples = pageExamplesOf(id);
  const wrong = examples.filter(({ verdict }) => verdict === 'wrong');
  const right = examples.filter(({ verdict }) => verdict === 'right');

  it('shows what is wrong and what is right', () => {
    expect(wrong.length).toBeGreaterThan(0);
    expect(right.length).toBeGreaterThan(0);
  });

  it.each(wrong)('finds this in wrong example %#', (example) => {
    expect(findingsOf(id, example).length).toBeGreaterThan(0);
  });

  it.each(right)('finds nothing in right example %#', (example) => {
    expect(findingsOf(id, example)).toEqual([]);
  });

  it('shows a finding that can be fixed, exactly if the rule claims fixes', () => {
    const fixes = wrong.flatMap((example) =>
      findingsOf(id, example).flatMap((finding) => finding.fixes.map((fix) => ({ example, fix }))),
    );
    expect(fixes.length > 0).toBe(fixable !== undefined);
    for (const { example, fix } of fixes) {
      const fixed = { ...example, text: applyEdits(example.text, fix.edits) };
      expect(findingsOf(id, fixed), fix.title).toEqual([]);
    }
  });
});

describe.each([...MESH_RULES])('the page of $id', (rule) => {
  const examples = pageExamplesOf(rule.id);
  const found = ({ text, settings }: PageExample) =>
    [...lintMesh(readFiles(text), settings, [rule]).values()].flat();
  const wrong = examples.filter(({ verdict }) => verdict === 'wrong');
  const right = examples.filter(({ verdict }) => verdict === 'right');

  it('shows what is wrong and what is right', () => {
    expect(wrong.length).toBeGreaterThan(0);
    expect(right.length).toBeGreaterThan(0);
  });

  it.each(wrong)('finds this in wrong example %#', (example) => {
    expect(found(example).length).toBeGreaterThan(0);
  });

  it.each(right)('finds nothing in right example %#', (example) => {
    expect(found(example)).toEqual([]);
  });

  it('shows a finding that can be fixed, exactly if the rule claims fixes', () => {
    const fixes = wrong.flatMap((example) => found(example).flatMap((finding) => finding.fixes));
    expect(fixes.length > 0).toBe(rule.fixable !== undefined);
  });
});

describe.each([...BUILD_RULES])('the page of $id', (rule) => {
  const examples = pageExamplesOf(rule.id);
  const found = async ({ text, settings }: PageExample) =>
    [...(await lintBuilds(readFiles(text), [rule], settings)).values()].flat();
  const wrong = examples.filter(({ verdict }) => verdict === 'wrong');
  const right = examples.filter(({ verdict }) => verdict === 'right');

  it('shows what is wrong and what is right', () => {
    expect(wrong.length).toBeGreaterThan(0);
    expect(right.length).toBeGreaterThan(0);
  });

  it.each(wrong)('finds this in wrong example %#', async (example) => {
    expect((await found(example)).length).toBeGreaterThan(0);
  });

  it.each(right)('finds nothing in right example %#', async (example) => {
    expect(await found(example)).toEqual([]);
  });
});
