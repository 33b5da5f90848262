/** A heading about one key: `` ### `config.linkerd.io/proxy-cpu-limit` ``, possibly with words after it. */
const KEY_HEADING = /^(#{2,6}) +`([^`]+)`/;
const HEADING = /^(#{1,6}) /;

/** The keys with sections on a page, in order. */
export function keysOf(page: string): string[] {
  return linesOf(page).flatMap((line) => KEY_HEADING.exec(line)?.[2] ?? []);
}

/**
 * The sections of a page about one key (it may be an annotation and a label), headings included; undefined without such
 * a section.
 */
export function sectionOf(page: string, key: string): string | undefined {
  const taken: string[] = [];
  let depth = 0;
  let isCode = false;
  for (const line of linesOf(page)) {
    // A comment in a code block looks like a heading.
    if (line.startsWith('```')) isCode = !isCode;
    const heading = isCode ? undefined : HEADING.exec(line)?.[1];
    if (heading !== undefined && KEY_HEADING.exec(line)?.[2] === key) depth = heading.length;
    else if (heading !== undefined && heading.length <= depth) depth = 0;
    if (depth > 0) taken.push(line);
  }
  return taken.length === 0 ? undefined : `${taken.join('\n').trimEnd()}\n`;
}

function linesOf(page: string): string[] {
  return page.split(/\r?\n/);
}
