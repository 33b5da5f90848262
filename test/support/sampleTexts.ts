import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { BUILD_RULES, MESH_RULES, RULES } from '../../server/src/rules/registry.ts';
import { CORPUS_FILES, readCorpusFile } from './corpus.ts';
import { readExample } from './example.ts';
import { readFiles } from './lintMesh.ts';
import { pageExamplesOf } from './rulePages.ts';

/** A text that rules find something in, or are silent about, with a name for messages. */
export interface SampleText {
  readonly name: string;
  readonly text: string;
}

/** The files of the corpus, without their marks. */
export const CORPUS: readonly SampleText[] = CORPUS_FILES.map((file) => ({
  name: file,
  text: readExample(readCorpusFile(file)).text,
}));

/** The examples on the pages of all rules. */
export const PAGE_EXAMPLES: readonly SampleText[] = [...RULES, ...MESH_RULES, ...BUILD_RULES].flatMap(
  ({ id }) =>
    pageExamplesOf(id).flatMap(({ verdict, text }, index) =>
      [...readFiles(text)].map(([file, part]) => ({
        name: `${id}.md, ${index} (${verdict}), ${file}`,
        text: part,
      })),
    ),
);

/** The manifests in `examples/`. */
export const EXAMPLE_FILES: readonly SampleText[] = readdirSync('examples', {
  recursive: true,
  encoding: 'utf8',
})
  .filter((file) => /\.(?:ya?ml|tpl)$/.test(file))
  .map((file) => ({ name: file.replaceAll('\\', '/'), text: readFileSync(join('examples', file), 'utf8') }));
