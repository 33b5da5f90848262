/**
 * The translations that the extension ships. The client's texts have themselves as keys, since VS Code looks them up; those
 * of the server have short keys (`server/src/lsp/shortTranslations.ts`).
 */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../project/paths.mjs';
import { sourceFiles } from '../project/sourceFiles.mjs';
import { loadTypeScript } from '../project/typeScript.mjs';

const SOURCE = join(root, 'l10n');

/**
 * Writes a bundle for each translation into a folder.
 *
 * @param {string} folder
 */
export async function writeTranslations(folder) {
  const { shortKey } = await loadTypeScript(
    new URL('../../server/src/lsp/shortTranslations.ts', import.meta.url),
  );
  // Texts are literals. One of the server's that is in there by chance keeps its long key, which works too.
  const client = sourceFiles(['client/src'], '.ts')
    .map((file) => readFileSync(join(root, file), 'utf8'))
    .join('\n');
  mkdirSync(folder, { recursive: true });
  for (const name of readdirSync(SOURCE).filter((file) => /^bundle\.l10n\..+\.json$/.test(file))) {
    const translations = Object.entries(JSON.parse(readFileSync(join(SOURCE, name), 'utf8')));
    const short = new Map();
    for (const [text, translation] of translations) {
      const key = shortKey(text);
      short.set(client.includes(text) || short.has(key) ? text : key, translation);
    }
    writeFileSync(join(folder, name), JSON.stringify(Object.fromEntries(short)));
  }
}
