import type { TextRange } from '../../text/range.ts';
import { endFinder, LONGEST_ACTION } from './actionEnds.ts';

/** Openers of actions: `{{` in Go templates, `{{`, `{%` and `{#` in Jinja2, `${` and `%{` in Terraform and Flux. */
const OPENERS = ['{{', '{%', '{#', '${', '%{'];
const OPENER = /\{[{%#]|[$%]\{/g;

/** Code units after an opener that can decide whether it opens an action, and where that ends. */
export const FARTHEST_END = LONGEST_ACTION + 64;

/** Whether a text may contain the beginning of an action. */
export function mayContainActions(text: string): boolean {
  return OPENERS.some((opener) => text.includes(opener));
}

/** The result of a search for actions. */
export interface FoundActions {
  /** The actions, in order. */
  readonly actions: readonly TextRange[];
  /**
   * The openers of actions that are not closed, or closed by a guess, each up to the last offset at which an edit can
   * change that. All other actions depend on their own text alone.
   */
  readonly unclosed: readonly TextRange[];
}

/**
 * The actions of template languages that begin before `limit`: of Helm and other Go templates, Jinja2, Terraform's
 * `templatefile` and Flux. The last one may end after the limit. The cost is linear, even with many unclosed actions.
 */
export function findActions(text: string, limit = text.length): FoundActions {
  const searched = text.slice(0, limit);
  if (!mayContainActions(searched)) return { actions: [], unclosed: [] };
  const actions: TextRange[] = [];
  const unclosed: TextRange[] = [];
  const endOf = endFinder(text);
  const lastClose = text.lastIndexOf('}');
  OPENER.lastIndex = 0;
  for (let match = OPENER.exec(searched); match; match = OPENER.exec(searched)) {
    const start = match.index;
    if (start >= lastClose) {
      unclosed.push({ start, end: limit + FARTHEST_END });
      break;
    }
    const { end, isSure } = endOf(match[0], start);
    if (!isSure) unclosed.push({ start, end: start + FARTHEST_END });
    if (end === -1) continue;
    actions.push({ start, end });
    OPENER.lastIndex = end;
  }
  return { actions, unclosed };
}
