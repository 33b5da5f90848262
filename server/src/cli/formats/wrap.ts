import { stripVTControlCharacters } from 'node:util';
import { displayWidth } from '../../text/displayWidth.ts';

/**
 * A text in lines of at most `columns`, broken at spaces; a longer word gets its own line. Color codes have no width,
 * and must not span a space.
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

/** Number of columns that a text takes, without color codes. */
export function shownWidth(text: string): number {
  return displayWidth(text.includes('\x1b') ? stripVTControlCharacters(text) : text);
}
