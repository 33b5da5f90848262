/**
 * Lets a bundle for Node import the code that it shares with the web's bundle, so that the package contains it once;
 * otherwise the .vsix would be 170 kB larger. It costs no time. The web's bundle has to be complete, because a
 * browser loads one file only; Node's can require it.
 */
import { join, relative } from 'node:path';
import { root } from '../project/paths.mjs';

/** The entry point of a web bundle, which is generated. */
export const WEB_ENTRY = 'web-entry';

/** The parts of the language server protocol's libraries that depend neither on Node nor on browsers. */
const neutralLibraries = /[\\/]node_modules[\\/]vscode-[^\\/]+[\\/]lib[\\/]common[\\/]/;

const taken = 'taken-from-web-bundle';
/** Marks our own resolve requests, which this plugin must not handle itself. */
const asked = Symbol('asked');

/**
 * The two esbuild plugins of a pair of bundles: `take` for Node's, `give` for the web's. Node's must be built first,
 * because its imports decide what the other one exports.
 *
 * @param {object} pair
 * @param {string} pair.webBundle the web's bundle, as Node's requires it
 * @param {string} [pair.module] our own module that both need, with everything it imports; from the root
 * @param {string} pair.start code that does what the web's entry is for, and must do nothing in Node; `own` is that
 * module
 */
export function shareWithWebBundle({ webBundle, module, start }) {
  const own = module && join(root, module);
  const isShared = (path) => path === own || neutralLibraries.test(path);
  const shared = new Set();
  return {
    take: {
      name: 'take',
      setup(build) {
        build.onResolve({ filter: /./ }, async ({ path, pluginData, namespace, ...from }) => {
          if (path === webBundle) return { path, external: true };
          if (namespace === taken) return undefined;
          if (pluginData === asked || from.kind === 'entry-point') return undefined;
          const found = await build.resolve(path, { ...from, namespace, pluginData: asked });
          if (found.errors.length > 0 || !isShared(found.path)) return found;
          shared.add(found.path);
          return { path: found.path, namespace: taken };
        });
        build.onLoad({ filter: /./, namespace: taken }, ({ path }) => ({
          contents: `module.exports = require(${JSON.stringify(webBundle)}).shared(${nameOf(path)});`,
          resolveDir: root,
        }));
      },
    },
    give: {
      name: 'give',
      setup(build) {
        const filter = new RegExp(`^${WEB_ENTRY}$`);
        build.onResolve({ filter }, ({ path }) => ({ path, namespace: WEB_ENTRY }));
        build.onLoad({ filter: /./, namespace: WEB_ENTRY }, () => ({
          // esbuild resolves in parallel, so the order in the set differs between builds.
          contents: webEntry([...shared].sort(), own, start),
          resolveDir: root,
        }));
      },
    },
  };
}

/**
 * Libraries are run on demand, so that no browser code runs in Node. Our own module runs at once with its imports,
 * which is faster than module by module.
 */
function webEntry(paths, own, start) {
  const modules = paths.map(
    (path) => `${nameOf(path)}: () => ${path === own ? 'own' : `require(${JSON.stringify(path)})`},`,
  );
  return `${own ? `import * as own from ${JSON.stringify(own)};` : ''}
    const modules = { ${modules.join('\n')} };
    export const shared = (name) => modules[name]();
    ${start}`;
}

function nameOf(path) {
  return JSON.stringify(relative(root, path).replaceAll('\\', '/'));
}
