/** Code units of an action; far more than real charts have. Bounds the search for the end of an unclosed action. */
export const LONGEST_ACTION = 32_768;

/** The end of an action. */
export interface ActionEnd {
  /** The offset after it; -1 if it is not closed. */
  readonly end: number;
  /** Whether the end follows from the action's text alone. */
  readonly isSure: boolean;
}

/** Finds the ends of actions by their openers and the offsets of these, which must increase. */
export function endFinder(text: string): (opener: string, open: number) => ActionEnd {
  const commentClose = new Seeker(text, '*/');
  const statements = new BlockSeeker(text, '{%', '%}');
  const comments = new BlockSeeker(text, '{#', '#}');
  return (opener, open) => {
    if (opener === '{{') return goActionEnd(text, open, commentClose);
    if (opener === '{%') return sureEnd(statements.end(open));
    if (opener === '{#') return sureEnd(comments.end(open));
    return sureEnd(interpolationEnd(text, open));
  };
}

function sureEnd(end: number): ActionEnd {
  return { end, isSure: end !== -1 };
}

/** Finds a string from increasing offsets, and reads every character once. */
class Seeker {
  readonly #text: string;
  readonly #piece: string;
  #found = -1;
  #isAtEnd = false;

  constructor(text: string, piece: string) {
    this.#text = text;
    this.#piece = piece;
  }

  /** Offset of the next occurrence at or after `offset`; -1 if there is none. */
  next(offset: number): number {
    if (this.#isAtEnd || this.#found >= offset) return this.#found;
    this.#found = this.#text.indexOf(this.#piece, offset);
    this.#isAtEnd = this.#found === -1;
    return this.#found;
  }
}

/** Finds the ends of Jinja2's statements and comments. */
class BlockSeeker {
  readonly #text: string;
  readonly #opener: Seeker;
  readonly #closer: Seeker;

  constructor(text: string, opener: string, closer: string) {
    this.#text = text;
    this.#opener = new Seeker(text, opener);
    this.#closer = new Seeker(text, closer);
  }

  /** Offset after the block that opens at `open`; -1 if another one, or a document, begins first. */
  end(open: number): number {
    const close = this.#closer.next(open + 2);
    if (close === -1 || close - open > LONGEST_ACTION) return -1;
    const next = this.#opener.next(open + 2);
    if (next !== -1 && next < close) return -1;
    return this.#text.slice(open, close).includes('\n---') ? -1 : close + 2;
  }
}

/** Levels of braces in an expression; more than people write. */
const DEEPEST_BRACES = 16;

/** `${ … }` and `%{ … }` end at the matching brace on the same line. */
function interpolationEnd(text: string, open: number): number {
  let depth = 0;
  const limit = Math.min(text.length, open + LONGEST_ACTION);
  for (let at = open + 1; at < limit && text[at] !== '\n'; at++) {
    if (text[at] === '{' && ++depth > DEEPEST_BRACES) return -1;
    if (text[at] === '}' && --depth === 0) return at + 1;
  }
  return -1;
}

/** The end of the Go template action that opens at `open`: after its `}}`. */
function goActionEnd(text: string, open: number, commentClose: Seeker): ActionEnd {
  const comment = /^\{\{-?\s*\/\*/.exec(text.slice(open, open + 16));
  if (!comment) return codeEnd(text, open + 2, Math.min(text.length, open + LONGEST_ACTION));
  const close = commentClose.next(open + comment[0].length);
  if (close === -1 || close - open > LONGEST_ACTION) return sureEnd(-1);
  const end = /^\s*-?\}\}/.exec(text.slice(close + 2, close + 32));
  return sureEnd(end ? close + 2 + end[0].length : -1);
}

/**
 * Offset at which an action's code ends. Its strings may contain braces; outside of them another `{{` or a `---` line
 * means that the action is not closed.
 */
function codeEnd(text: string, from: number, limit: number): ActionEnd {
  for (let at = from; at < limit; at++) {
    const char = text[at];
    if (char === '}' && text[at + 1] === '}') return sureEnd(at + 2);
    if (char === '{' && text[at + 1] === '{') return sureEnd(-1);
    if (char === '\n' && text.startsWith('---', at + 1)) return sureEnd(-1);
    if (char === '\\') at++;
    else if (char === '"' || char === "'" || char === '`') {
      const close = stringEnd(text, at, limit);
      if (close === -1) return { end: closeOnSameLine(text, at, limit), isSure: false };
      at = close;
    }
  }
  return sureEnd(-1);
}

/** Offset of the quote that closes the Go string at `open`, or -1. Only raw strings (backquotes) span lines. */
function stringEnd(text: string, open: number, limit: number): number {
  const quote = text[open];
  for (let at = open + 1; at < limit; at++) {
    const char = text[at];
    if (char === quote) return at;
    if (quote === '`') continue;
    if (char === '\\') at++;
    else if (char === '\n') return -1;
  }
  return -1;
}

/** For an action with a stray quote: the first `}}` of the line, so that at least the rest of the line is read. */
function closeOnSameLine(text: string, from: number, limit: number): number {
  for (let at = from; at < limit && text[at] !== '\n'; at++) {
    if (text[at] === '}' && text[at + 1] === '}') return at + 2;
  }
  return -1;
}
