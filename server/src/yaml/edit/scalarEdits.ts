import type { TextEdit } from '../../text/edit.ts';
import type { ScalarText } from '../scalarText.ts';
import { PLACEHOLDER } from '../template/maskTemplates.ts';

/** Other text for a part of a scalar's value; offsets into the value. */
export interface ValueChange {
  readonly start: number;
  readonly end: number;
  /** May hold only what means itself in every style: digits, commas, hyphens. */
  readonly text: string;
}

/** A scalar's value after the changes, which are given in order. */
export function changeValue(value: string, changes: readonly ValueChange[]): string {
  const pieces: string[] = [];
  let done = 0;
  for (const { start, end, text } of changes) {
    pieces.push(value.slice(done, start), text);
    done = end;
  }
  return pieces.join('') + value.slice(done);
}

/**
 * Changes parts of a scalar's value and keeps its style and everything else. Undefined where their places are not known
 * for certain.
 */
export function editScalar(scalar: ScalarText, changes: readonly ValueChange[]): TextEdit[] | undefined {
  return scalar.isExact ? changes.flatMap((change) => editsFor(scalar, change)) : undefined;
}

function editsFor(scalar: ScalarText, { start, end, text }: ValueChange): TextEdit[] {
  const content = Math.max(start, Math.min(end, contentLength(scalar)));
  const edit = { range: scalar.sourceRange(start, content), newText: text };
  if (content === end) return [edit];
  return start === content && text === '' ? [endWithoutBreak(scalar)] : [endWithoutBreak(scalar), edit];
}

/** Length of the value without the line breaks that end a block scalar, which belong to the lines of the file. */
function contentLength({ isBlock, value }: ScalarText): number {
  let length = value.length;
  while (isBlock && value[length - 1] === '\n') length--;
  return length;
}

/** Replaces a whole plain scalar by a double-quoted one. Undefined where a template decides about a part of it. */
export function quoteScalar(scalar: ScalarText, value: string): TextEdit | undefined {
  if (value.includes(PLACEHOLDER)) return undefined;
  return { range: scalar.range, newText: JSON.stringify(value) };
}

/** Makes `|` into `|-`, so that the value ends with its last line. */
function endWithoutBreak({ source, range }: ScalarText): TextEdit {
  const header = /^[|>][1-9+]*/.exec(source)?.[0] ?? '';
  const keep = header.indexOf('+');
  const at = range.start + (keep === -1 ? 1 : keep);
  return { range: { start: at, end: keep === -1 ? at : at + 1 }, newText: '-' };
}
