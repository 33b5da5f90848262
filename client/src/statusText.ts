/** UTF-16 code units; far more than the popup of the language status shows. */
const LONGEST_TEXT = 1_000;

/**
 * A text for the language status or for a notification. VS Code makes links of `[label](command:…)` in both, and icons of
 * `$(name)`, and runs the command when the link is clicked. Paths and quotations come from the repository, so nothing of
 * that may stay: brackets become their full-width forms.
 */
export function statusText(text: string): string {
  const plain = text
    .replace(/\[/g, '\uFF3B')
    .replace(/\]/g, '\uFF3D')
    .replace(/\$\(/g, '\uFF04(')
    .replace(/\p{Cc}|[\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/gu, '\uFFFD');
  return plain.length > LONGEST_TEXT ? `${plain.slice(0, LONGEST_TEXT)}…` : plain;
}
