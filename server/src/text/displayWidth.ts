import stringWidth from 'fast-string-width';

/** Nearly all texts that are measured; they do not need the library. */
const PRINTABLE_ASCII = /^[ -~]*$/;

/** The width of a text in columns of a terminal, where a Chinese character takes two. */
export function displayWidth(text: string): number {
  return PRINTABLE_ASCII.test(text) ? text.length : stringWidth(text);
}
