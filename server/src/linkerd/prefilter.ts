/** A letter of "linkerd", as an escape sequence of a double-quoted scalar. */
const ESCAPED_LETTER = /\\(?:x|u00|U000000)(?:6[459bce]|72)/i;

/**
 * Whether a text can contain anything about Linkerd. A document that cannot is never parsed. In a quoted key, escape
 * sequences may spell the word. The answer is the same for UTF-8 read as `latin1`.
 */
export function mayContainLinkerd(text: string): boolean {
  return text.includes('linkerd') || (text.includes('\\') && ESCAPED_LETTER.test(text));
}
