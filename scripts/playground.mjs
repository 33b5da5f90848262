/** `npm run build:playground -- [folder]`: builds the playground into a folder, dist/playground unless named. */
import { join, resolve } from 'node:path';
import { root } from './project/paths.mjs';
import { fail } from './project/progress.mjs';
import { ensureBuilt } from './project/ready.mjs';

async function main() {
  const out = resolve(process.argv[2] ?? join(root, 'dist', 'playground'));
  await ensureBuilt();
  // Loaded late, because it needs what is installed first.
  const { buildPlayground } = await import('./build/playground.mjs');
  await buildPlayground(out);
  console.log(out);
}

main().catch(fail);
