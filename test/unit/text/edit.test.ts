import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyEdits, EditSet, editsConflict, type TextEdit } from '../../../server/src/text/edit.ts';
import { Rewriting } from '../../../server/src/text/rewriting.ts';
import { runs } from '../../support/properties.ts';

function edit(start: number, end: number, newText: string): TextEdit {
  return { range: { start, end }, newText };
}

/** Edits of a text of 30 characters that do not conflict, in any order. */
const edits = fc
  .array(
    fc
      .tuple(fc.nat(30), fc.nat(4), fc.string({ maxLength: 3 }))
      .map(([start, length, newText]) => edit(start, Math.min(30, start + length), newText)),
    { maxLength: 6 },
  )
  .map((given) =>
    given.filter((one, index) => given.slice(0, index).every((other) => !editsConflict(one, other))),
  );

describe('applyEdits', () => {
  it('replaces, removes and inserts by the offsets of the text before', () => {
    expect(applyEdits('abcdef', [edit(4, 5, ''), edit(0, 1, 'XY'), edit(2, 2, '-')])).toBe('XYb-cdf');
  });

  it('keeps the order of what is inserted at one place', () => {
    expect(applyEdits('ab', [edit(1, 1, '1'), edit(1, 1, '2')])).toBe('a12b');
  });

  it('refuses edits that overlap, run backwards or leave the text', () => {
    expect(() => applyEdits('abcd', [edit(0, 2, ''), edit(1, 3, '')])).toThrow(RangeError);
    expect(() => applyEdits('abcd', [edit(2, 1, '')])).toThrow(RangeError);
    expect(() => applyEdits('abcd', [edit(3, 5, '')])).toThrow(RangeError);
  });

  it('comes to the same in any order where nothing conflicts', () => {
    fc.assert(
      fc.property(edits, (given) => {
        const text = 'abcdefghijklmnopqrstuvwxyzABCD';
        expect(applyEdits(text, [...given].reverse())).toBe(applyEdits(text, given));
      }),
      runs(300),
    );
  });
});

describe('EditSet', () => {
  it('takes what conflicts with nothing that it has, and all of a fix or nothing', () => {
    const fixes = fc.array(fc.array(fc.tuple(fc.nat(30), fc.nat(4)), { minLength: 1, maxLength: 3 }), {
      maxLength: 8,
    });
    fc.assert(
      fc.property(fixes, (given) => {
        const set = new EditSet();
        const taken: TextEdit[] = [];
        for (const fix of given) {
          const edits = fix.map(([start, length], at) => edit(start + at * 40, start + at * 40 + length, ''));
          const conflicts = edits.some((one) => taken.some((other) => editsConflict(one, other)));
          expect(set.add(edits)).toBe(!conflicts);
          if (!conflicts) taken.push(...edits);
        }
      }),
      runs(300),
    );
  });
});

describe('Rewriting', () => {
  it('tells several rounds of edits as edits of the original', () => {
    fc.assert(
      fc.property(fc.array(edits, { maxLength: 3 }), (rounds) => {
        const original = 'abcdefghijklmnopqrstuvwxyzABCD';
        const rewriting = new Rewriting(original);
        for (const round of rounds) {
          const inside = round.filter(({ range }) => range.end <= rewriting.text.length);
          const expected = applyEdits(rewriting.text, inside);
          rewriting.apply(inside);
          expect(rewriting.text).toBe(expected);
        }
        expect(applyEdits(original, rewriting.edits())).toBe(rewriting.text);
      }),
      runs(300),
    );
  });
});
