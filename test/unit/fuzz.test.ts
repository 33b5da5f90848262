import { expect, it } from 'vitest';
import { fuzz } from '../fuzz/fuzz.ts';
import { CORPUS_FILES, readCorpusFile } from '../support/corpus.ts';

it('files that are changed at random are read, judged and fixed', () => {
  const texts = CORPUS_FILES.map(readCorpusFile);
  const { failure } = fuzz({ texts, runs: 150, seed: 13_976 });
  expect(failure).toBeUndefined();
});
