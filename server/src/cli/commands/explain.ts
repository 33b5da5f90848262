import { ALL_RULES } from '../../rules/allRules.ts';
import { Misuse, noSuchRule } from '../arguments/misuse.ts';
import { renderMarkdown } from '../markdown/renderMarkdown.ts';
import { page } from '../pager.ts';
import { rulePage } from '../rulePages.ts';
import { paintFor, terminalColumns, wantsColor, write } from '../terminal.ts';
import { explainedNames, explainName } from './explainName.ts';

/**
 * Shows the page of a rule, or what is known about a resource's field or a chart's value: in a pager on a terminal,
 * otherwise as plain text. Returns the exit status.
 *
 * @throws Misuse if nothing has this name
 */
export async function explain(name: string): Promise<number> {
  const markdown = pageOf(name);
  const columns = terminalColumns();
  if (columns === undefined) write(1, markdown);
  else page(renderMarkdown(markdown, { paint: await paintFor(wantsColor(undefined, 1)), columns }));
  return 0;
}

function pageOf(name: string): string {
  const ids = ALL_RULES.map((rule) => rule.id);
  if (!ids.includes(name)) {
    const explained = explainName(name);
    if (explained === undefined) throw new Misuse(noSuchRule(name, [...ids, ...explainedNames()]));
    return `${explained}\n`;
  }
  const markdown = rulePage(name);
  if (markdown === undefined) throw new Error(`the page of ${name} was not installed`);
  return markdown;
}
