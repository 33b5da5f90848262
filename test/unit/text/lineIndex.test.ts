import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LineIndex } from '../../../server/src/text/lineIndex.ts';
import { runs } from '../../support/properties.ts';

const text = fc.string({
  unit: fc.constantFrom('a', 'é', '\u{1F600}', '\n', '\r\n', '\r', '\t'),
  maxLength: 40,
});

/** The same, found the slow way. */
function positionOf(source: string, offset: number) {
  const before = source.slice(0, offset);
  const isBetween = before.endsWith('\r') && source[offset] === '\n';
  const lines = (isBetween ? before.slice(0, -1) : before).split(/\r\n|\r|\n/);
  return { line: lines.length - 1, character: (lines.at(-1) ?? '').length + (isBetween ? 1 : 0) };
}

describe('LineIndex', () => {
  it('places every offset', () => {
    fc.assert(
      fc.property(text, (source) => {
        const index = new LineIndex(source);
        for (let offset = 0; offset <= source.length; offset++) {
          expect(index.positionAt(offset)).toEqual(positionOf(source, offset));
        }
        expect(index.lineCount).toBe(source.split(/\r\n|\r|\n/).length);
      }),
      runs(300),
    );
  });

  it('finds the way back', () => {
    fc.assert(
      fc.property(text, (source) => {
        const index = new LineIndex(source);
        for (let offset = 0; offset <= source.length; offset++) {
          expect(index.offsetAt(index.positionAt(offset))).toBe(offset);
        }
      }),
      runs(300),
    );
  });

  it('stays inside the text', () => {
    const index = new LineIndex('ab\nc');
    expect(index.offsetAt({ line: 0, character: 99 })).toBe(3);
    expect(index.offsetAt({ line: 1, character: 99 })).toBe(4);
    expect(index.offsetAt({ line: 99, character: 0 })).toBe(4);
    expect(index.lineStart(99)).toBe(4);
    expect(new LineIndex('').positionAt(0)).toEqual({ line: 0, character: 0 });
  });
});
