import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SourceFile } from '../../../server/src/engine/sourceFile.ts';
import { hover } from '../../../server/src/features/hover/hover.ts';
import { UNKNOWN } from '../../support/lint.ts';

const KEY = 'config.linkerd.io/skip-inbound-ports';

/** The hover on the character at `at` of a value, which stands in a JSON Pod. */
function onValue(value: string, at: number): string {
  const text = JSON.stringify({ kind: 'Pod', metadata: { annotations: { [KEY]: value } } });
  const start = text.indexOf(KEY) + KEY.length + 4;
  return hover(SourceFile.read(text), start + at, UNKNOWN)?.markdown ?? '';
}

/** Markdown without its code spans and blocks, where characters stand for themselves. */
function withoutCode(markdown: string): string {
  return markdown.replace(/```[\s\S]*?```/g, '').replace(/`[^`\n]*`/g, '');
}

describe('hover on hostile values', () => {
  it.each([
    '`](http://evil)`',
    '``` [x](command:evil)',
    '|evil|evil|',
    '<img src=evil>',
    '~~evil~~ **evil**',
    'x\n\n# evil\n\n- evil',
    '\u202Eevil\u0000evil',
    '\\`evil\\',
  ])('shows %j as nothing but code', (token) => {
    for (const value of [token, `80,${token}`, ` ${token} ,80`]) {
      const markdown = onValue(value, value.indexOf(token));
      expect(markdown).toContain('is dropped');
      expect(withoutCode(markdown)).not.toContain('evil');
      expect(withoutCode(markdown)).not.toContain('`');
    }
  });

  it('cuts what is long', () => {
    expect(onValue('x'.repeat(100_000), 5).length).toBeLessThan(6_000);
    expect(onValue('1,'.repeat(50_000), 0).length).toBeLessThan(6_000);
    const manyRanges = Array.from({ length: 2_000 }, (_, index) => index * 2).join(',');
    expect(onValue(manyRanges, 0)).toContain('and 1992 more');
    expect(onValue('x,'.repeat(50_000), 0)).toContain('✗ … and');
    expect(onValue('\u{1F980}'.repeat(41), 0)).toContain(`${'\u{1F980}'.repeat(40)}…`);
  });

  it('never lets a value into the text outside of code', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.nat(20), (value, at) => {
        const words = withoutCode(onValue(value, at)).replace(/\[[^\][]*\]\(https:[^()]*\)/g, '');
        expect(words).not.toMatch(/[<>#[\]\\]/);
      }),
    );
  });

  it('never throws on a broken file, wherever the pointer is', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.nat(200), (before, behind, at) => {
        const text = `${before}\nmetadata:\n  annotations:\n    ${KEY}: ${behind}`;
        expect(() => hover(SourceFile.read(text), at, UNKNOWN)).not.toThrow();
      }),
    );
  });
});
