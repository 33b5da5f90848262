import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { YamlDocument } from '../../../server/src/yaml/document.ts';
import { isScalar } from '../../../server/src/yaml/nodes.ts';
import { ScalarText } from '../../../server/src/yaml/scalarText.ts';
import { child, childText } from '../../../server/src/yaml/walkEntries.ts';
import { runs } from '../../support/properties.ts';

/** The scalar behind `key: `, between other keys. */
function scalarIn(written: string): { scalar: ScalarText; text: string } {
  const text = `before: 1\nkey: ${written}\nafter: 2\n`;
  const node = child(new YamlDocument(text).roots[0], 'key');
  if (!isScalar(node)) throw new Error(`no scalar: ${text}`);
  return { scalar: new ScalarText(text, node), text };
}

/** What stands in the source for each character of the value. */
function sources(written: string): string[] {
  const { scalar, text } = scalarIn(written);
  return [...scalar.value].map((_, index) => {
    const { start, end } = scalar.sourceRange(index, index + 1);
    return text.slice(start, end);
  });
}

describe('ScalarText', () => {
  it.each([
    ['80,90', ['8', '0', ',', '9', '0']],
    ["'a''b'", ['a', "''", 'b']],
    [
      String.raw`"a\"\x41\u0042\t"`,
      ['a', String.raw`\"`, String.raw`\x41`, String.raw`\u0042`, String.raw`\t`],
    ],
    ['"a\n  b"', ['a', '\n  ', 'b']],
    ['"a \n\n  b"', ['a', ' \n\n  ', 'b']],
    ['"a\\\n  b"', ['a', 'b']],
    ['"a\\ \n b"', ['a', '\\ ', '\n ', 'b']],
    ["'a\r\n  b'", ['a', '\r\n  ', 'b']],
    ['a\n  b', ['a', '\n  ', 'b']],
    ['|\n  a\n  b', ['a', '\n  ', 'b', '\n']],
    ['|-\n  a\n\n  b', ['a', '\n', '\n  ', 'b']],
    ['|+\n  a\n', ['a', '\n', '\n']],
    ['>-\n  a\n  b', ['a', '\n  ', 'b']],
    ['>\n  a\n\n  b\n', ['a', '\n\n  ', 'b', '\n']],
    ['| # why\n    a', ['a', '\n']],
    ['|\r\n  a\r\n  b\r', ['a', '\r\n  ', 'b', '\r\n']],
  ])('finds the characters of %j', (written, expected) => {
    expect(scalarIn(written).scalar.isExact).toBe(true);
    expect(sources(written)).toEqual(expected);
  });

  it('says so where it cannot tell, and gives the whole scalar', () => {
    for (const written of ['>-\n  a\n   b\n  c']) {
      const { scalar } = scalarIn(written);
      expect(scalar.isExact, written).toBe(false);
      expect(scalar.sourceRange(0, 1)).toEqual(scalar.range);
    }
  });

  it('gives the places between characters', () => {
    for (const [written, inside] of [
      ['"ab"', ['"', 'ab"']],
      ["''", ["'", "'"]],
      ['ab', ['', 'ab']],
      ['|\n  ab', ['|\n  ', 'ab\n']],
    ] as const) {
      const { scalar, text } = scalarIn(written);
      const { start, end } = scalar.sourceRange(0, 0);
      expect([text.slice(scalar.range.start, start), text.slice(end, scalar.range.end)]).toEqual(inside);
    }
    const { scalar, text } = scalarIn('"ab\\t" # c');
    expect(text.slice(scalar.sourceRange(3, 3).start)).toMatch(/^" # c/);
  });

  it('knows the styles', () => {
    const styles = ['a', "'a'", '"a"', '|\n  a', '>\n  a'].map((written) => scalarIn(written).scalar.style);
    expect(styles).toEqual(['plain', 'single-quoted', 'double-quoted', 'literal', 'folded']);
  });

  it('does not know values that a tag makes into something else', () => {
    expect(scalarIn('!!binary ODA4MA==').scalar.value).toBe('ODA4MA==');
    expect(scalarIn('!!timestamp 2001-01-01').scalar.value).toBe('2001-01-01');
  });

  describe('in any scalar', () => {
    const pieces = [
      '8080',
      ',',
      '-',
      ' ',
      '\n  ',
      '\n\n  ',
      '\\n',
      '\\"',
      "''",
      '\\u0041',
      '\\\n  ',
      'é',
      '\u{1F600}',
      '\r\n  ',
      '\t',
    ];
    const written = fc
      .tuple(
        fc.constantFrom(['"', '"'], ["'", "'"], ['', ''], ['|\n  ', ''], ['>-\n  ', '\n'], ['|+\n  ', '\n']),
        fc.array(fc.constantFrom(...pieces), { maxLength: 12 }),
      )
      .map(([[open, close], body]) => open + body.join('') + close);

    it('replaces exactly the characters asked for, where they are known', () => {
      fc.assert(
        fc.property(written, fc.nat(), (source, seed) => {
          const { scalar, text } = scalarIn(source);
          const index = seed % (scalar.value.length + 1);
          if (!scalar.isExact || scalar.value === '' || /[\n ]/.test(scalar.value.charAt(index))) return;
          const { start, end } = scalar.sourceRange(index, index);
          const inserted = `${text.slice(0, start)}777${text.slice(end)}`;
          const [root] = new YamlDocument(inserted).roots;
          const isKept = index > 0 && index < scalar.value.length;
          if (!isKept) return;
          expect(childText(root, 'key')).toBe(
            `${scalar.value.slice(0, index)}777${scalar.value.slice(index)}`,
          );
          expect(childText(root, 'after')).toBe('2');
        }),
        runs(500),
      );
    });

    it('keeps places in order and inside', () => {
      fc.assert(
        fc.property(written, (source) => {
          const { scalar } = scalarIn(source);
          if (!scalar.isExact) return;
          let previous = scalar.range.start;
          for (let index = 0; index < scalar.value.length; index++) {
            const { start, end } = scalar.sourceRange(index, index + 1);
            expect(start).toBeGreaterThanOrEqual(previous);
            expect(end).toBeGreaterThan(start);
            expect(end).toBeLessThanOrEqual(scalar.range.end);
            previous = start;
          }
        }),
        runs(500),
      );
    });

    it('finds the character at a place', () => {
      fc.assert(
        fc.property(written, (source) => {
          const { scalar } = scalarIn(source);
          if (!scalar.isExact) return;
          const ends = Array.from({ length: scalar.value.length }, (_, index) => {
            return scalar.sourceRange(index, index + 1).end;
          });
          for (let offset = scalar.range.start; offset <= scalar.range.end; offset++)
            expect(scalar.valueOffset(offset)).toBe(ends.filter((end) => end <= offset).length);
        }),
        runs(500),
      );
    });
  });
});
