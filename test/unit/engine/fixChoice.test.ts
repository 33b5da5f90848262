import { describe, expect, it } from 'vitest';
import type { Finding, Fix } from '../../../server/src/engine/finding.ts';
import { anyFix, safeFix } from '../../../server/src/engine/fixAll.ts';
import { SourceFile } from '../../../server/src/engine/sourceFile.ts';

const FILE = SourceFile.read('kind: Pod\n');

function fix(title: string, more: Partial<Fix> = {}): Fix {
  return { title, safety: 'suggestion', isPreferred: false, edits: [], ...more };
}

function findingWith(fixes: readonly Fix[]): Finding {
  const range = { start: 0, end: 4 };
  return { rule: 'r', severity: 'error', range, message: '', fixes, related: [], isUnnecessary: false };
}

describe('the fix that is applied', () => {
  it.each<[string, readonly Fix[], string | undefined, string | undefined]>([
    ['none of none', [], undefined, undefined],
    ['the only one, though it is not preferred', [fix('a')], undefined, 'a'],
    ['none of two that are not preferred', [fix('a'), fix('b')], undefined, undefined],
    ['the preferred one of two', [fix('a'), fix('b', { isPreferred: true })], undefined, 'b'],
    [
      'the safe one, even if another is preferred',
      [fix('a', { isPreferred: true }), fix('b', { safety: 'safe' })],
      'b',
      'b',
    ],
    ['no last resort', [fix('a', { isLastResort: true })], undefined, undefined],
    ['the only one beside a last resort', [fix('a', { isLastResort: true }), fix('b')], undefined, 'b'],
  ])('is %s', (_, fixes, safe, any) => {
    expect(safeFix(findingWith(fixes), FILE)?.title).toBe(safe);
    expect(anyFix(findingWith(fixes), FILE)?.title).toBe(any);
  });
});
