import { firstBehind, rangesOverlap, type TextRange } from '../text/range.ts';

/** An action of a template language, at its place in a text. */
export interface TemplateAction extends TextRange {
  /** The action as written. */
  readonly source: string;
  /** Whether blanks hide it, because it prints whole lines or nothing; a word hides all others. */
  readonly isBlank: boolean;
}

/** A text in which template actions stand hidden behind characters that YAML accepts. */
export interface MaskedText {
  /** As long as the original, so that every offset is true in both. */
  readonly text: string;
  /** The actions, in order. */
  readonly actions: readonly TemplateAction[];
}

/** Stands for one character of an action that yields a value. From the private use area: YAML takes it anywhere. */
export const PLACEHOLDER = '\uE000';

/** No action of a real chart comes near; it bounds the search for the end of an action that is never closed. */
const LONGEST_ACTION = 32_768;

/** Actions that print nothing themselves: control flow, definitions, variable assignments and comments. */
const SILENT =
  /^(?:\{\{-?\s*(?:\/\*|(?:if|else|end|range|with|define|block|break|continue)\b|\$\w*(?:\s*,\s*\$\w+)?\s*:?=)|\{%|\{#|%\{)/;

/** How actions open: `{{` in Go templates, `{{`, `{%` and `{#` in Jinja2, `${` and `%{` in Terraform and Flux. */
const OPENERS = ['{{', '{%', '{#', '${', '%{'];
const OPENER = /\{[{%#]|[$%]\{/g;

/**
 * Hides the actions of template languages: Helm and other Go templates, Jinja2, Terraform's `templatefile`, Flux.
 *
 * An action within a line becomes a word of the same length. An action that stands alone on its lines becomes blanks,
 * because Helm replaces such lines by nothing or by whole lines of YAML that cannot be known here. One that prints
 * nothing and begins a line becomes a word glued to what follows, which keeps its place among its neighbours that way.
 */
export function maskTemplates(text: string): MaskedText {
  if (!OPENERS.some((opener) => text.includes(opener))) return { text, actions: [] };
  const actions: TextRange[] = [];
  const lastClose = text.lastIndexOf('}');
  const commentClose = new Seeker(text, '*/');
  const blocks = { '{%': new BlockSeeker(text, '{%', '%}'), '{#': new BlockSeeker(text, '{#', '#}') };
  OPENER.lastIndex = 0;
  for (let match = OPENER.exec(text); match && match.index < lastClose; match = OPENER.exec(text)) {
    const [opener] = match;
    const end =
      opener === '{{'
        ? goActionEnd(text, match.index, commentClose)
        : opener === '{%' || opener === '{#'
          ? blocks[opener].end(match.index)
          : interpolationEnd(text, match.index);
    if (end === -1) continue;
    actions.push({ start: match.index, end });
    OPENER.lastIndex = end;
  }
  return actions.length === 0 ? { text, actions: [] } : hide(text, actions);
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

/** Whether any action overlaps the range. Actions are in order. */
export function touchesAction(actions: readonly TextRange[], range: TextRange): boolean {
  const candidate = actions[firstBehind(actions, range.start)];
  return candidate !== undefined && rangesOverlap(candidate, range);
}

/** The actions that lie in a range as a whole. */
export function actionsIn(
  actions: readonly TemplateAction[],
  { start, end }: TextRange,
): readonly TemplateAction[] {
  return actions
    .slice(firstBehind(actions, start), firstBehind(actions, end))
    .filter((action) => action.start >= start);
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

/** Whether an action prints nothing itself. */
export function isSilent(action: string): boolean {
  return SILENT.test(action);
}

/** Replaces the actions by blanks or placeholders, run by run: a run is a row of actions with only blanks between. */
function hide(text: string, ranges: readonly TextRange[]): MaskedText {
  const pieces: string[] = [];
  const actions: TemplateAction[] = [];
  let done = 0;
  for (let first = 0; first < ranges.length; ) {
    const last = runEnd(text, ranges, first);
    const startsLine = blankBefore(text, (ranges[first] as TextRange).start);
    const behind = (ranges[last] as TextRange).end;
    const endsLine = blankBehind(text, behind);
    for (let index = first; index <= last; index++) {
      const { start, end } = ranges[index] as TextRange;
      const source = text.slice(start, end);
      const mayBeBlank = endsLine || (startsLine && opensItemOrComment(text, behind));
      const isBlank = (startsLine && endsLine) || (mayBeBlank && isSilent(source));
      pieces.push(text.slice(done, start), (isBlank ? ' ' : PLACEHOLDER).repeat(end - start));
      actions.push({ start, end, source, isBlank });
      done = end;
    }
    first = last + 1;
  }
  pieces.push(text.slice(done));
  return { text: pieces.join(''), actions };
}

/** Whether an item of a sequence or a comment stands behind the blanks at `offset`; no word may be glued to these. */
function opensItemOrComment(text: string, offset: number): boolean {
  return /^[ \t]*(?:-\s|#)/.test(text.slice(offset, offset + 100));
}

/** Index of the last action of the run that begins with the action at `first`. */
function runEnd(text: string, actions: readonly TextRange[], first: number): number {
  let last = first;
  for (let next = actions[last + 1]; next !== undefined; next = actions[last + 1]) {
    if (!isBlank(text, (actions[last] as TextRange).end, next.start)) break;
    last++;
  }
  return last;
}

/** Whether only spaces and tabs stand between the two offsets. Stops at the first other character. */
function isBlank(text: string, from: number, to: number): boolean {
  for (let at = from; at < to; at++) if (text[at] !== ' ' && text[at] !== '\t') return false;
  return true;
}

function blankBefore(text: string, offset: number): boolean {
  let at = offset - 1;
  while (text[at] === ' ' || text[at] === '\t') at--;
  return at < 0 || text[at] === '\n';
}

/** Whether nothing but a comment follows on the line. */
function blankBehind(text: string, offset: number): boolean {
  let at = offset;
  while (text[at] === ' ' || text[at] === '\t' || text[at] === '\r') at++;
  return at >= text.length || text[at] === '\n' || (text[at] === '#' && at > offset);
}
