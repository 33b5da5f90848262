import stringWidth from 'fast-string-width';

/** Nearly all that is ever measured; the library is not loaded for it. */
const PRINTABLE_ASCII = /^[ -~]*$/;

/** How many columns a text takes where all characters are as wide, Chinese ones twice as wide. */
export function displayWidth(text: string): number {
  return PRINTABLE_ASCII.test(text) ? text.length : stringWidth(text);
}
