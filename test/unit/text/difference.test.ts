import fc from 'fast-check';
import { expect, test } from 'vitest';
import { commonPrefix, commonSuffix, detached } from '../../../server/src/text/difference.ts';

const text = fc.string({ unit: fc.constantFrom('a', 'b', '\n', '😀'), maxLength: 40 });

test('the common prefix is as long as it can be', () => {
  fc.assert(
    fc.property(text, text, text, (same, a, b) => {
      const length = commonPrefix(same + a, same + b);
      expect(length).toBeGreaterThanOrEqual(same.length);
      expect((same + a).slice(0, length)).toBe((same + b).slice(0, length));
      expect((same + a)[length] === (same + b)[length] && length < (same + a).length).toBe(false);
    }),
  );
});

test('the common suffix is as long as it can be', () => {
  fc.assert(
    fc.property(text, text, text, (a, b, same) => {
      const [first, second] = [a + same, b + same];
      const length = commonSuffix(first, second);
      expect(length).toBeGreaterThanOrEqual(same.length);
      expect(first.endsWith(second.slice(second.length - length))).toBe(true);
      expect(first.at(-1 - length) === second.at(-1 - length) && length < first.length).toBe(false);
    }),
  );
});

test('a detached text is the same text, half surrogates included', () => {
  expect(detached('a\u{1F600}\uD83D')).toBe('a\u{1F600}\uD83D');
});
