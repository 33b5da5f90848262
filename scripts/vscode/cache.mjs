/** Programs from the npm registry, installed once into the cache folder. */
import { existsSync } from 'node:fs';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { cache } from '../project/paths.mjs';
import { npm } from '../project/processes.mjs';
import { step } from '../project/progress.mjs';

/**
 * The folder `name` in the cache with `packages` installed in it. It appears as a whole or not at all, so an
 * interrupted download starts again. Install scripts do not run, because they would compile things that are not
 * needed here.
 *
 * @param {{ name: string, title: string, packages: string[], finish?: (folder: string) => Promise<void> }} what
 * @returns {Promise<string>}
 */
export async function installOnce({ name, title, packages, finish }) {
  const folder = join(cache, name);
  if (existsSync(folder)) return folder;
  const partial = `${folder}.partial`;
  await step(title, async () => {
    await rm(partial, { recursive: true, force: true });
    await mkdir(partial, { recursive: true });
    await writeFile(join(partial, 'package.json'), '{ "private": true }\n');
    await npmInstall(['install', '--save-exact', ...packages], partial);
    await finish?.(partial);
    await rename(partial, folder);
  });
  return folder;
}

/** Runs npm in a folder of the cache, without install scripts. */
export function npmInstall(args, folder) {
  return npm([...args, '--ignore-scripts', '--no-audit', '--no-fund'], {
    cwd: folder,
    quiet: true,
  });
}
