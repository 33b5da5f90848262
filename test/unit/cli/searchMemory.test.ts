import fc from 'fast-check';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { REMARKABLE } from '../../../server/src/cli/files/fileReader.ts';
import { SearchMemory } from '../../../server/src/cli/files/searchMemory.ts';
import { EVIDENCE_WORDS } from '../../../server/src/linkerd/detection/signs.ts';
import { runs } from '../../support/properties.ts';

const SIZE = 1_000;
const WORDS = ['at', 'ship', 'linkerd', '/proxy:', 'cni-plug'];
const MARKS = [0x00, 0x5c, 0xff];

function find(memory: SearchMemory, file: Buffer): boolean {
  file.copy(memory.bytes);
  return memory.mayHold(file.length);
}

function holds(file: Buffer, words: readonly string[], marks: readonly number[]): boolean {
  return words.some((word) => file.includes(word)) || marks.some((mark) => file.includes(mark));
}

afterEach(() => {
  vi.unstubAllGlobals();
});

describe.each(['with WebAssembly', 'without'])('%s', (how) => {
  function memoryFor(words: readonly string[], marks: readonly number[]): SearchMemory {
    if (how === 'without') vi.stubGlobal('WebAssembly', undefined);
    return SearchMemory.fast({ words, marks }, SIZE);
  }

  test('a word is found wherever it stands, and no piece of it', () => {
    const memory = memoryFor(WORDS, MARKS);
    for (const word of WORDS)
      for (let at = 0; at < 40; at++)
        for (const length of [at + word.length, at + word.length + 1, 70]) {
          const file = Buffer.alloc(length, '.');
          file.write(word, at);
          expect(find(memory, file)).toBe(true);
          expect(find(memory, file.subarray(0, at + word.length - 1))).toBe(false);
          file[at + word.length - 1] = 0x2e;
          expect(find(memory, file)).toBe(false);
        }
  });

  test('nothing is left of the file before', () => {
    const memory = memoryFor(WORDS, MARKS);
    expect(find(memory, Buffer.from(`${'.'.repeat(100)}linkerd\0`))).toBe(true);
    expect(find(memory, Buffer.from(`${'.'.repeat(99)}l`))).toBe(false);
    expect(find(memory, Buffer.from(''))).toBe(false);
    expect(find(memory, Buffer.from('.'.repeat(100)))).toBe(false);
  });

  test('a file that fills the memory is searched to its end', () => {
    const file = Buffer.alloc(SIZE, '.');
    const memory = memoryFor(WORDS, MARKS);
    expect(find(memory, file)).toBe(false);
    file.write('linkerd', SIZE - 7);
    expect(find(memory, file)).toBe(true);
  });

  const pieces = fc.oneof(
    fc.constantFrom(
      ...WORDS,
      ...WORDS.map((word) => word.slice(1)),
      ...WORDS.map((word) => word.slice(0, -1)),
    ),
    fc.string({ unit: 'binary', maxLength: 20 }),
    fc.constantFrom('\0', '\\', 'ÿ', ' '.repeat(15)),
  );

  test('it finds what a plain search finds', () => {
    const memory = memoryFor(WORDS, MARKS);
    const files = fc.array(pieces).map((parts) => Buffer.from(parts.join('')).subarray(0, SIZE));
    fc.assert(
      fc.property(files, (file) => find(memory, file) === holds(file, WORDS, MARKS)),
      runs(2_000),
    );
  });

  test('it never misses what files are searched for', () => {
    const words = [...EVIDENCE_WORDS, ...REMARKABLE.words];
    const memory = memoryFor(words, REMARKABLE.bytes);
    const parts = fc.oneof(fc.constantFrom(...words), fc.string({ maxLength: 20 }));
    const files = fc.array(parts).map((all) => Buffer.from(all.join('')).subarray(0, SIZE));
    fc.assert(
      fc.property(files, (file) => {
        if (holds(file, words, REMARKABLE.bytes)) expect(find(memory, file)).toBe(true);
      }),
      runs(1_000),
    );
  });
});
