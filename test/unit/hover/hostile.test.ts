import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SourceFile } from '../../../server/src/engine/sourceFile.ts';
import { hover } from '../../../server/src/features/hover/hover.ts';
import { UNKNOWN } from '../../support/lint.ts';

const KEY = 'config.linkerd.io/skip-inbound-ports';

const HOSTILE = [
  '`](http://evil)`',
  '``` [x](command:evil)',
  '|evil|evil|',
  '<img src=evil>',
  '~~evil~~ **evil**',
  'x\n\n# evil\n\n- evil',
  '\u202Eevil\u0000evil',
  '\\`evil\\',
];

/** One key of each way to read values; what they say of an invalid one quotes it. */
const OTHER_KEYS = [
  'linkerd.io/inject',
  'config.linkerd.io/enable-debug-sidecar',
  'config.linkerd.io/shutdown-grace-period',
  'config.linkerd.io/proxy-cpu-limit',
  'config.linkerd.io/admin-port',
  'config.linkerd.io/opaque-ports',
  'config.linkerd.io/skip-subnets',
  'config.linkerd.io/proxy-uid',
  'config.linkerd.io/proxy-log-level',
  'config.linkerd.io/proxy-additional-env',
  'config.linkerd.io/proxy-image',
];

/** The hover on the character at `at` of a value, which stands in a JSON Pod. */
function onValue(value: string, at: number, key = KEY): string {
  const text = JSON.stringify({ kind: 'Pod', metadata: { annotations: { [key]: value } } });
  const start = text.indexOf(key) + key.length + 4;
  return hover(SourceFile.read(text), start + at, UNKNOWN)?.markdown ?? '';
}

/** Markdown without its code spans and blocks, where characters stand for themselves. */
function withoutCode(markdown: string): string {
  return markdown.replace(/```[\s\S]*?```/g, '').replace(/`[^`\n]*`/g, '');
}

describe('hover on hostile values', () => {
  it.each(HOSTILE)('shows %j as nothing but code', (token) => {
    for (const value of [token, `80,${token}`, ` ${token} ,80`]) {
      const markdown = onValue(value, value.indexOf(token));
      expect(markdown).toContain('is ignored');
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

  it.each(OTHER_KEYS)('never lets one of %s into the text as Markdown', (key) => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom(...HOSTILE)), (value) => {
        const words = withoutCode(onValue(value, 0, key))
          .replace(/\[[^\][]*\]\(https:[^()]*\)/g, '')
          .replace(/\\./g, '');
        expect(words).not.toMatch(/[<>[\]\\`]|https?:\/\/|(?!\n)\p{C}/u);
      }),
    );
  });

  it.each(OTHER_KEYS)('cuts what is long in %s', (key) => {
    expect(onValue('x'.repeat(100_000), 5, key).length).toBeLessThan(6_000);
    expect(onValue('1,x'.repeat(50_000), 5, key).length).toBeLessThan(6_000);
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
