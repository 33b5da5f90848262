import { escapeControlCharacters, inLog, write } from './terminal.ts';

/** What is said on standard error, beside the findings. */
export class Messages {
  /** Whether something went wrong, so that the run cannot be trusted to be whole. */
  hasFailed = false;
  readonly #isQuiet: boolean;
  #erase: () => void = () => {};

  constructor(isQuiet: boolean) {
    this.#isQuiet = isQuiet;
  }

  /** Something that went wrong. The run goes on and ends with 2. */
  fail(message: string): void {
    this.hasFailed = true;
    this.#say(message);
  }

  /** Something worth knowing that changes nothing. */
  note(message: string): void {
    if (!this.#isQuiet) this.#say(message);
  }

  /** What removes whatever stands on the line where a message would begin. */
  beforeEach(erase: () => void): void {
    this.#erase = erase;
  }

  #say(message: string): void {
    this.#erase();
    write(2, inLog(`linkerd-lint: ${escapeControlCharacters(message)}\n`));
  }
}
