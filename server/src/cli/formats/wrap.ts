import { stripVTControlCharacters } from 'node:util';
import { displayWidth } from '../../text/displayWidth.ts';

/**
 * A text of one line in lines of at most `columns`, broken at spaces; a word that is longer stands alone. Colors take no
 * room, and none may reach over a space.
 */
export function wrap(text: string, columns: number): string[] {
  const lines: string[] = [];
  let line = '';
  let width = 0;
  for (const word of text.split(' ')) {
    const wordWidth = shownWidth(word);
    if (line !== '' && width + 1 + wordWidth > columns) {
      lines.push(line);
      line = word;
      width = wordWidth;
    } else {
      width += wordWidth + (line === '' ? 0 : 1);
      line = line === '' ? word : `${line} ${word}`;
    }
  }
  return [...lines, line];
}

/** How many columns a text takes, colors aside. */
export function shownWidth(text: string): number {
  return displayWidth(text.includes('\x1b') ? stripVTControlCharacters(text) : text);
}
