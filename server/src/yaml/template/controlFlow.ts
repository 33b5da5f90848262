import { memoizeByObject } from '../../caching/memoizeByObject.ts';
import { firstEndingAfter, type TextRange } from '../../text/range.ts';
import type { YamlDocument } from '../document.ts';

/** Control flow of Go templates, Jinja2 and Terraform's `templatefile`. */
const OPENING =
  /^(?:\{\{-?\s*(?:if|range|with|define|block)|\{%[-+]?\s*(?:if|for|block|macro|filter|call|raw)|%\{~?\s*(?:if|for))\b/;
const BRANCHING = /^(?:\{\{-?|\{%[-+]?|%\{~?)\s*(?:else|elif)\b/;
const CLOSING = /^(?:\{\{-?\s*end\b|(?:\{%[-+]?|%\{~?)\s*end[a-z]*\b)/;

/** Whether an action opens a block. */
export function opensBlock(action: string): boolean {
  return OPENING.test(action);
}

/** Whether an action is the end of a block. */
export function closesBlock(action: string): boolean {
  return CLOSING.test(action);
}

/** A part of a document, from one action to the next, with the branch that it is in. */
interface Stretch extends TextRange {
  readonly branch: number | undefined;
}

/**
 * The innermost branch of a template's control flow (`if`, `else`, `range`, `with`…) around an offset, identified by
 * the offset of the action that opens it; undefined outside of all. Lines in the same branch are printed together or
 * not at all.
 */
export function branchAround(document: YamlDocument, offset: number): number | undefined {
  if (document.actions.length === 0) return undefined;
  const stretches = stretchesOf(document);
  return stretches[firstEndingAfter(stretches, offset - 1)]?.branch;
}

/** Whether a block of a template begins in the document and ends outside of it, or the other way round. */
export const hasUnclosedBlocks = memoizeByObject(({ actions }: YamlDocument): boolean => {
  let open = 0;
  for (const { source } of actions) {
    if (opensBlock(source)) open++;
    else if (closesBlock(source) && --open < 0) return true;
  }
  return open !== 0;
});

const stretchesOf = memoizeByObject(({ actions, text }: YamlDocument): readonly Stretch[] => {
  const open: number[] = [];
  const found: Stretch[] = [];
  let begun = 0;
  for (const { start, source } of actions) {
    found.push({ start: begun, end: start, branch: open.at(-1) });
    const branches = BRANCHING.test(source);
    if (branches || closesBlock(source)) open.pop();
    if (branches || opensBlock(source)) open.push(start);
    begun = start;
  }
  found.push({ start: begun, end: text.length, branch: open.at(-1) });
  return found;
});
