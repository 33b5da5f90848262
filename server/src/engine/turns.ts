import { soon } from './soon.ts';

/** For so long one task works before others get a turn, in milliseconds: a keystroke never waits longer. */
const TURN_MS = 2;

/** Lets other tasks, such as messages of the client, have their turn during a long one. */
export class Turns {
  #end = Date.now() + TURN_MS;

  /** To be awaited after each part of the work. */
  async next(): Promise<void> {
    if (Date.now() < this.#end) return;
    await new Promise<void>(soon);
    this.#end = Date.now() + TURN_MS;
  }
}
