import { escapeControlCharacters, inLog, write } from './terminal.ts';

/** Writes notes and errors to standard error. */
export class Messages {
  /** Whether something failed, so that the result may be incomplete. */
  hasFailed = false;
  readonly #isQuiet: boolean;
  #erase: () => void = () => {};

  constructor(isQuiet: boolean) {
    this.#isQuiet = isQuiet;
  }

  /** Reports a failure. The run continues and exits with 2. */
  fail(message: string): void {
    this.hasFailed = true;
    this.#say(message);
  }

  /** Reports something that does not affect the result. */
  note(message: string): void {
    if (!this.#isQuiet) this.#say(message);
  }

  /** Sets what clears the current line before a message is written. */
  beforeEach(erase: () => void): void {
    this.#erase = erase;
  }

  #say(message: string): void {
    this.#erase();
    write(2, inLog(`linkerd-lint: ${escapeControlCharacters(message)}\n`));
  }
}
