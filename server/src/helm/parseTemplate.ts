import type { TextRange } from '../text/range.ts';
import { NotRead, parsePipeline, unquote } from './parseExpression.ts';
import type { BlockNode, Definition, ParsedTemplate, TemplateNode } from './templateSyntax.ts';

/** Code units of a template file; far more than charts have. */
const LONGEST_TEMPLATE = 1_000_000;

/** Blocks within blocks, and branches in a chain of `else if`; far more than charts have. */
const DEEPEST_BLOCKS = 100;

/** One action, or the text up to the next. */
interface Piece extends TextRange {
  readonly isAction: boolean;
  /** Of an action: its code, without braces and trim marks. */
  readonly code: string;
  readonly trimsBefore: boolean;
  readonly trimsAfter: boolean;
}

/**
 * Parses a template file as Go's text/template does. Undefined if it is broken or uses what is not known here, such as
 * `break`: then nothing is certain of what it prints.
 */
export function parseTemplate(text: string): ParsedTemplate | undefined {
  if (text.length > LONGEST_TEMPLATE) return undefined;
  try {
    return new Parser(text).parse();
  } catch (error) {
    if (error instanceof NotRead) return undefined;
    throw error;
  }
}

const CODE = /(?:"(?:[^"\\\n]|\\.)*"|`[^`]*`|[^"`}]|\}(?!\}))*/y;

/** The texts and actions of a file, in order. */
function piecesOf(text: string): Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  while (at < text.length) {
    const open = text.indexOf('{{', at);
    if (open === -1) {
      pieces.push(textPiece(at, text.length));
      break;
    }
    if (open > at) pieces.push(textPiece(at, open));
    const action = actionAt(text, open);
    pieces.push(action);
    at = action.end;
  }
  return pieces;
}

function textPiece(start: number, end: number): Piece {
  return { start, end, isAction: false, code: '', trimsBefore: false, trimsAfter: false };
}

function actionAt(text: string, start: number): Piece {
  const trimsBefore = /^-[ \t\r\n]/.test(text.slice(start + 2, start + 4));
  let from = start + (trimsBefore ? 3 : 2);
  while (/[ \t\r\n]/.test(text[from] ?? '')) from++;
  let end: number;
  if (text.startsWith('/*', from)) {
    const close = text.indexOf('*/', from + 2);
    const braces = close === -1 ? -1 : text.indexOf('}}', close);
    if (braces === -1 || !/^(?:[ \t\r\n]-)?$/.test(text.slice(close + 2, braces))) throw new NotRead();
    end = braces + 2;
  } else {
    CODE.lastIndex = from;
    CODE.exec(text);
    if (CODE.lastIndex === 0 || !text.startsWith('}}', CODE.lastIndex)) throw new NotRead();
    end = CODE.lastIndex + 2;
  }
  const trimsAfter = /[ \t\r\n]-$/.test(text.slice(from - 1, end - 2));
  const code = text.slice(from, end - (trimsAfter ? 3 : 2)).trim();
  return { start, end, isAction: true, code, trimsBefore, trimsAfter };
}

const WORD = /^(?:if|else|end|range|with|define|block|template|break|continue)\b/;

/** Reads the pieces into blocks. */
class Parser {
  readonly #text: string;
  readonly #pieces: readonly Piece[];
  readonly #definitions: Definition[] = [];
  #at = 0;
  #depth = 0;

  constructor(text: string) {
    this.#text = text;
    this.#pieces = piecesOf(text);
  }

  parse(): ParsedTemplate {
    const body = this.#nodes();
    if (this.#at < this.#pieces.length) throw new NotRead();
    return { text: this.#text, body, definitions: this.#definitions };
  }

  /** The nodes up to an `else` or `end`, which is next then. */
  #nodes(): TemplateNode[] {
    if (++this.#depth > DEEPEST_BLOCKS) throw new NotRead();
    const nodes: TemplateNode[] = [];
    for (;;) {
      const piece = this.#pieces[this.#at];
      if (!piece || /^(?:else|end)\b/.test(piece.code)) break;
      nodes.push(piece.isAction ? this.#action(piece) : this.#literal(piece));
    }
    this.#depth--;
    return nodes;
  }

  #literal({ start, end }: Piece): TemplateNode {
    const isTrimmedBefore = this.#pieces[this.#at - 1]?.trimsAfter === true;
    const isTrimmedAfter = this.#pieces[this.#at + 1]?.trimsBefore === true;
    this.#at++;
    let from = start;
    let to = end;
    if (isTrimmedBefore) while (from < to && isSpace(this.#text[from])) from++;
    if (isTrimmedAfter) while (to > from && isSpace(this.#text[to - 1])) to--;
    return { kind: 'text', start, end, printed: { start: from, end: to } };
  }

  #action(piece: Piece): TemplateNode {
    this.#at++;
    const { code, start, end } = piece;
    if (code.startsWith('/*')) return { kind: 'silent', start, end };
    const [word = ''] = WORD.exec(code) ?? [];
    const rest = code.slice(word.length);
    if (word === 'if' || word === 'with' || word === 'range') return this.#block(word, piece, rest);
    if (word === 'define') return this.#definition(piece, rest);
    if (word === 'template') return { kind: 'print', start, end, pipeline: templateCall(rest) };
    if (word !== '') throw new NotRead();
    return { kind: 'print', start, end, pipeline: parsePipeline(code) };
  }

  #block(kind: BlockNode['kind'], opening: Piece, rest: string): BlockNode {
    const pipeline = parsePipeline(rest);
    const body = this.#nodes();
    return { kind, start: opening.start, pipeline, opening, body, ...this.#behindBody() };
  }

  /** `end`, or `else` with what it prints. */
  #behindBody(): Pick<BlockNode, 'end' | 'alternative' | 'closing' | 'otherwise'> {
    const next = this.#take();
    if (next.code === 'end') return { end: next.end, alternative: undefined, closing: next, otherwise: [] };
    const chained = /^else[ \t\r\n]+(if|with)\b/.exec(next.code);
    if (chained) {
      // The inner block takes the `end`. Its opening action is the `else` itself.
      if (++this.#depth > DEEPEST_BLOCKS) throw new NotRead();
      const inner = this.#block(chained[1] as 'if' | 'with', next, next.code.slice(chained[0].length));
      this.#depth--;
      const { end } = inner;
      return { end, alternative: undefined, closing: { start: end, end }, otherwise: [inner] };
    }
    if (next.code !== 'else') throw new NotRead();
    const otherwise = this.#nodes();
    const closing = this.#takeEnd();
    return { end: closing.end, alternative: next, closing, otherwise };
  }

  #definition({ start }: Piece, rest: string): TemplateNode {
    const name = quoted(rest);
    const body = this.#nodes();
    const closing = this.#takeEnd();
    this.#definitions.push({ name, body });
    return { kind: 'silent', start, end: closing.end };
  }

  #takeEnd(): Piece {
    const piece = this.#take();
    if (piece.code !== 'end') throw new NotRead();
    return piece;
  }

  #take(): Piece {
    const piece = this.#pieces[this.#at++];
    if (!piece) throw new NotRead();
    return piece;
  }
}

/** `{{ template "name" data }}` prints what `include` gives. */
function templateCall(rest: string) {
  const match = /^[ \t\r\n]*("(?:[^"\\\n]|\\.)*"|`[^`]*`)([\s\S]*)$/.exec(rest);
  if (!match) throw new NotRead();
  const [, name = '', data = ''] = match;
  return parsePipeline(`include ${name} ${data.trim() === '' ? 'nil' : `(${data.trim()})`}`);
}

function quoted(rest: string): string {
  const match = /^[ \t\r\n]*("(?:[^"\\\n]|\\.)*"|`[^`]*`)[ \t\r\n]*$/.exec(rest);
  if (!match) throw new NotRead();
  return unquote(match[1] as string);
}

function isSpace(character: string | undefined): boolean {
  return character === ' ' || character === '\t' || character === '\r' || character === '\n';
}
