import { byPlace, type TextRange } from './range.ts';

/** Replaces one range of a text. An empty range inserts. */
export interface TextEdit {
  readonly range: TextRange;
  readonly newText: string;
}

/** The edit that adds text at an offset. */
export function insertion(at: number, newText: string): TextEdit {
  return { range: { start: at, end: at }, newText };
}

/** The edit moved by `by` code units. */
export function shiftEdit(edit: TextEdit, by: number): TextEdit {
  return { range: { start: edit.range.start + by, end: edit.range.end + by }, newText: edit.newText };
}

/**
 * Whether two edits touch the same characters, so that their order would matter. An insertion also touches the
 * characters around it: what is added to the end of a text does not belong behind a quote that another edit puts there.
 */
export function editsConflict(a: TextEdit, b: TextEdit): boolean {
  const [first, second] = byPlace(a, b) <= 0 ? [a, b] : [b, a];
  if (isInsertion(first) || isInsertion(second)) return first.range.end >= second.range.start;
  return first.range.end > second.range.start;
}

function isInsertion({ range }: TextEdit): boolean {
  return range.start === range.end;
}

/** Edits of one text that do not conflict, in order. */
export class EditSet {
  readonly #edits: TextEdit[] = [];

  /** Adds all edits, or none if one of them conflicts with an edit of the set. Returns whether they were added. */
  add(edits: readonly TextEdit[]): boolean {
    if (edits.some((edit) => this.#conflicts(edit))) return false;
    for (const edit of edits) this.#edits.splice(this.#indexBehind(edit), 0, edit);
    return true;
  }

  /** Edits of the set do not conflict with each other, so only the neighbours can. */
  #conflicts(edit: TextEdit): boolean {
    const index = this.#indexBehind(edit);
    const neighbours = [this.#edits[index - 1], this.#edits[index]];
    return neighbours.some((other) => other && editsConflict(other, edit));
  }

  /** Index of the first edit that begins after this one does. */
  #indexBehind({ range }: TextEdit): number {
    let low = 0;
    let high = this.#edits.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#edits[middle] as TextEdit).range.start <= range.start) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/**
 * Applies edits whose ranges all refer to `text`.
 *
 * @throws RangeError if two edits overlap or one lies outside the text.
 */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  const pieces: string[] = [];
  let done = 0;
  for (const { range, newText } of [...edits].sort(byPlace)) {
    if (range.start < done || range.end < range.start || range.end > text.length) {
      throw new RangeError(`edit ${range.start}-${range.end} overlaps another one or leaves the text`);
    }
    pieces.push(text.slice(done, range.start), newText);
    done = range.end;
  }
  pieces.push(text.slice(done));
  return pieces.join('');
}
