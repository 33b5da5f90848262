/**
 * The language server protocol's libraries hand hundreds of names from file to file, and make a getter of each in each of
 * them. That takes longer at a start than running all our own modules does. Here names are handed on as values.
 */
import { readFile } from 'node:fs/promises';

const filter = /[\\/]node_modules[\\/]vscode-(?:jsonrpc|language)[^\\/]*[\\/]lib[\\/].*\.js$/;

/** What TypeScript compiles `export *` and `import *` to calls of, in every file that has one. */
const EXPORT_STAR = '(this && this.__exportStar)';
const IMPORT_STAR = '(this && this.__importStar)';

/** What it makes of a name that is handed on by itself. */
const GETTER =
  /Object\.defineProperty\(exports, "(\w+)", \{ enumerable: true, get: function \(\) \{ return ([\w.]+); \} \}\);/g;

/** Whatever is exported is there by then: none of these files is part of a circle. */
const exportValues = `(function (from, to) {
  for (const name of Object.keys(from)) if (!Object.hasOwn(to, name)) to[name] = from[name];
})`;

/** None of them asks a namespace for its \`default\`, which is all that the copy would have besides. */
const itself = '(function (module) { return module; })';

/** @type {import('esbuild').Plugin} */
export const barrels = {
  name: 'barrels',
  setup({ onLoad }) {
    onLoad({ filter, namespace: 'file' }, async ({ path }) => {
      const source = await readFile(path, 'utf8');
      const contents = source
        .replace(EXPORT_STAR, exportValues)
        .replace(IMPORT_STAR, itself)
        .replace(GETTER, 'exports.$1 = $2;');
      return { contents };
    });
  },
};
