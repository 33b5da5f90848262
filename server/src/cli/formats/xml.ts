import { CONTROL_CHARACTERS } from '../../text/controlCharacters.ts';
import { COMMAND_IN_LINE } from '../terminal.ts';

/** Characters that XML 1.0 does not allow in any form. */
const IMPOSSIBLE = /(?![\t\n\r\x7f-\x9f])\p{Cc}|\p{Cs}|[\ufffe\uffff]/gu;

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
};

/** Characters with a meaning in XML, and control characters and direction marks. */
const ESCAPED = new RegExp(`[&<>"\\t]|${CONTROL_CHARACTERS.source}`, 'gu');

/** An element on lines of its own, its children indented below it. */
export function element(
  name: string,
  attributes: Readonly<Record<string, string | number>>,
  children: readonly string[] = [],
): string {
  const shown = Object.entries(attributes).map(([key, value]) => ` ${key}="${escaped(String(value))}"`);
  const start = `<${name}${shown.join('')}`;
  if (children.length === 0) return `${start}/>`;
  return `${start}>\n${children.join('\n').replaceAll(/^/gm, '  ')}\n</${name}>`;
}

/** A whole XML document. */
export function xmlDocument(root: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${root}\n`;
}

function escaped(text: string): string {
  return text
    .replace(IMPOSSIBLE, '\uFFFD')
    .replace(ESCAPED, (character) => ENTITIES[character] ?? `&#${character.charCodeAt(0)};`)
    .replace(COMMAND_IN_LINE, '#&#35;');
}
