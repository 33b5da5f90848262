/** The source of a regular expression for a text as it stands. */
export function literally(text: string): string {
  return text.replace(/[^\w\s]/g, '\\$&');
}
