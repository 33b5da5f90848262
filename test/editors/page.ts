import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const PAGE = readFileSync(fileURLToPath(new URL('../../docs/editors.md', import.meta.url)), 'utf8');

/** The blocks of code in a language between a heading of docs/editors.md and the next one, in the page's order. */
export function codeBelow(heading: string, language: string): string[] {
  const [, section] = PAGE.split(`\n${heading}\n`);
  const [own = ''] = (section ?? '').split(/\n##+ /, 1);
  const blocks = [...own.matchAll(/```(\w+)\n([\s\S]*?)```/g)].filter(([, name]) => name === language);
  if (blocks.length === 0) throw new Error(`docs/editors.md has no ${language} below ${heading}`);
  return blocks.map(([, , code = '']) => code);
}
