import { ALL_RULES } from '../../rules/allRules.ts';
import { Misuse, noSuchRule } from '../arguments/misuse.ts';
import { renderMarkdown } from '../markdown/renderMarkdown.ts';
import { page } from '../pager.ts';
import { rulePage } from '../rulePages.ts';
import { paintFor, terminalColumns, wantsColor, write } from '../terminal.ts';

/**
 * Shows the page of a rule: in a pager on a terminal, otherwise as plain text. Returns the exit status.
 *
 * @throws Misuse if there is no such rule
 */
export async function explain(id: string): Promise<number> {
  const ids = ALL_RULES.map((rule) => rule.id);
  if (!ids.includes(id)) throw new Misuse(noSuchRule(id, ids));
  const markdown = rulePage(id);
  if (markdown === undefined) throw new Error(`the page of ${id} was not installed`);
  const columns = terminalColumns();
  if (columns === undefined) write(1, markdown);
  else page(renderMarkdown(markdown, { paint: await paintFor(wantsColor(undefined, 1)), columns }));
  return 0;
}
