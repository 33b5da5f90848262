/**
 * Checks that two builds of the same sources are equal to the byte, so that anyone can verify what a package was
 * built from.
 */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { cache, root } from '../project/paths.mjs';
import { runOrThrow } from '../project/processes.mjs';
import { fail } from '../project/progress.mjs';

async function main() {
  mkdirSync(cache, { recursive: true });
  const folder = mkdtempSync(join(cache, 'builds-'));
  try {
    const [first, second] = [await build(join(folder, 'first')), await build(join(folder, 'second'))];
    const different = [...new Set([...first.keys(), ...second.keys()])].filter(
      (name) => !second.get(name)?.equals(first.get(name) ?? Buffer.of()),
    );
    if (different.length > 0) throw new Error(`Two builds differ in ${different.join(', ')}.`);
    else console.log(`Two builds have the same ${first.size} files.`);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The bytes of each file of a build. */
async function build(out) {
  await runOrThrow(process.execPath, [join(root, 'esbuild.mjs'), '--out', out], { cwd: root, quiet: true });
  const names = readdirSync(out, { recursive: true }).filter((name) => statSync(join(out, name)).isFile());
  return new Map(names.map((name) => [name, readFileSync(join(out, name))]));
}

main().catch(fail);
