/** What the command line costs over a tree of small files, beside a program that only walks, reads and searches. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from '../../scripts/project/processes.mjs';
import { smallFiles } from './manifests.mjs';
import { medianOf } from './statistics.mjs';

/** Most files of a company's repositories have nothing to do with Linkerd. */
const ANNOTATED = 0.05;
/** Folders at the top, and applications in each of them. */
const TEAMS = 20;
const APPS = 50;

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

/**
 * Calls `work` with a repository of small files, and removes it.
 *
 * @param {(text: string) => string} [change] applied to each file
 */
export async function withTree(count, work, annotated = ANNOTATED, change = (text) => text) {
  const folder = mkdtempSync(join(tmpdir(), 'linkerd-lint-bench-'));
  try {
    writeTree(folder, count, annotated, change);
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function measureTree({ ours, floor }, count, rounds) {
  return withTree(count, async (folder) => {
    const done = [];
    // The first round only brings the files into the system's cache.
    for (let round = 0; round <= rounds; round++) {
      const oursMs = await timed([ours, folder]);
      const floorMs = await timed([floor, folder]);
      done.push({ oursMs, floorMs, ratio: oursMs / floorMs });
    }
    const [, ...counted] = done;
    const keys = ['oursMs', 'floorMs', 'ratio'];
    return Object.fromEntries(keys.map((key) => [key, medianOf(counted, key)]));
  });
}

/** The command line's own start: its version, and one small file, beside a Node that does nothing. */
export async function measureStart({ ours }, { rounds }) {
  const work = async (folder) => {
    const runs = { '--version': [ours, '--version'], 'one small file': [ours, folder] };
    const taken = Object.keys(runs).map((name) => ({ name, done: [] }));
    for (let round = 0; round <= 3 * rounds; round++) {
      for (const { name, done } of taken) {
        const oursMs = await timed(runs[name], () => true);
        const floorMs = await timed(['-e', '0'], () => true);
        if (round > 0) done.push({ oursMs, floorMs, ratio: oursMs / floorMs });
      }
    }
    return taken.map(({ name, done }) => {
      const keys = ['oursMs', 'floorMs', 'ratio'];
      return { name, ...Object.fromEntries(keys.map((key) => [key, medianOf(done, key)])) };
    });
  };
  return withTree(1, work, 1);
}

function writeTree(root, count, annotated, change) {
  mkdirSync(join(root, '.git'));
  writeFileSync(join(root, '.git', 'HEAD'), 'ref: refs/heads/main\n');
  let number = 0;
  for (const text of smallFiles(count, annotated)) {
    const app = Math.floor(number / TEAMS) % APPS;
    const folder = join(root, `team-${number % TEAMS}`, `app-${app}`);
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, `manifest-${number++}.yaml`), change(text));
  }
}

/** The milliseconds of a program, Node unless another is named, to its end. One that finds nothing here is broken, and its time worth nothing. */
export async function timed(args, hasWorked = (output) => /[1-9]/.test(output), options = {}) {
  const { program = process.execPath, ...others } = options;
  const began = performance.now();
  const { code, output } = await run(program, args, { quiet: true, ...others });
  const ms = performance.now() - began;
  if (code > 1 || !hasWorked(output)) throw new Error(`${args[0]} failed:\n${output.slice(0, 2000)}`);
  return ms;
}
