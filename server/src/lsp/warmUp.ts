import { mergeSettings } from '../config/settings.ts';
import type { Linter } from '../engine/linter.ts';
import { practise } from '../engine/practice.ts';
import type { SourceFile } from '../engine/sourceFile.ts';

/** Often enough for the engine to compile what it runs for every keystroke; a millisecond of work each time. */
const ROUNDS = 60;
const PAUSE_MS = 10;

/** A client starts a server for a document that it opens at once, and that runs all of this by itself. */
const DELAY_MS = 200;

/**
 * Runs what every keystroke runs, on a small manifest, now and again, so that the first keystrokes do not meet code that
 * was never compiled. Starts when the first document has had its turn, ends by itself, and then calls `done`.
 */
export function warmUp(linter: Linter, done: () => void): void {
  const settings = mergeSettings();
  let file: SourceFile | undefined;
  const practiseAgain = (round: number): void => {
    file = practise(linter, settings, round, file);
    if (round < ROUNDS) setTimeout(practiseAgain, PAUSE_MS, round + 1);
    else done();
  };
  setTimeout(practiseAgain, DELAY_MS, 0);
}
