/** Work for one file, and for all of a run: an end to templates that expand without one. About a second at most. */
const MOST_EFFORT = 4_000_000;

/** What a run may do more for each code unit of its templates. */
const PER_CODE_UNIT = 50;

/** Ends an evaluation that takes too much work. */
export class OutOfEffort extends Error {}

/** Counts the work of an evaluation: characters, items and expressions that are looked at. */
export class Effort {
  #left = MOST_EFFORT;
  readonly #run: Effort | undefined;

  /** @param run for all files of a run, if there is such a limit */
  constructor(run?: Effort) {
    this.#run = run;
  }

  /** Allows more for templates of this length. */
  allow(length: number): void {
    this.#left += length * PER_CODE_UNIT;
  }

  /** @throws OutOfEffort if nothing is left, from then on at each call */
  spend(amount: number): void {
    this.#left -= amount;
    if (this.#left < 0) throw new OutOfEffort();
    this.#run?.spend(amount);
  }
}
