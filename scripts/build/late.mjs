/**
 * Puts modules that are seldom needed into a bundle of their own, although they are imported like any other: the bundle
 * is loaded when something that they export is used for the first time.
 *
 * @param {string} bundle how the bundle is required; it exports all of their names
 * @param {Record<string, readonly string[]>} modules what each module exports, by the end of how it is imported
 * @returns {import('esbuild').Plugin}
 */
export function late(bundle, modules) {
  return {
    name: 'late',
    setup({ onResolve, onLoad }) {
      for (const [module, names] of Object.entries(modules)) {
        const filter = new RegExp(`(?:^|/)${module.replaceAll('.', '\\.')}$`);
        onResolve({ filter }, () => ({ path: module, namespace: 'late', pluginData: names }));
      }
      onResolve({ filter: /./, namespace: 'late' }, ({ path }) => ({ path, external: true }));
      onLoad({ filter: /./, namespace: 'late' }, ({ pluginData }) => ({
        contents: lateModule(bundle, pluginData),
      }));
    },
  };
}

function lateModule(bundle, names) {
  const required = `require(${JSON.stringify(bundle)})`;
  const exports = names.map((name) => `get ${name}() { return ${required}.${name}; },`);
  return `module.exports = {\n${exports.join('\n')}\n};`;
}
