/**
 * Control characters, which a terminal obeys instead of showing, and marks that change the direction of text; without
 * tabs.
 */
export const CONTROL_CHARACTERS = /(?!\t)\p{Cc}|[\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/gu;

/** Replaces each control character and direction mark, but no tabs, by U+FFFD. */
export function replaceControlCharacters(text: string): string {
  return text.replace(CONTROL_CHARACTERS, '\uFFFD');
}
