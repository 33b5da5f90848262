import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { overlapsAny } from '../../../../server/src/text/range.ts';
import { maskTemplates, PLACEHOLDER } from '../../../../server/src/yaml/template/maskTemplates.ts';
import { runs } from '../../../support/properties.ts';

/** The masked text with `_` for what stands for an unknown value. */
function mask(text: string): string {
  return maskTemplates(text).text.replaceAll(PLACEHOLDER, '_');
}

describe('maskTemplates', () => {
  it.each([
    ['an action in a value', 'a: {{ .x }}', 'a: ________'],
    ['a part of a value', 'a: "8{{x}},9"', 'a: "8_____,9"'],
    ['an action as key', '{{ .key }}: a', '__________: a'],
    ['two actions', 'a: {{x}}-{{y}}', 'a: _____-_____'],
    ['a line that a template makes', 'a:\n  {{- toYaml . }}\nb: c', `a:\n  ${' '.repeat(15)}\nb: c`],
    [
      'a condition around a line',
      '{{ if a }}\nb: c\n{{ end }}\n',
      `${' '.repeat(10)}\nb: c\n${' '.repeat(9)}\n`,
    ],
    ['a condition on the line', '{{ if a }}b: c{{ end }}', `${'_'.repeat(10)}b: c${' '.repeat(9)}`],
    ['a condition before an item', '{{ if a }}- b{{ end }}', `${' '.repeat(10)}- b${' '.repeat(9)}`],
    ['a line that a template makes, with a comment', '{{ x }} # y\nb: c', `${' '.repeat(7)} # y\nb: c`],
    ['a condition in a value', 'b: c{{ if a }}d{{ end }}e', `b: c${'_'.repeat(10)}d${'_'.repeat(9)}e`],
    ['a variable', '{{ $a := 1 }}\nb: {{ $a }}', `${' '.repeat(13)}\nb: ________`],
    ['several on a line', '  {{ if a }} {{ x }}\n', `  ${' '.repeat(10)} ${' '.repeat(7)}\n`],
    ['a comment over lines', '{{/* a }}\nb\n*/}}\nc: d', `${' '.repeat(16)}\nc: d`],
    ['braces in strings', 'a: {{ "}}" }}{{ `}}` }}b', `a: ${'_'.repeat(20)}b`],
    ['escaped quotes', 'a: {{ "\\"}}" }}b', 'a: ____________b'],
    ['an action over lines', 'a: {{ x\n  | y }}\nb: c', 'a: _____________\nb: c'],
    ['a stray quote', "a: {{ it's }}\nb: {{ c }}", 'a: __________\nb: _______'],
    ['an action that is never closed', 'a: {{ x\nb: {{ y }}', 'a: {{ x\nb: _______'],
    ['one that would reach over a document', 'a: {{ x\n---\nb: }}', 'a: {{ x\n---\nb: }}'],
    ['a comment that is never closed', '{{/* a\nb: {{ y }}', '{{/* a\nb: _______'],
    ['flow mappings', 'a: {b: {c: d}}', 'a: {b: {c: d}}'],
    ['CRLF', '{{ if a }}\r\nb: c\r\n', `${' '.repeat(10)}\r\nb: c\r\n`],
  ])('hides %s', (_, text, masked) => {
    expect(mask(text)).toBe(masked);
  });

  it('keeps the length, and every character outside of actions', () => {
    const piece = fc.constantFrom(
      '{{',
      '}}',
      '{{-',
      '/*',
      '*/',
      '"',
      "'",
      '`',
      '\\',
      '\n',
      '\r\n',
      ' ',
      'a: b',
      'if',
      'end',
      '---',
      '{',
      '}',
      '# ',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        const text = pieces.join('');
        const masked = maskTemplates(text);
        expect(masked.text).toHaveLength(text.length);
        let done = 0;
        for (const { start, end } of [...masked.actions, { start: text.length, end: text.length }]) {
          expect(start).toBeGreaterThanOrEqual(done);
          expect(masked.text.slice(done, start)).toBe(text.slice(done, start));
          expect(masked.text.slice(start, end)).toMatch(new RegExp(`^(?: *|${PLACEHOLDER}*)$`));
          done = end;
        }
      }),
      runs(500),
    );
  });

  it('knows which ranges an action touches', () => {
    const { actions } = maskTemplates('a{{b}}c{{d}}e');
    const touched = [...'a{{b}}c{{d}}e'].map((_, at) => overlapsAny(actions, { start: at, end: at + 1 }));
    expect(touched.map(Number).join('')).toBe('0111110111110');
  });
});
