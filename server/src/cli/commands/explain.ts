import { ALL_RULES } from '../../rules/allRules.ts';
import { Misuse, noSuchRule } from '../arguments/misuse.ts';
import { rulePage } from '../rulePages.ts';
import { type Paint, paintFor, wantsColor, write } from '../terminal.ts';

/**
 * Prints the page of a rule. Gives the exit status.
 *
 * @throws Misuse where there is no such rule
 */
export async function explain(id: string): Promise<number> {
  const ids = ALL_RULES.map((rule) => rule.id);
  if (!ids.includes(id)) throw new Misuse(noSuchRule(id, ids));
  const page = rulePage(id);
  if (page === undefined) throw new Error(`the page of ${id} was not installed`);
  write(1, tinted(page, await paintFor(wantsColor(undefined, 1))));
  return 0;
}

/** Markdown is made to be read as it is; color only helps to find one's way. */
function tinted(markdown: string, paint: Paint): string {
  let isCode = false;
  const lines = markdown.split('\n').map((line) => {
    if (line.startsWith('```')) {
      isCode = !isCode;
      return paint.dim(line);
    }
    if (isCode) return paint.cyan(line);
    if (line.startsWith('#')) return paint.bold(line);
    return line.replace(/`[^`]+`/g, (code) => paint.cyan(code));
  });
  return lines.join('\n');
}
