import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { PieceTable } from '../../../server/src/text/pieceTable.ts';
import { runs } from '../../support/properties.ts';

/** Long enough for many pieces; every character tells where it stands. */
const TEXT = Array.from({ length: 40_000 }, (_, index) => String.fromCharCode(0x21 + (index % 90))).join('');

/** An edit, at shares of the text's length. */
const edits = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  length: fc.oneof(fc.constant(0), fc.nat(5), fc.nat(20_000)),
  inserted: fc.oneof(fc.constant(''), fc.constant('é\n'), fc.constant('x'.repeat(9_000))),
  isRead: fc.boolean(),
});

function apply(text: string, { at, length, inserted }: { at: number; length: number; inserted: string }) {
  const start = Math.floor(at * text.length);
  const range = { start, end: Math.min(text.length, start + length) };
  return { range, after: text.slice(0, start) + inserted + text.slice(range.end) };
}

/** Stretches of all lengths, with the ends and what lies beyond. */
function stretchesOf(length: number): [number, number][] {
  const places = [0, 1, 17, length / 3, length / 2, length - 1, length, length + 5].map(Math.floor);
  return places.flatMap((start) =>
    places.filter((end) => end >= start).map((end) => [start, end] as [number, number]),
  );
}

describe('a text in pieces', () => {
  test('is the text that the same edits make of a string', () => {
    fc.assert(
      fc.property(fc.array(edits, { maxLength: 30 }), (made) => {
        let plain = TEXT;
        let table = PieceTable.of(TEXT);
        for (const edit of made) {
          const { range, after } = apply(plain, edit);
          const before = table;
          table = table.replaced(range, edit.inserted);
          expect(before.slice(range.start, range.end)).toBe(plain.slice(range.start, range.end));
          plain = after;
          expect(table.length).toBe(plain.length);
          for (const [start, end] of stretchesOf(plain.length)) {
            expect(table.slice(start, end)).toBe(plain.slice(start, end));
            expect(table.charCodeAt(start)).toBe(plain.charCodeAt(start));
          }
          if (edit.isRead) expect(table.toString()).toBe(plain);
        }
        expect(table.slice(5)).toBe(plain.slice(5));
        expect(table.toString()).toBe(plain);
      }),
      runs(300),
    );
  });

  test('is put together before its pieces become many', () => {
    let plain = TEXT;
    let table = PieceTable.of(TEXT);
    for (let round = 0; round < 500; round++) {
      const { range, after } = apply(plain, { at: (round * 0.618) % 1, length: 1, inserted: 'yz' });
      table = table.replaced(range, 'yz');
      plain = after;
    }
    expect(table.toString()).toBe(plain);
  });

  test('has nothing before its beginning and behind its end', () => {
    const table = PieceTable.of('ab').replaced({ start: 0, end: 2 }, '');
    expect(table.charCodeAt(-1)).toBeNaN();
    expect(table.charCodeAt(0)).toBeNaN();
    expect(table.slice(0, 3)).toBe('');
    expect(table.replaced({ start: 0, end: 0 }, 'c').toString()).toBe('c');
  });
});
