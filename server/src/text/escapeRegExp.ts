/** The source of a regular expression for a text as it stands. */
export function escapeRegExp(text: string): string {
  return text.replace(/[^\w\s]/g, '\\$&');
}
