import type { YamlDocument } from './document.ts';

const OPENING = /^\{\{-?\s*(?:if|range|with|define|block)\b/;
const BRANCHING = /^\{\{-?\s*else\b/;
const CLOSING = /^\{\{-?\s*end\b/;

/**
 * The innermost branch of a template's control flow (`if`, `else`, `range`, `with`…) around an offset, as the offset of
 * the action that opens it; undefined outside of all. Lines in the same branch appear together or not at all.
 */
export function branchAround({ text, actions }: YamlDocument, offset: number): number | undefined {
  const open: number[] = [];
  for (const { start, end } of actions) {
    if (start >= offset) break;
    const action = text.slice(start, end);
    if (CLOSING.test(action) || BRANCHING.test(action)) open.pop();
    if (OPENING.test(action) || BRANCHING.test(action)) open.push(start);
  }
  return open.at(-1);
}
