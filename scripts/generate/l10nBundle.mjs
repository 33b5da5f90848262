/** The English texts of client and server, for translators: `l10n/bundle.l10n.json`. */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { getL10nJson } from '@vscode/l10n-dev';
import { root } from '../project/paths.mjs';
import { sourceFiles } from '../project/sourceFiles.mjs';

/** The texts of files by a digest of their content: the library takes 20 seconds for all of them. */
const CACHE = join(root, 'node_modules', '.cache', 'l10n-texts.json');

/** @returns {Promise<Record<string, unknown>>} texts by themselves, sorted */
export async function l10nBundle() {
  const known = existsSync(CACHE) ? JSON.parse(readFileSync(CACHE, 'utf8')) : {};
  const found = {};
  for (const file of sourceFiles(['client/src', 'server/src'], '.ts')) {
    const contents = readFileSync(join(root, file), 'utf8');
    const digest = createHash('sha256').update(contents).digest('hex');
    found[digest] = known[digest] ?? (await getL10nJson([{ extension: '.ts', contents }]));
  }
  mkdirSync(dirname(CACHE), { recursive: true });
  const draft = `${CACHE}.${process.pid}`;
  writeFileSync(draft, JSON.stringify(found));
  renameSync(draft, CACHE);
  const texts = Object.assign({}, ...Object.values(found));
  return Object.fromEntries(Object.entries(texts).sort(([a], [b]) => (a < b ? -1 : 1)));
}
