import type { TextRange } from '../../text/range.ts';
import { findActions } from '../../yaml/templateActions.ts';
import { isJson } from './quoting.ts';

/** Stands in the text where the cursor is. From the private use area: YAML takes it anywhere, and nobody writes it. */
export const CURSOR = '\uE001';

/**
 * A text with {@link CURSOR} in it and with what keeps it from being read while somebody types: a quote that is not
 * closed, a colon or a comma that is still to come.
 */
export interface TextWithCursor {
  readonly text: string;
  /** Whether the key at the cursor lacked its colon. */
  readonly lacksColon: boolean;
  /** Whether the key at the cursor lacks the comma behind its entry. */
  readonly lacksComma: boolean;
  /** The quote that is still to come behind what is typed. */
  readonly closing: '"' | "'" | undefined;
  /** Whether the cursor touches the colon before it, where YAML wants a blank first. */
  readonly lacksBlank: boolean;
  /** A range of {@link text} as one of the text before. */
  toOriginal(range: TextRange): TextRange;
}

/** Characters that stand in keys and in most values. */
const WORD = String.raw`[\w./~*-]*`;
const LONE_KEY_BEFORE = new RegExp(String.raw`^[\uFEFF \t]*(?:- +)*(["']?)${WORD}$`);
const LONE_KEY_BEHIND = new RegExp(String.raw`^(${WORD})(["']?)(?:[ \t]+#.*|[ \t]*)$`);
const WORD_BEHIND = new RegExp(`^${WORD}`);
const COLON_BEFORE = /[\w"']:$/;
const NOTHING_BEHIND = /^[ \t]*(?:$|[,}\]]|[ \t]#)/;

interface Insertion {
  readonly at: number;
  readonly text: string;
}

/** Puts the cursor into a document's text; undefined in a comment or in an action of a template. */
export function withCursor(text: string, offset: number): TextWithCursor | undefined {
  if (text.includes(CURSOR) || isInAction(text, offset)) return undefined;
  const line = lineAround(text, offset);
  const before = text.slice(line.start, offset);
  const behind = text.slice(offset, line.end);
  const { quote, isComment } = scan(before);
  if (isComment || isBetweenKeyAndValue(quote, before, behind)) return undefined;
  const isUnclosed = quote !== undefined && !behind.includes(quote);
  const closing: Insertion[] = isUnclosed ? [{ at: wordEnd(behind, offset), text: quote }] : [];
  const loneKeyEnd = endOfLoneKey(before, behind, offset);
  const isFlow = isJson(text);
  const lacksComma = isFlow && loneKeyEnd !== undefined && !/^\s*[,}]/.test(text.slice(loneKeyEnd));
  const lacksColon = !isFlow && loneKeyEnd !== undefined;
  const lacksBlank = quote === undefined && COLON_BEFORE.test(before) && NOTHING_BEHIND.test(behind);
  const insertions: Insertion[] = [{ at: offset, text: lacksBlank ? ` ${CURSOR}` : CURSOR }, ...closing];
  if (loneKeyEnd !== undefined && (lacksColon || lacksComma))
    insertions.push({ at: loneKeyEnd, text: lacksColon ? ':' : ',' });
  return {
    text: insert(text, insertions),
    lacksColon,
    lacksComma,
    closing: isUnclosed ? quote : undefined,
    lacksBlank,
    toOriginal: ({ start, end }) => ({
      start: originalOffset(start, insertions),
      end: originalOffset(end, insertions),
    }),
  };
}

/** Whether the offset lies in an action, or behind the beginning of one that is being typed. */
function isInAction(text: string, offset: number): boolean {
  const before = text.slice(lineAround(text, offset).start, offset);
  if (before.lastIndexOf('{{') > before.lastIndexOf('}}')) return true;
  return findActions(text).some((action) => action.start < offset && offset < action.end);
}

function lineAround(text: string, offset: number): TextRange {
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  const lineBreak = text.indexOf('\n', offset);
  const end = lineBreak === -1 ? text.length : lineBreak;
  return { start, end: text[end - 1] === '\r' && end > offset ? end - 1 : end };
}

/** What is open at the end of the beginning of a line. */
function scan(before: string): { readonly quote: '"' | "'" | undefined; readonly isComment: boolean } {
  let quote: '"' | "'" | undefined;
  for (let at = 0; at < before.length; at++) {
    const char = before[at];
    if (quote) {
      if (quote === '"' && char === '\\') at++;
      else if (char === quote) quote = undefined;
      continue;
    }
    const opensToken = at === 0 || /[\s[{,:(\uFEFF]/.test(before.charAt(at - 1));
    if (opensToken && (char === '"' || char === "'")) quote = char;
    if (char === '#' && (at === 0 || /[\s\uFEFF]/.test(before.charAt(at - 1))))
      return { quote: undefined, isComment: true };
  }
  return { quote, isComment: false };
}

function wordEnd(behind: string, offset: number): number {
  return offset + (WORD_BEHIND.exec(behind)?.[0].length ?? 0);
}

/** Whether the cursor stands before the blank that a value follows. */
function isBetweenKeyAndValue(quote: string | undefined, before: string, behind: string): boolean {
  return (
    quote === undefined && COLON_BEFORE.test(before) && /^[ \t]/.test(behind) && !NOTHING_BEHIND.test(behind)
  );
}

/** Where a key ends that is alone on its line, with its closing quote if it has one; undefined where there is more. */
function endOfLoneKey(before: string, behind: string, offset: number): number | undefined {
  const opening = LONE_KEY_BEFORE.exec(before)?.[1];
  const [, word = '', closing] = LONE_KEY_BEHIND.exec(behind) ?? [];
  if (opening === undefined || closing === undefined) return undefined;
  if (closing !== '' && closing !== opening) return undefined;
  return offset + word.length + closing.length;
}

function insert(text: string, insertions: readonly Insertion[]): string {
  let done = 0;
  const pieces: string[] = [];
  for (const { at, text: added } of insertions) {
    pieces.push(text.slice(done, at), added);
    done = at;
  }
  return pieces.join('') + text.slice(done);
}

function originalOffset(offset: number, insertions: readonly Insertion[]): number {
  let added = 0;
  for (const { at, text } of insertions) {
    const start = at + added;
    if (offset <= start) break;
    if (offset < start + text.length) return at;
    added += text.length;
  }
  return offset - added;
}
