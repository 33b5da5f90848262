const BACKSLASH = 0x5c;

/** A lower-case letter as an escape sequence of a double-quoted scalar, whichever letter. */
const ESCAPED_LETTER = /\\(?:x|u00|U000000)[67]/i;

/**
 * Whether a file's bytes may concern Linkerd. It says yes at least wherever the engine does, needs no text and nothing
 * of the engine, and lets most files of most repositories go at the price of one search.
 */
export function mentionsLinkerd(bytes: Buffer): boolean {
  return (
    bytes.includes('linkerd') ||
    bytes.includes('proxyInit') ||
    (bytes.includes(BACKSLASH) && ESCAPED_LETTER.test(bytes.toString('latin1')))
  );
}
