import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The pages are beside the bundles, in the repository as well as in the package. */
const FOLDER = join(__dirname, '..', 'docs', 'rules');

/** The page of a rule, in Markdown; `undefined` if it is missing. `rule` must be the id of a rule. */
export function rulePage(rule: string): string | undefined {
  try {
    const text = readFileSync(join(FOLDER, `${rule}.md`), 'utf8');
    return text.replace(/^<!--.*?-->\n+/gm, '');
  } catch {
    return undefined;
  }
}
