import { describe, expect, it } from 'vitest';
import { checkWithAllRules } from '../support/check.ts';
import { CORPUS_FILES, readCorpusFile } from '../support/corpus.ts';
import { readExample } from '../support/example.ts';
import { AFFECTED, FIXED_CNI, lint, PROXY_INIT } from '../support/lint.ts';

/** Files as people write them, one form each. `readExample` says how their lines of marks read. */
describe('the corpus', () => {
  it.each(CORPUS_FILES)('%s has the findings that it marks', (file) => {
    checkWithAllRules(readCorpusFile(file));
  });

  it.each(CORPUS_FILES)('%s is judged alike in every cluster but for what the cluster decides', (file) => {
    const { text } = readExample(readCorpusFile(file));
    const places = (settings: typeof AFFECTED) =>
      lint(text, settings)
        .filter(({ rule }) => !/proxy-ports|control-port/.test(rule))
        .map(({ rule, range }) => `${rule} ${range.start}-${range.end}`);
    expect(places(AFFECTED)).toEqual(places(FIXED_CNI));
    expect(places(AFFECTED)).toEqual(places(PROXY_INIT));
  });

  it('marks something in every folder', () => {
    for (const folder of new Set(CORPUS_FILES.map((file) => file.split('/')[0]))) {
      const files = CORPUS_FILES.filter((file) => file.startsWith(`${folder}/`));
      expect(files.flatMap((file) => readExample(readCorpusFile(file)).marks).length, folder).toBeGreaterThan(
        0,
      );
    }
  });
});
