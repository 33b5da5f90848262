import { root } from '../project/paths.mjs';

/**
 * Loads modules only when something that they export is used for the first time, although they are imported like any
 * other.
 *
 * @param {Record<string, readonly string[]>} modules what is used of each module, by the end of how it is imported
 * @param {string} [source] what is required then, if it is another bundle; it exports all of the names
 * @returns {import('esbuild').Plugin}
 */
export function late(modules, source) {
  const namespace = `late ${source ?? 'modules'}`;
  return {
    name: namespace,
    setup({ onResolve, onLoad, resolve }) {
      onResolve({ filter: /./, namespace }, ({ path }) =>
        path === source ? { path, external: true } : undefined,
      );
      for (const [module, names] of Object.entries(modules)) {
        const filter = new RegExp(`(?:^|/)${module.replaceAll('.', '\\.')}$`);
        onResolve({ filter }, async ({ path, pluginData, ...from }) => {
          if (pluginData === asked || from.namespace === namespace) return undefined;
          const itself = source ?? (await resolve(path, { ...from, pluginData: asked })).path;
          return { path: module, namespace, pluginData: lateModule(itself, names) };
        });
      }
      onLoad({ filter: /./, namespace }, ({ pluginData }) => ({ contents: pluginData, resolveDir: root }));
    },
  };
}

/** Marks our own questions where a module is, which we must not answer ourselves. */
const asked = Symbol('asked');

function lateModule(source, names) {
  const required = `require(${JSON.stringify(source)})`;
  const exports = names.map((name) => `get ${name}() { return ${required}.${name}; },`);
  return `module.exports = {\n__esModule: true,\n${exports.join('\n')}\n};`;
}
