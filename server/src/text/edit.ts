import type { TextRange } from './range.ts';

/** Replaces one range of a text. An empty range inserts. */
export interface TextEdit {
  readonly range: TextRange;
  readonly newText: string;
}

/** The same edit, moved by `by` code units. */
export function shiftEdit(edit: TextEdit, by: number): TextEdit {
  return { range: { start: edit.range.start + by, end: edit.range.end + by }, newText: edit.newText };
}

/** Orders edits by position; of two at one place, the one that was given first stays first. */
function byPosition(a: TextEdit, b: TextEdit): number {
  return a.range.start - b.range.start || a.range.end - b.range.end;
}

/** Whether two edits touch the same characters, or insert at the same place, so that their order would matter. */
export function editsConflict(a: TextEdit, b: TextEdit): boolean {
  const [first, second] = byPosition(a, b) <= 0 ? [a, b] : [b, a];
  return first.range.end > second.range.start || first.range.start === second.range.start;
}

/**
 * The text after all edits, whose ranges refer to the text before any of them.
 *
 * @throws RangeError if two edits overlap or one lies outside the text.
 */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  const pieces: string[] = [];
  let done = 0;
  for (const { range, newText } of [...edits].sort(byPosition)) {
    if (range.start < done || range.end < range.start || range.end > text.length) {
      throw new RangeError(`edit ${range.start}-${range.end} overlaps another one or leaves the text`);
    }
    pieces.push(text.slice(done, range.start), newText);
    done = range.end;
  }
  pieces.push(text.slice(done));
  return pieces.join('');
}
