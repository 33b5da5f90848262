import { mergeSettings } from '../config/settings.ts';
import type { Linter } from '../engine/linter.ts';
import { practise } from '../engine/practice.ts';

/** Often enough for the engine to compile what it runs for every keystroke; a millisecond of work each time. */
const ROUNDS = 60;
const PAUSE_MS = 10;

/**
 * Runs what every keystroke runs, on a small manifest: once at once, so that the first document in earnest does not meet
 * code that was never loaded, and then now and again, so that the first keystrokes do not meet code that was never
 * compiled. Ends by itself, and then calls `done`.
 */
export function warmUp(linter: Linter, done: () => void): void {
  const settings = mergeSettings();
  let file = practise(linter, settings);
  const again = (round: number): void => {
    file = practise(linter, settings, round, file);
    if (round < ROUNDS) setTimeout(again, PAUSE_MS, round + 1);
    else done();
  };
  setTimeout(again, PAUSE_MS, 1);
}
