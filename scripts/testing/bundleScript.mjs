/** TypeScript that runs outside of a test runner. */
import { basename, join } from 'node:path';
import { cache, root } from '../project/paths.mjs';

/**
 * Bundles a TypeScript file of `test/` for Node. Gives the path of the bundle.
 *
 * @param {...string} path of the file, from `test/`
 */
export async function bundleScript(...path) {
  const { build } = await import('esbuild');
  const entry = join(root, 'test', ...path);
  const outfile = join(cache, `${path.slice(0, -1).join('-')}-${basename(entry, '.ts')}.cjs`);
  await build({
    entryPoints: [entry],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    sourcemap: 'inline',
  });
  return outfile;
}
