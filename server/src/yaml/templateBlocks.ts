import type { YamlDocument } from './document.ts';

/** Control flow of Go templates, Jinja2 and Terraform's `templatefile`. */
const OPENING =
  /^(?:\{\{-?\s*(?:if|range|with|define|block)|\{%[-+]?\s*(?:if|for|block|macro|filter|call|raw)|%\{~?\s*(?:if|for))\b/;
const BRANCHING = /^(?:\{\{-?|\{%[-+]?|%\{~?)\s*(?:else|elif)\b/;
const CLOSING = /^(?:\{\{-?\s*end\b|(?:\{%[-+]?|%\{~?)\s*end[a-z]*\b)/;

/**
 * The innermost branch of a template's control flow (`if`, `else`, `range`, `with`…) around an offset, as the offset of
 * the action that opens it; undefined outside of all. Lines in the same branch appear together or not at all.
 */
export function branchAround({ actions }: YamlDocument, offset: number): number | undefined {
  const open: number[] = [];
  for (const { start, source } of actions) {
    if (start >= offset) break;
    const branches = BRANCHING.test(source);
    if (branches || CLOSING.test(source)) open.pop();
    if (branches || OPENING.test(source)) open.push(start);
  }
  return open.at(-1);
}
