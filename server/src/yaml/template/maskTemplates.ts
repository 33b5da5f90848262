import { firstEndingAfter, type TextRange } from '../../text/range.ts';
import { findActions } from './findActions.ts';

/** An action of a template language in a text. */
export interface TemplateAction extends TextRange {
  /** The action as written. */
  readonly source: string;
  /** Whether spaces mask it, because it prints whole lines or nothing; a word masks all others. */
  readonly isMaskedBySpaces: boolean;
}

/** A text with template actions replaced by characters that YAML accepts. */
export interface MaskedText {
  /** Of the same length as the original, so that offsets are the same. */
  readonly text: string;
  /** The actions, in order. */
  readonly actions: readonly TemplateAction[];
}

/** Replaces one character of an action that prints a value. From the private use area, which YAML accepts anywhere. */
export const PLACEHOLDER = '\uE000';

/** Silent actions, which print nothing themselves: control flow, definitions, variable assignments and comments. */
const SILENT =
  /^(?:\{\{-?\s*(?:\/\*|(?:if|else|end|range|with|define|block|break|continue)\b|\$\w*(?:\s*,\s*\$\w+)?\s*:?=)|\{%|\{#|%\{)/;

/**
 * Masks the actions of template languages: Helm and other Go templates, Jinja2, Terraform's `templatefile`, Flux.
 *
 * An action within a line becomes a word of the same length. An action alone on its lines becomes spaces, because it
 * prints nothing or whole lines of YAML that are not known. A silent action at the beginning of a line becomes a word
 * joined to the text after it, so that this text keeps its column.
 */
export function maskTemplates(text: string): MaskedText {
  return maskUpTo(text, text.length);
}

/** The beginning of a text, masked. */
export interface MaskedPart extends MaskedText {
  /** Ranges in which an edit may close an action; see {@link findActions}. */
  readonly unclosed: readonly TextRange[];
}

/**
 * Masks the text up to `limit`, or up to the end of an action that begins before it. The text after the limit is only
 * needed to find the ends of actions, and must have {@link FARTHEST_END} more code units, if there are any.
 */
export function maskUpTo(text: string, limit: number): MaskedPart {
  const { actions, unclosed } = findActions(text, limit);
  if (actions.length === 0) return { ...withoutActions(text.slice(0, limit)), unclosed };
  return { ...maskActions(text, limit, actions), unclosed };
}

/** A text that has no actions. */
export function withoutActions(text: string): MaskedPart {
  return { text, actions: [], unclosed: [] };
}

/** The actions that are completely in a range. */
export function actionsIn(
  actions: readonly TemplateAction[],
  { start, end }: TextRange,
): readonly TemplateAction[] {
  return actions
    .slice(firstEndingAfter(actions, start), firstEndingAfter(actions, end))
    .filter((action) => action.start >= start);
}

/** Whether an action prints nothing. */
export function isSilent(action: string): boolean {
  return SILENT.test(action);
}

/** Replaces actions by spaces or placeholders, run by run: actions with only whitespace between them form a run. */
function maskActions(text: string, limit: number, ranges: readonly TextRange[]): MaskedText {
  const pieces: string[] = [];
  const actions: TemplateAction[] = [];
  let done = 0;
  for (let first = 0; first < ranges.length; ) {
    const last = runEnd(text, ranges, first);
    const startsLine = isLineStart(text, (ranges[first] as TextRange).start);
    const behind = (ranges[last] as TextRange).end;
    const endsLine = isLineEnd(text, behind);
    for (let index = first; index <= last; index++) {
      const { start, end } = ranges[index] as TextRange;
      const source = text.slice(start, end);
      const mayBeSpaces = endsLine || (startsLine && opensItemOrComment(text, behind));
      const isMaskedBySpaces = (startsLine && endsLine) || (mayBeSpaces && isSilent(source));
      pieces.push(text.slice(done, start), (isMaskedBySpaces ? ' ' : PLACEHOLDER).repeat(end - start));
      actions.push({ start, end, source, isMaskedBySpaces });
      done = end;
    }
    first = last + 1;
  }
  pieces.push(text.slice(done, limit));
  return { text: pieces.join(''), actions };
}

/** Whether a sequence item or a comment follows the whitespace at `offset`; a word must not be joined to these. */
function opensItemOrComment(text: string, offset: number): boolean {
  return /^[ \t]*(?:-\s|#)/.test(text.slice(offset, offset + 100));
}

/** Index of the last action of the run that begins with the action at `first`. */
function runEnd(text: string, actions: readonly TextRange[], first: number): number {
  let last = first;
  for (let next = actions[last + 1]; next !== undefined; next = actions[last + 1]) {
    if (!isWhitespace(text, (actions[last] as TextRange).end, next.start)) break;
    last++;
  }
  return last;
}

/** Whether there are only spaces and tabs between the offsets. */
function isWhitespace(text: string, from: number, to: number): boolean {
  for (let at = from; at < to; at++) if (text[at] !== ' ' && text[at] !== '\t') return false;
  return true;
}

function isLineStart(text: string, offset: number): boolean {
  let at = offset - 1;
  while (text[at] === ' ' || text[at] === '\t') at--;
  return at < 0 || isLineBreak(text[at]);
}

/** Whether nothing but whitespace or a comment follows on the line. */
function isLineEnd(text: string, offset: number): boolean {
  let at = offset;
  while (text[at] === ' ' || text[at] === '\t') at++;
  return at >= text.length || isLineBreak(text[at]) || (text[at] === '#' && at > offset);
}

function isLineBreak(character: string | undefined): boolean {
  return character === '\n' || character === '\r';
}
