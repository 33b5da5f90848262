/** The English texts of client and server, for translators: `l10n/bundle.l10n.json`. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { getL10nJson } from '@vscode/l10n-dev';
import { root } from '../project/paths.mjs';
import { sourceFiles } from '../project/sourceFiles.mjs';

/** @returns {Promise<Record<string, unknown>>} texts by themselves, in order */
export async function l10nBundle() {
  const files = sourceFiles(['client/src', 'server/src'], '.ts');
  const contents = files.map((file) => ({
    extension: '.ts',
    contents: readFileSync(join(root, file), 'utf8'),
  }));
  const texts = await getL10nJson(contents);
  return Object.fromEntries(Object.entries(texts).sort(([a], [b]) => (a < b ? -1 : 1)));
}
