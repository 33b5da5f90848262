const CODE_SPAN = /`([^`\n]*)`/g;

/**
 * A text without the backticks of its code spans. The same texts are in hovers, which show Markdown, and in messages,
 * which an editor's list of problems and a terminal show as they are.
 */
export function plainText(markdown: string): string {
  return markdown.includes('`') ? markdown.replace(CODE_SPAN, '$1') : markdown;
}
