import type { DefaultLevel } from '../../engine/rule.ts';
import { ALL_RULES } from '../../rules/allRules.ts';
import { paintFor, wantsColor, write } from '../terminal.ts';

/** Prints every rule as a table, or as JSON. Returns the exit status. */
export async function listRules(asJson: boolean): Promise<number> {
  const rules = ALL_RULES.map(({ id, summary, level, fixable, since }) => ({
    id,
    summary,
    level,
    fixable: fixable ?? null,
    since,
  }));
  write(1, asJson ? `${JSON.stringify(rules, null, 2)}\n` : await table(rules));
  return 0;
}

const FIXES = { safe: '--fix', suggestion: '--fix-suggestions' };

interface ListedRule {
  readonly id: string;
  readonly summary: string;
  readonly level: DefaultLevel;
  readonly fixable: keyof typeof FIXES | null;
}

async function table(rules: readonly ListedRule[]): Promise<string> {
  const paint = await paintFor(wantsColor(undefined, 1));
  const width = Math.max(...rules.map(({ id }) => id.length)) + 2;
  const rows = rules.map(({ id, summary, level, fixable }) => {
    const facts = [shownLevel(level), ...(fixable ? [FIXES[fixable]] : [])].join(', ');
    return `${paint.bold(id.padEnd(width))}${paint.dim(facts)}\n${' '.repeat(width)}${summary}\n`;
  });
  return `${rows.join('')}\nlinkerd-lint explain <rule> shows the page of a rule.\n`;
}

/** The severity if nothing is known of the cluster, and if something is. */
function shownLevel(level: DefaultLevel): string {
  if (typeof level === 'string') return level;
  const { affected, unknown, notAffected } = level;
  return `${unknown} (${affected} with linkerd-cni before v1.6.3, else ${notAffected})`;
}
