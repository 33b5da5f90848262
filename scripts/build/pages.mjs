/**
 * The pages that the extension shows, in one file: a zip archive compresses each file alone, and these pages have much
 * in common, so that together they take half as much in the package. The language server makes that of annotations, from texts
 * that its bundle has anyway.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { root } from '../project/paths.mjs';

/** Stands for a page's own rule, as in client/src/bundledPages.ts: what all pages end with is then the same, which saves 3 kB. */
const OWN_ID = '¤';

/** Where the pages are, which is also what a change of them makes stale. From the root. */
export const PAGE_FOLDERS = ['docs/rules', 'docs/zh-cn/rules'];

/** Between two pages; JSON would take 1 kB more. */
const SEPARATOR = '\0';

/**
 * Every page of a rule, each after a line with its path in `docs/`, such as `zh-cn/rules/invalid-number.md`. Those of a group are
 * together, because they have more in common, which saves 1 kB.
 */
export function pages() {
  const groups = new Map(
    readdirSync(join(root, 'server', 'src'), { recursive: true })
      .filter((path) => path.endsWith('.md'))
      .map((path) => [basename(path), dirname(path)]),
  );
  const placeOf = (name) => `${groups.get(name)}/${name}`;
  const paths = PAGE_FOLDERS.filter((folder) => existsSync(join(root, folder))).flatMap((folder) =>
    readdirSync(join(root, folder))
      // The extension makes its own index.
      .filter((name) => name.endsWith('.md') && name !== 'README.md')
      .sort((a, b) => (placeOf(a) < placeOf(b) ? -1 : 1))
      .map((name) => `${folder}/${name}`),
  );
  return paths.map(read).join(SEPARATOR);
}

/** Without the comment for developers at the top. */
function read(path) {
  const text = readFileSync(join(root, path), 'utf8').replace(/^<!-- .+ -->\n\n/, '');
  if (text.includes(OWN_ID)) throw new Error(`${path} has the character ${OWN_ID}, which has another use.`);
  return `${path.replace(/^docs\//, '')}\n${text.replaceAll(basename(path, '.md'), OWN_ID)}`;
}
