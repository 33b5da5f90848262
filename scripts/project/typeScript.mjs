import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { compileFunction } from 'node:vm';

/**
 * The exports of a TypeScript module, for scripts that need a part of the product's sources.
 *
 * @param {URL} entry
 */
export async function loadTypeScript(entry) {
  const { build } = await import('esbuild');
  const path = fileURLToPath(entry);
  const { outputFiles } = await build({
    entryPoints: [path],
    bundle: true,
    write: false,
    format: 'cjs',
    platform: 'node',
    target: 'node20',
  });
  const module = { exports: {} };
  const run = compileFunction(outputFiles[0].text, ['module', 'exports', 'require']);
  run(module, module.exports, createRequire(path));
  return module.exports;
}
