import type { TextRange } from '../text/range.ts';

/** No action of a real chart comes near; it bounds the search for the end of an action that is never closed. */
const LONGEST_ACTION = 32_768;

/** How actions open: `{{` in Go templates, `{{`, `{%` and `{#` in Jinja2, `${` and `%{` in Terraform and Flux. */
const OPENERS = ['{{', '{%', '{#', '${', '%{'];
const OPENER = /\{[{%#]|[$%]\{/g;

/**
 * The actions of template languages in a text, in order: of Helm and other Go templates, Jinja2, Terraform's
 * `templatefile` and Flux. The cost grows with the text's length, however many actions are never closed.
 */
export function findActions(text: string): TextRange[] {
  if (!OPENERS.some((opener) => text.includes(opener))) return [];
  const actions: TextRange[] = [];
  const endOf = endFinder(text);
  const lastClose = text.lastIndexOf('}');
  OPENER.lastIndex = 0;
  for (let match = OPENER.exec(text); match && match.index < lastClose; match = OPENER.exec(text)) {
    const end = endOf(match[0], match.index);
    if (end === -1) continue;
    actions.push({ start: match.index, end });
    OPENER.lastIndex = end;
  }
  return actions;
}

/** Finds the offset behind an action from its opener and where that stands; -1 for one that is never closed. */
function endFinder(text: string): (opener: string, open: number) => number {
  const commentClose = new Seeker(text, '*/');
  const statements = new BlockSeeker(text, '{%', '%}');
  const comments = new BlockSeeker(text, '{#', '#}');
  return (opener, open) => {
    if (opener === '{{') return goActionEnd(text, open, commentClose);
    if (opener === '{%') return statements.end(open);
    if (opener === '{#') return comments.end(open);
    return interpolationEnd(text, open);
  };
}

/** Finds one piece of text from ever growing offsets, and reads every character once. */
class Seeker {
  readonly #text: string;
  readonly #piece: string;
  #found = -1;
  #isAtEnd = false;

  constructor(text: string, piece: string) {
    this.#text = text;
    this.#piece = piece;
  }

  /** Where the piece stands next, at or behind `offset`; -1 if nowhere. */
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

  /** Offset behind the end of the block that is opened at `open`; -1 where another one, or a document, comes first. */
  end(open: number): number {
    const close = this.#closer.next(open + 2);
    if (close === -1 || close - open > LONGEST_ACTION) return -1;
    const next = this.#opener.next(open + 2);
    if (next !== -1 && next < close) return -1;
    return this.#text.slice(open, close).includes('\n---') ? -1 : close + 2;
  }
}

/** Deeper than anybody nests expressions. */
const DEEPEST_BRACES = 16;

/** `${ … }` and `%{ … }` end at their own brace, on the same line. */
function interpolationEnd(text: string, open: number): number {
  let depth = 0;
  const limit = Math.min(text.length, open + LONGEST_ACTION);
  for (let at = open + 1; at < limit && text[at] !== '\n'; at++) {
    if (text[at] === '{' && ++depth > DEEPEST_BRACES) return -1;
    if (text[at] === '}' && --depth === 0) return at + 1;
  }
  return -1;
}

/** Offset behind the `}}` that closes the Go template action opened at `open`, or -1. */
function goActionEnd(text: string, open: number, commentClose: Seeker): number {
  const comment = /^\{\{-?\s*\/\*/.exec(text.slice(open, open + 16));
  if (!comment) return codeEnd(text, open + 2, Math.min(text.length, open + LONGEST_ACTION));
  const close = commentClose.next(open + comment[0].length);
  if (close === -1 || close - open > LONGEST_ACTION) return -1;
  const end = /^\s*-?\}\}/.exec(text.slice(close + 2, close + 32));
  return end ? close + 2 + end[0].length : -1;
}

/**
 * Where an action's code ends. Its strings may hold braces; outside of them another `{{` or a `---` line says that the
 * action was never closed.
 */
function codeEnd(text: string, from: number, limit: number): number {
  for (let at = from; at < limit; at++) {
    const char = text[at];
    if (char === '}' && text[at + 1] === '}') return at + 2;
    if (char === '{' && text[at + 1] === '{') return -1;
    if (char === '\n' && text.startsWith('---', at + 1)) return -1;
    if (char === '\\') at++;
    else if (char === '"' || char === "'" || char === '`') {
      const close = stringEnd(text, at, limit);
      if (close === -1) return closeOnSameLine(text, at, limit);
      at = close;
    }
  }
  return -1;
}

/** Offset of the quote that closes the Go string opened at `open`, or -1. Only back-quoted strings span lines. */
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
