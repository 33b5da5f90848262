import { setFlagsFromString } from 'node:v8';

/** A way in which V8 works for us other than by default: a flag of its `flag-definitions.h`, and its default. */
export interface Tuning {
  readonly flag: string;
  readonly byDefault: string;
}

/**
 * Keeps the memory that V8 has for new objects at the size that it has at the start, 2 MB, instead of up to 48. An editor
 * has many servers, and this one makes little that is new: 20 MB less cost nothing that could be measured.
 */
export const SMALL_YOUNG_GENERATION: Tuning = {
  flag: '--semi-space-growth-factor=1',
  byDefault: '--semi-space-growth-factor=2',
};

/**
 * Has V8 optimize each function by itself, without those that it calls. A run over a repository is half over before that
 * pays, and V8 does it in up to four threads, which on a machine with two cores take turns with the one that works.
 */
export const NO_INLINING: Tuning = { flag: '--no-turbo-inlining', byDefault: '--turbo-inlining' };

const tunings: Tuning[] = [];

/** Has V8 work like this from now on. */
export function tune(tuning: Tuning): void {
  tunings.push(tuning);
  setFlagsFromString(tuning.flag);
}

/** Does something while V8 works by default: it refuses code that was compiled under other flags. */
export function untuned<Result>(work: () => Result): Result {
  for (const { byDefault } of tunings) setFlagsFromString(byDefault);
  try {
    return work();
  } finally {
    for (const { flag } of tunings) setFlagsFromString(flag);
  }
}
