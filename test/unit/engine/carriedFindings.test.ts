import { describe, expect, test } from 'vitest';
import { carriedFindings, showSame } from '../../../server/src/engine/carriedFindings.ts';
import type { Finding } from '../../../server/src/engine/finding.ts';
import { SourceFile } from '../../../server/src/engine/sourceFile.ts';
import type { SumFindings } from '../../../server/src/engine/sumFindings.ts';

/** A finding of a rule at the first occurrence of a part of a text. */
function findingAt(text: string, part: string): Finding {
  const start = text.indexOf(part);
  return {
    rule: 'skip-ports-whitespace',
    severity: 'error',
    range: { start, end: start + part.length },
    message: 'Remove it.',
    fixes: [],
    related: [],
    isUnnecessary: false,
  };
}

function said(added: readonly Finding[], kept: readonly Finding[] = []): SumFindings {
  return { added, kept, isOfMany: true, steps: 0, isRepaired: () => false };
}

/** What is carried from one text to another that has some findings by itself. */
function carried(
  before: SumFindings,
  [earlier, later]: [string, string],
  own: readonly Finding[] = [],
): SumFindings {
  return carriedFindings(before, SourceFile.read(earlier), SourceFile.read(later), own);
}

describe('a finding that only sums have moves with the text', () => {
  test.each([
    ['typed ahead of it', 'a: x\nports: b\n', 'a: xx\nports: b\n'],
    ['typed behind it', 'ports: b\nz: x\n', 'ports: b\nz: xx\n'],
    ['a line break and the blanks that follow anyway', 'a:\n  ports: b\n', 'a:\n  \n  ports: b\n'],
    ['typed directly ahead of it', 'a: ports\n', 'a: 8ports\n'],
    ['typed directly behind it', 'a: ports\n', 'a: ports8\n'],
    ['erased ahead of it', 'abc: x\nports: b\n', 'a: x\nports: b\n'],
    ['a document ahead of it', 'ports: b\n', 'a: b\n---\nports: b\n'],
  ])('%s', (_, earlier, later) => {
    const { added } = carried(said([findingAt(earlier, 'ports')]), [earlier, later]);
    expect(added).toEqual([{ ...findingAt(later, 'ports'), relatedElsewhere: [] }]);
  });

  test('with its related places', () => {
    const texts: [string, string] = ['a: x\nports: b\n', 'a: xxx\nports: b\n'];
    const at = (text: string) => {
      const { range } = findingAt(text, 'b');
      return { ...findingAt(text, 'ports'), related: [{ range, message: 'See there.' }] };
    };
    expect(carried(said([at(texts[0])]), texts).added).toEqual([{ ...at(texts[1]), relatedElsewhere: [] }]);
  });

  test('and covers what is typed in it', () => {
    const texts: [string, string] = ['a: ports\n', 'a: poorts\n'];
    expect(carried(said([findingAt(texts[0], 'ports')]), texts).added[0]?.range).toEqual({
      start: 3,
      end: 9,
    });
  });
});

describe('a finding that the file has by itself', () => {
  const texts: [string, string] = ['a:\n  ports: b\n', 'a:\n  \n  ports: b\n'];
  const own = findingAt(texts[1], 'ports');

  test('stays if it was there before', () => {
    const { kept, isRepaired } = carried(said([], [findingAt(texts[0], 'ports')]), texts, [own]);
    expect(kept).toEqual([own]);
    expect(isRepaired(own, SourceFile.read(texts[1]))).toBe(false);
  });

  test('waits if it is new, and comes with the sums', () => {
    const waiting = carried(said([]), texts, [own]);
    expect(waiting.kept).toEqual([]);
    expect(waiting.isRepaired(own, SourceFile.read(texts[1]))).toBe(true);
    expect(showSame(waiting, said([], [own]))).toBe(false);
  });
});

test('an editor that shows the same is not told again, whatever the fixes are', () => {
  const finding = findingAt('ports', 'ports');
  const asked = Object.defineProperty({ ...finding }, 'fixes', {
    enumerable: true,
    get: () => expect.fail(),
  });
  expect(showSame(said([finding]), said([asked]))).toBe(true);
  expect(showSame(said([finding]), said([{ ...finding, message: 'Remove both.' }]))).toBe(false);
});
