/**
 * Leaves the imports of one of our own modules to run time, when they lead to a bundle of its own. Together with a
 * dynamic import that bundle is loaded when it is needed, and not before.
 *
 * @param {string} file how the module is imported, without its folders
 * @param {string} bundle how the bundle is required
 * @returns {import('esbuild').Plugin}
 */
export function apart(file, bundle) {
  return {
    name: 'apart',
    setup({ onResolve }) {
      const filter = new RegExp(`/${file.replaceAll('.', '\\.')}$`);
      onResolve({ filter }, ({ kind }) =>
        kind === 'entry-point' ? undefined : { path: bundle, external: true },
      );
    },
  };
}
