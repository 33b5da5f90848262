import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const FOLDER = fileURLToPath(new URL('../corpus', import.meta.url));

/** The files of the corpus, relative to its folder, with forward slashes, in order. */
export const CORPUS_FILES: readonly string[] = readdirSync(FOLDER, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => relative(FOLDER, join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
  .sort();

/** The text of a file of the corpus, marks included. */
export function readCorpusFile(file: string): string {
  return readFileSync(join(FOLDER, file), 'utf8');
}
