import { grouped } from '../formats/summary.ts';
import { isTerminal, write } from '../terminal.ts';

/** Shorter work shows no progress. */
const PATIENCE_MS = 500;
const STEP_MS = 100;
const WIDTH = 24;

/** A bar on standard error, if that is a terminal and the work takes long. */
export class Progress {
  readonly #total: number;
  readonly #isShown: boolean;
  #next = Date.now() + PATIENCE_MS;
  #isDrawn = false;

  constructor(total: number, isQuiet: boolean) {
    this.#total = total;
    this.#isShown = !isQuiet && isTerminal(2);
  }

  /** Shows how many files are done. */
  update(done: number): void {
    if (!this.#isShown || Date.now() < this.#next) return;
    this.#next = Date.now() + STEP_MS;
    this.#isDrawn = true;
    const filled = Math.round((done / this.#total) * WIDTH);
    const bar = '█'.repeat(filled).padEnd(WIDTH, '░');
    write(2, `\r\x1b[K${bar} ${grouped(done)} of ${grouped(this.#total)} files`);
  }

  /** Removes the bar. */
  erase(): void {
    if (this.#isDrawn) write(2, '\r\x1b[K');
    this.#isDrawn = false;
  }
}
