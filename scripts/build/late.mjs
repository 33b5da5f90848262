/**
 * Loads modules only when something that they export is used for the first time, although they are imported like any
 * other.
 *
 * @param {string} source what is required then: a bundle, or one of Node's own modules; it exports all of their names
 * @param {Record<string, readonly string[]>} modules what is used of each module, by the end of how it is imported
 * @returns {import('esbuild').Plugin}
 */
export function late(source, modules) {
  const namespace = `late ${source}`;
  return {
    name: namespace,
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /./, namespace }, ({ path }) => ({ path, external: true }));
      for (const [module, names] of Object.entries(modules)) {
        const filter = new RegExp(`(?:^|/)${module.replaceAll('.', '\\.')}$`);
        onResolve({ filter }, () => ({ path: module, namespace, pluginData: names }));
      }
      onLoad({ filter: /./, namespace }, ({ pluginData }) => ({ contents: lateModule(source, pluginData) }));
    },
  };
}

function lateModule(source, names) {
  const required = `require(${JSON.stringify(source)})`;
  const exports = names.map((name) => `get ${name}() { return ${required}.${name}; },`);
  return `module.exports = {\n${exports.join('\n')}\n};`;
}
