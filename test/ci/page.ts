import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './package.ts';

const PAGE = readFileSync(join(ROOT, 'docs', 'ci.md'), 'utf8');

/** The first block of code below a heading of docs/ci.md. */
export function blockBelow(heading: string): string {
  const section = PAGE.slice(PAGE.indexOf(`\n${heading}\n`));
  const code = /```\w+\n([\s\S]*?)```/.exec(section)?.[1];
  if (code === undefined) throw new Error(`docs/ci.md has no code below ${heading}`);
  return code;
}
