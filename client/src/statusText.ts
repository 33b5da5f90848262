/** UTF-16 code units; far more than the popup of the language status shows. */
const LONGEST_TEXT = 1_000;

/**
 * A text for the language status, a notification or a list to choose from. In these, VS Code turns
 * `[label](command:…)` into a link that runs a command, and `$(name)` into an icon. Paths, names and quotations come
 * from an untrusted repository, so brackets become their full-width forms.
 */
export function statusText(text: string): string {
  const plain = text
    .replace(/\[/g, '\uFF3B')
    .replace(/\]/g, '\uFF3D')
    .replace(/\$\(/g, '\uFF04(')
    .replace(/\p{Cc}|[\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/gu, '\uFFFD');
  return plain.length > LONGEST_TEXT ? `${plain.slice(0, LONGEST_TEXT)}…` : plain;
}
