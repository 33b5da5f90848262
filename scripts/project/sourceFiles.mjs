/** The project's own source files. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './paths.mjs';

/** Paths of the files in these folders with this ending, from the root, sorted, with forward slashes. */
export function sourceFiles(folders, ending) {
  return folders
    .flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true }).map(
        (name) => `${folder}/${name.replaceAll('\\', '/')}`,
      ),
    )
    .filter((path) => path.endsWith(ending))
    .sort();
}
