/**
 * A value that is stored on objects and lives as long as they do.
 *
 * Not a `WeakMap`: V8's scavenger treats all values of such a map as alive (`scavenger.cc`, ephemerons). Most of our
 * values refer to their key, so no document was collected before a full collection, which took ten times as long.
 */
export class Attachment<Owner extends object, Value> {
  readonly #place: symbol;

  /** @param name shown by debuggers */
  constructor(name: string) {
    this.#place = Symbol(name);
  }

  /** The value of `owner`. */
  get(owner: Owner): Value | undefined {
    return (owner as Places<Value>)[this.#place];
  }

  /** Stores `value` on `owner`, replacing the value before. */
  set(owner: Owner, value: Value): void {
    (owner as Places<Value>)[this.#place] = value;
  }
}

type Places<Value> = Record<symbol, Value | undefined>;
