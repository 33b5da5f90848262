import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CORPUS_FILES, readCorpusFile } from '../../support/corpus.ts';
import { accept, offersAt } from './completeAt.ts';

const piece = fc.oneof(
  fc.constantFrom(
    'metadata:',
    '\n  annotations:',
    '\n    ',
    '\n',
    ' ',
    ': ',
    '"',
    "'",
    '{',
    '}',
    ',',
    '#',
    '- ',
    '|-',
  ),
  fc.constantFrom(
    'linkerd.io/inject',
    'config.linkerd.io/opaque-ports',
    'kind: Pod\n',
    '{{',
    '}}',
    '&a ',
    '*a',
    '\r\n',
  ),
  fc.string({ maxLength: 4 }),
);

describe('on hostile text', () => {
  it('nothing is thrown, and only what was typed is replaced', () => {
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 24 }), fc.nat(), (pieces, at) => {
        const text = pieces.join('');
        const cursor = text.length === 0 ? 0 : at % (text.length + 1);
        for (const item of offersAt(text, cursor).slice(0, 3)) expect(accept(text, item)).not.toBe('');
      }),
      { numRuns: 300 },
    );
  });

  it('a file that has the cursor’s own character in it gets nothing', () => {
    const text = 'kind: Pod\nmetadata:\n  annotations:\n    \uE001: x\n    ';
    expect(offersAt(text, text.length)).toEqual([]);
  });

  it('nothing is thrown anywhere in the corpus', () => {
    for (const file of CORPUS_FILES) {
      const text = readCorpusFile(file);
      for (let cursor = 0; cursor <= text.length; cursor += 101) offersAt(text, cursor);
    }
  });
});
