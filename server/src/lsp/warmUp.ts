import { mergeSettings } from '../config/settings.ts';
import type { Linter } from '../engine/linter.ts';
import { practise } from '../engine/practice.ts';
import type { SourceFile } from '../engine/sourceFile.ts';

/** Often enough for V8 to optimize what every keystroke runs; each takes a tenth of a millisecond in the end. */
const ROUNDS = 600;

/** Short enough for nobody to notice who asks for something meanwhile. */
const BURST_MS = 15;
const PAUSE_MS = 5;

/** A client starts a server for a document that it opens at once, and that runs all of this by itself. */
const DELAY_MS = 200;

/**
 * Runs what every keystroke runs, on a small manifest, so that the first keystrokes do not meet code that was never
 * compiled. Starts when the first document has had its turn, gives way while the server `isBusy`, ends by itself within a
 * second of its own, and then calls `done`.
 */
export function warmUp(linter: Linter, { isBusy, done }: { isBusy(): boolean; done(): void }): void {
  const settings = mergeSettings();
  let file: SourceFile | undefined;
  const practiseFrom = (first: number): void => {
    if (isBusy()) {
      setTimeout(practiseFrom, DELAY_MS, first);
      return;
    }
    const end = Date.now() + BURST_MS;
    let round = first;
    do file = practise(linter, settings, round++, file);
    while (round < ROUNDS && Date.now() < end);
    if (round < ROUNDS) setTimeout(practiseFrom, PAUSE_MS, round);
    else done();
  };
  setTimeout(practiseFrom, DELAY_MS, 0);
}
