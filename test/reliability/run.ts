import { readFileSync } from 'node:fs';

/** What a long run is given: `scripts/reliability.mjs` starts each in a process of its own. */
export interface RunOptions {
  /** What the run counts: edits, fixes, keystrokes or kills. */
  readonly count: number;
  readonly seed: number;
  /** Manifests to begin with. */
  readonly texts: readonly string[];
}

/** A demand that did not hold. */
export class Failed extends Error {}

/**
 * Does a long run and prints what came of it. The options come as JSON in a file that the arguments name.
 *
 * @param work gives figures, which are printed beside the count
 */
export function longRun(work: (options: RunOptions) => Promise<Record<string, unknown>>): void {
  const started = Date.now();
  const options = JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8')) as RunOptions;
  work(options).then(
    (figures) => {
      const seconds = Math.round((Date.now() - started) / 1000);
      console.log(JSON.stringify({ count: options.count, seed: options.seed, seconds, ...figures }));
    },
    (error: unknown) => {
      console.error(error instanceof Failed ? error.message : error);
      console.error(`Seed ${options.seed}.`);
      process.exit(1);
    },
  );
}
