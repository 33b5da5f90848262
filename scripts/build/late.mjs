import { readFileSync } from 'node:fs';
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
      const filters = Object.keys(modules).map(
        (module) => new RegExp(`(?:^|/)${module.replaceAll('.', '\\.')}$`),
      );
      // One that is late itself takes what it wants of the others; it is not loaded before it is needed.
      const isLate = (path) => filters.some((filter) => filter.test(path.replaceAll('\\', '/')));
      for (const [index, [module, names]] of Object.entries(modules).entries()) {
        onResolve({ filter: filters[index] }, async ({ path, pluginData, ...from }) => {
          if (pluginData === asked || from.namespace === namespace || isLate(from.importer)) return undefined;
          const missing = importedNames(from.importer, path).filter((name) => !names.includes(name));
          if (missing.length > 0)
            return { errors: [{ text: `${module} is late, without ${missing.join(', ')}.` }] };
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

/** What a file imports of a module by name, types left out. */
function importedNames(importer, path) {
  const clauses = readFileSync(importer, 'utf8').matchAll(/^import \{([^}]*)\} from '([^']+)';/gm);
  return [...clauses]
    .filter(([, , from]) => from === path)
    .flatMap(([, names]) => names.split(','))
    .map((name) => name.trim().split(' as ')[0])
    .filter((name) => name !== '' && !name.startsWith('type '));
}

function lateModule(source, names) {
  const required = `require(${JSON.stringify(source)})`;
  const exports = names.map((name) => `get ${name}() { return ${required}.${name}; },`);
  return `module.exports = {\n__esModule: true,\n${exports.join('\n')}\n};`;
}
