/**
 * Lets a bundle for Node take from the web's bundle what both need, so that an installed extension has it once. The
 * web's bundle must be whole, for a browser loads one file only; Node's may require it.
 */
import { join, relative } from 'node:path';
import { root } from '../project/paths.mjs';

/** The halves of the language server protocol's libraries that know neither Node nor browsers. */
const neutralLibraries = /[\\/]node_modules[\\/]vscode-[^\\/]+[\\/]lib[\\/]common[\\/]/;

const borrowed = 'borrowed';
const lender = 'lender';
/** Marks our own questions where a module is, which we must not answer ourselves. */
const asked = Symbol('asked');

/**
 * The two esbuild plugins of a pair of bundles. Node's must be built first: what it turns out to need is what the other
 * one lends.
 *
 * @param {object} pair
 * @param {string} pair.lenderFile the web's bundle, as Node's requires it
 * @param {string} [pair.module] our own module that both need, with everything behind it; from the root
 * @param {string} pair.start code that does what the web's entry is for, and must do nothing in Node; `own` is that module
 * @param {string} [pair.loader] our own module whose `loadBundle` loads the web's bundle in Node, instead of `require`
 */
export function lending({ lenderFile, module, start, loader }) {
  const own = module && join(root, module);
  const isLent = (path) => path === own || neutralLibraries.test(path);
  const lent = new Set();
  return {
    borrow: {
      name: 'borrow',
      setup(build) {
        build.onResolve({ filter: /./ }, async ({ path, pluginData, namespace, ...from }) => {
          if (path === lenderFile) return { path, external: true };
          if (namespace === borrowed) return undefined;
          if (pluginData === asked || from.kind === 'entry-point') return undefined;
          const found = await build.resolve(path, { ...from, namespace, pluginData: asked });
          if (found.errors.length > 0 || !isLent(found.path)) return found;
          lent.add(found.path);
          return { path: found.path, namespace: borrowed };
        });
        build.onLoad({ filter: /./, namespace: borrowed }, ({ path }) => ({
          contents: borrowingCode({ lenderFile, loader }, path),
          resolveDir: root,
        }));
      },
    },
    lend: {
      name: 'lend',
      setup(build) {
        build.onResolve({ filter: /^lender$/ }, ({ path }) => ({ path, namespace: lender }));
        build.onLoad({ filter: /./, namespace: lender }, () => ({
          contents: lenderCode([...lent], own, start),
          resolveDir: root,
        }));
      },
    },
  };
}

function borrowingCode({ lenderFile, loader }, path) {
  const file = JSON.stringify(lenderFile);
  const required = loader
    ? `require(${JSON.stringify(`./${loader}`)}).loadBundle(require('node:path').join(__dirname, ${file}))`
    : `require(${file})`;
  return `module.exports = ${required}.lend(${nameOf(path)});`;
}

/**
 * Libraries are loaded when somebody asks for them, so that no browser's code runs in Node. Our own module is not: what is
 * behind it runs in one go then, which is faster than module by module.
 */
function lenderCode(paths, own, start) {
  const modules = paths.map(
    (path) => `${nameOf(path)}: () => ${path === own ? 'own' : `require(${JSON.stringify(path)})`},`,
  );
  return `${own ? `import * as own from ${JSON.stringify(own)};` : ''}
    const lent = { ${modules.join('\n')} };
    export const lend = (name) => lent[name]();
    ${start}`;
}

function nameOf(path) {
  return JSON.stringify(relative(root, path).replaceAll('\\', '/'));
}
