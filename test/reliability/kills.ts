/** `--fix`, killed at random moments: no file is torn, and the next run leaves nothing behind. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync, watch, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Random } from './random.ts';
import { Failed, longRun } from './run.ts';

const CLI = resolve('dist/cli.js');

/** Files in the folder that is fixed. */
const FILES = 60;

const pod = (ports: string) =>
  `kind: Pod\nmetadata:\n  annotations:\n    config.linkerd.io/skip-outbound-ports: "${ports}"\n${'# text\n'.repeat(2_000)}`;
const BEFORE = pod('8080, 4190,4191');
const AFTER = pod('8080,4190,4191');

longRun(async ({ count, seed }) => {
  const random = new Random(seed);
  const folder = mkdtempSync(join(tmpdir(), 'linkerd-lint-kills-'));
  const names = Array.from({ length: FILES }, (_, index) => `web${index}.yaml`);
  const seen = { untouched: 0, between: 0, finished: 0, drafts: 0 };
  try {
    restore(folder, names);
    let writing = await fix(folder, undefined);
    for (let kills = 0; kills < count; kills++) {
      restore(folder, names);
      const took = await fix(folder, random.below(Math.ceil(writing)));
      // A busy machine is slower at times than it was: what ends by itself shows that.
      writing = Math.max(took, writing * 0.99);
      const fixed = names.filter((name) => stateOf(folder, name) === 'after').length;
      seen[fixed === 0 ? 'untouched' : fixed === FILES ? 'finished' : 'between']++;
      seen.drafts += readdirSync(folder).length - FILES;
      await fix(folder, undefined);
      const left = readdirSync(folder).filter((name) => !names.includes(name));
      const unfixed = names.filter((name) => stateOf(folder, name) === 'before');
      if (left.length > 0 || unfixed.length > 0)
        throw new Failed(`After a kill and another run: ${JSON.stringify({ left, unfixed })}`);
    }
    return seen;
  } finally {
    rmSync(folder, { recursive: true });
  }
});

function restore(folder: string, names: readonly string[]): void {
  for (const name of names) writeFileSync(join(folder, name), BEFORE);
}

function stateOf(folder: string, name: string): 'before' | 'after' {
  const text = readFileSync(join(folder, name), 'utf8');
  if (text === BEFORE) return 'before';
  if (text === AFTER) return 'after';
  throw new Failed(`${name} is torn: ${JSON.stringify(text.slice(0, 300))}`);
}

/**
 * Runs `--fix`, and kills it so many milliseconds after its first change in the folder: most of a run is reading and
 * linting, where a kill shows nothing. Gives the milliseconds from the first change to the end.
 */
async function fix(folder: string, killedAfter: number | undefined): Promise<number> {
  let firstWrite: number | undefined;
  let timer: NodeJS.Timeout | undefined;
  const child = spawn(process.execPath, [CLI, '--fix', '--quiet', '.'], { cwd: folder, stdio: 'ignore' });
  const watcher = watch(folder, () => {
    if (firstWrite !== undefined) return;
    firstWrite = performance.now();
    if (killedAfter !== undefined) timer = setTimeout(() => child.kill('SIGKILL'), killedAfter);
  });
  await once(child, 'exit');
  watcher.close();
  clearTimeout(timer);
  return firstWrite === undefined ? 0 : performance.now() - firstWrite;
}
