/**
 * The pages that the extension shows, in one file: a zip archive compresses each file alone, and these pages have much
 * in common, so that together they take half as much in the package.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../project/paths.mjs';

/** Where the pages are, which is also what a change of them makes stale. From the root. */
export const PAGE_FOLDERS = ['docs/rules', 'docs/zh-cn/rules'];
export const ANNOTATIONS_PAGE = 'docs/annotations.md';

/** The text of a JSON file with every page under its path in `docs/`, such as `zh-cn/rules/invalid-number.md`. */
export function pages() {
  const paths = PAGE_FOLDERS.filter((folder) => existsSync(join(root, folder))).flatMap((folder) =>
    readdirSync(join(root, folder))
      // The extension makes its own index.
      .filter((name) => name.endsWith('.md') && name !== 'README.md')
      .sort()
      .map((name) => `${folder}/${name}`),
  );
  return JSON.stringify(Object.fromEntries([ANNOTATIONS_PAGE, ...paths].map(read)));
}

function read(path) {
  return [path.replace(/^docs\//, ''), readFileSync(join(root, path), 'utf8')];
}
