import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** Told of a path that could not be read; the others go on. */
export type PathProblem = (path: string, error: unknown) => void;

const LINTED = /\.(?:ya?ml(?:\.gotmpl)?|json|tpl)$/i;
const SKIPPED_FOLDERS = new Set(['.git', 'node_modules']);

/** The files to lint below `paths`, sorted within each folder. A file that is named is taken whatever its ending. */
export function collectFiles(paths: readonly string[], onProblem: PathProblem): string[] {
  const files: string[] = [];
  for (const path of paths) {
    try {
      if (statSync(path).isDirectory()) walk(path, files, onProblem);
      else files.push(path);
    } catch (error) {
      onProblem(path, error);
    }
  }
  return [...new Set(files)];
}

/** Links are not followed, so that a loop ends nothing and nothing is read twice. */
function walk(folder: string, files: string[], onProblem: PathProblem): void {
  try {
    const entries = readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
    for (const entry of entries) {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) {
        if (!SKIPPED_FOLDERS.has(entry.name)) walk(path, files, onProblem);
      } else if (entry.isFile() && LINTED.test(entry.name)) files.push(path);
    }
  } catch (error) {
    onProblem(folder, error);
  }
}
