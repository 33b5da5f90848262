import type { TextRange } from '../../text/range.ts';
import { endFinder, LONGEST_ACTION } from './actionEnds.ts';

/** How actions open: `{{` in Go templates, `{{`, `{%` and `{#` in Jinja2, `${` and `%{` in Terraform and Flux. */
const OPENERS = ['{{', '{%', '{#', '${', '%{'];
const OPENER = /\{[{%#]|[$%]\{/g;

/** As far behind an opener as text has a say in whether it opens an action, and where that ends. */
export const FARTHEST_END = LONGEST_ACTION + 64;

/** Whether an action may begin in a text: it has something of what opens one. */
export function mayContainActions(text: string): boolean {
  return OPENERS.some((opener) => text.includes(opener));
}

/** What a search for actions came upon. */
export interface FoundActions {
  /** The actions, in order. */
  readonly actions: readonly TextRange[];
  /**
   * Where openers stand whose action is not closed, or closed by a guess, up to where an edit can change that. What
   * every other opener opens depends on the text of its action alone.
   */
  readonly unclosed: readonly TextRange[];
}

/**
 * The actions of template languages in a text: of Helm and other Go templates, Jinja2, Terraform's `templatefile` and
 * Flux. Those that begin at or behind `limit` are not looked for; the last one may reach over it. The cost grows with
 * the text's length, however many actions are never closed.
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
