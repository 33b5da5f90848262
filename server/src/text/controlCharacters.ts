/** Control characters, which a terminal obeys instead of showing them, and marks that turn the direction of text; tabs aside. */
export const CONTROL_CHARACTERS = /(?!\t)\p{Cc}|[\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/gu;

/** The text with U+FFFD in place of each control character and each mark of direction. Tabs stay. */
export function replaceControlCharacters(text: string): string {
  return text.replace(CONTROL_CHARACTERS, '\uFFFD');
}
