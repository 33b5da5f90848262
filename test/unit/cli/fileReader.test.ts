import fc from 'fast-check';
import { expect, test } from 'vitest';
import { judge, RELEVANT_WORD, UNUSUAL_BYTE } from '../../../server/src/cli/files/fileReader.ts';

const PIECES = ['linkerd', 'linker', '\\x6cinkerd', '\\', '\0', '\xff\xfe', '\xfe\xff', 'é', 'kind: Pod\n'];

test('a file in which the one search finds nothing is irrelevant', () => {
  const bytes = fc.array(fc.constantFrom(...PIECES)).map((pieces) => Buffer.from(pieces.join(''), 'latin1'));
  fc.assert(
    fc.property(bytes, (file) => {
      if (judge(file).kind === 'irrelevant') return;
      const text = file.toString('latin1');
      expect(RELEVANT_WORD.test(text) || UNUSUAL_BYTE.test(text), text).toBe(true);
    }),
  );
});
