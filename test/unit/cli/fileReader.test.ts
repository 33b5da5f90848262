import fc from 'fast-check';
import { expect, test } from 'vitest';
import { judge, REMARKABLE } from '../../../server/src/cli/files/fileReader.ts';

const PIECES = ['linkerd', 'linker', '\\x6cinkerd', '\\', '\0', '\xff\xfe', '\xfe\xff', 'é', 'kind: Pod\n'];

test('whatever one search finds nothing remarkable in is irrelevant', () => {
  const isRemarkable = (file: Buffer) =>
    REMARKABLE.words.some((word) => file.includes(word)) ||
    REMARKABLE.bytes.some((byte) => file.includes(byte));
  const bytes = fc.array(fc.constantFrom(...PIECES)).map((pieces) => Buffer.from(pieces.join(''), 'latin1'));
  fc.assert(
    fc.property(bytes, (file) => {
      if (judge(file).kind !== 'irrelevant') expect(isRemarkable(file)).toBe(true);
    }),
  );
});
