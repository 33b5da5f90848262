import { mkdir, rm, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { runOrThrow } from '../../scripts/project/processes.mjs';

/** Where programs that take long to build are kept, in the user's cache folder. */
export const builtPrograms = join(
  process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'),
  'linkerd-lint-real',
);

/** Begins a Go module in a folder of its own, to build a program of another module in. */
export async function startModule(folder, program) {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'tools.go'), `//go:build tools\n\npackage tools\n\nimport _ "${program}"\n`);
  await runOrThrow('go', ['mod', 'init', 'example.test/real'], { cwd: folder });
}
