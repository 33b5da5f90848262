import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { mentionsLinkerd } from '../../../server/src/cli/files/mentionsLinkerd.ts';
import { mayContainLinkerd } from '../../../server/src/linkerd/prefilter.ts';

const mentions = (text: string) => mentionsLinkerd(Buffer.from(text));

/** Every way in which a double-quoted scalar may write a letter. */
const WAYS = [
  (code: number) => String.fromCodePoint(code),
  (code: number) => `\\x${code.toString(16)}`,
  (code: number) => `\\x${code.toString(16).toUpperCase()}`,
  (code: number) => `\\u00${code.toString(16)}`,
  (code: number) => `\\U000000${code.toString(16)}`,
];

describe('a file mentions Linkerd', () => {
  test('wherever the engine would look', () => {
    const letter = (character: string) =>
      fc.constantFrom(...WAYS).map((write) => write(character.charCodeAt(0)));
    const word = fc.tuple(...[...'linkerd'].map(letter)).map((letters) => letters.join(''));
    const text = fc.tuple(fc.string(), word, fc.string()).map((parts) => parts.join(''));
    fc.assert(
      fc.property(text, (written) => {
        expect(mayContainLinkerd(written)).toBe(true);
        expect(mentions(written)).toBe(true);
      }),
    );
  });

  test.each([
    ['an annotation', 'linkerd.io/inject: enabled', true],
    ['other escapes', '"C:\\\\xyz \\n \\u00e9"', false],
    ['nothing of it', 'kind: Pod', false],
    ['nothing', '', false],
  ])('%s', (_, text, expected) => {
    expect(mentions(text)).toBe(expected);
  });
});
