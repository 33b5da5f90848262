/** What the command line costs over a tree of small files, beside a program that only walks, reads and searches. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from '../../scripts/project/processes.mjs';
import { smallFiles } from './manifests.mjs';
import { medianOf } from './statistics.mjs';

/** Most files of a company's repositories have nothing to do with Linkerd. */
const ANNOTATED = 0.05;
const FILES_PER_FOLDER = 20;

/**
 * Measures trees of each size. Gives a row for each.
 *
 * @param {{ ours: string, floor: string }} programs scripts that take a folder
 * @param {{ files: number[], rounds: number }} extent
 * @param {(what: string) => void} announce
 */
export async function measureTrees(programs, { files, rounds }, announce) {
  const rows = [];
  for (const count of files) {
    announce(`a tree of ${count} files`);
    rows.push({ files: count, ...(await measureTree(programs, count, rounds)) });
  }
  return rows;
}

async function measureTree({ ours, floor }, count, rounds) {
  const folder = mkdtempSync(join(tmpdir(), 'linkerd-lint-bench-'));
  try {
    writeTree(folder, count);
    const done = [];
    // The first round only brings the files into the system's cache.
    for (let round = 0; round <= rounds; round++) {
      const oursMs = await timed(ours, folder);
      const floorMs = await timed(floor, folder);
      done.push({ oursMs, floorMs, ratio: oursMs / floorMs });
    }
    const [, ...counted] = done;
    const keys = ['oursMs', 'floorMs', 'ratio'];
    return Object.fromEntries(keys.map((key) => [key, medianOf(counted, key)]));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function writeTree(root, count) {
  let number = 0;
  for (const text of smallFiles(count, ANNOTATED)) {
    const folder = join(root, `app-${Math.floor(number / FILES_PER_FOLDER)}`);
    if (number % FILES_PER_FOLDER === 0) mkdirSync(folder);
    writeFileSync(join(folder, `manifest-${number++}.yaml`), text);
  }
}

/** Runs a program to its end. One that finds nothing here is broken, and its time worth nothing. */
async function timed(script, folder) {
  const began = performance.now();
  const { code, output } = await run(process.execPath, [script, folder], { quiet: true });
  const ms = performance.now() - began;
  if (code > 1 || !/[1-9]/.test(output)) throw new Error(`${script} failed:\n${output.slice(0, 2000)}`);
  return ms;
}
