/** Work for one file: an end to templates that expand without one. About a second at most. */
const MOST_EFFORT = 4_000_000;

/** Ends an evaluation that takes too much work. */
export class OutOfEffort extends Error {}

/** Counts the work of an evaluation: characters, items and expressions that are looked at. */
export class Effort {
  #left = MOST_EFFORT;

  /** @throws OutOfEffort if nothing is left, from then on at each call */
  spend(amount: number): void {
    this.#left -= amount;
    if (this.#left < 0) throw new OutOfEffort();
  }
}
