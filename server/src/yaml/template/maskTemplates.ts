import { firstBehind, type TextRange } from '../../text/range.ts';
import { findActions } from './findActions.ts';

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

/** Actions that print nothing themselves: control flow, definitions, variable assignments and comments. */
const SILENT =
  /^(?:\{\{-?\s*(?:\/\*|(?:if|else|end|range|with|define|block|break|continue)\b|\$\w*(?:\s*,\s*\$\w+)?\s*:?=)|\{%|\{#|%\{)/;

/**
 * Hides the actions of template languages: Helm and other Go templates, Jinja2, Terraform's `templatefile`, Flux.
 *
 * An action within a line becomes a word of the same length. An action that stands alone on its lines becomes blanks,
 * because Helm replaces such lines by nothing or by whole lines of YAML that cannot be known here. One that prints
 * nothing and begins a line becomes a word glued to what follows, which keeps its place among its neighbours that way.
 */
export function maskTemplates(text: string): MaskedText {
  return maskUpTo(text, text.length);
}

/** A masked text that is a part of a longer one. */
export interface MaskedPart extends MaskedText {
  /** Where an action may be closed by an edit behind it; see {@link findActions}. */
  readonly unclosed: readonly TextRange[];
}

/**
 * Hides the actions that begin before `limit`, and ends the masked text there, or behind the last action if that
 * reaches further. The text behind the limit only says where actions end, and must go on for {@link FARTHEST_END}.
 */
export function maskUpTo(text: string, limit: number): MaskedPart {
  const { actions, unclosed } = findActions(text, limit);
  if (actions.length === 0) return { text: text.slice(0, limit), actions: [], unclosed };
  return { ...hide(text, limit, actions), unclosed };
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

/** Whether an action prints nothing itself. */
export function isSilent(action: string): boolean {
  return SILENT.test(action);
}

/** Replaces the actions by blanks or placeholders, run by run: a run is a row of actions with only blanks between. */
function hide(text: string, limit: number, ranges: readonly TextRange[]): MaskedText {
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
  pieces.push(text.slice(done, limit));
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
  return at < 0 || isLineBreak(text[at]);
}

/** Whether nothing but a comment follows on the line. */
function blankBehind(text: string, offset: number): boolean {
  let at = offset;
  while (text[at] === ' ' || text[at] === '\t') at++;
  return at >= text.length || isLineBreak(text[at]) || (text[at] === '#' && at > offset);
}

function isLineBreak(character: string | undefined): boolean {
  return character === '\n' || character === '\r';
}
