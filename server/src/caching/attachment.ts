/**
 * A value that is kept with objects, for as long as each of them lives.
 *
 * A `WeakMap` does the same, but V8's collector of new objects takes whatever such a map holds for alive
 * (`scavenger.cc`, ephemerons). Where that leads back to its key, as most of ours does, nothing was ever collected before
 * it was old; that took ten times as long.
 */
export class Attachment<Owner extends object, Value> {
  readonly #place: symbol;

  /** @param name for whoever looks at such an object in a debugger */
  constructor(name: string) {
    this.#place = Symbol(name);
  }

  /** What is kept with `owner`. */
  get(owner: Owner): Value | undefined {
    return (owner as Places<Value>)[this.#place];
  }

  /** Keeps `value` with `owner`, in the place of what was kept before. */
  set(owner: Owner, value: Value): void {
    (owner as Places<Value>)[this.#place] = value;
  }
}

type Places<Value> = Record<symbol, Value | undefined>;
