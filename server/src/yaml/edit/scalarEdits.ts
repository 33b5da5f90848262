import type { TextEdit } from '../../text/edit.ts';
import type { ScalarText } from '../scalarText.ts';
import { PLACEHOLDER } from '../template/maskTemplates.ts';

/** Replaces a part of a scalar's value; offsets count in the value. */
export interface ValueChange {
  readonly start: number;
  readonly end: number;
  /** Only characters that need no escape in any style: digits, commas, hyphens. */
  readonly text: string;
}

/** Applies changes, given in order, to a value. */
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
 * The edits that change parts of a scalar's value and keep its style. Undefined if the source ranges of the parts are
 * not certain.
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

/** Length of the value without the line breaks at the end of a block scalar. */
function contentLength({ isBlock, value }: ScalarText): number {
  let length = value.length;
  while (isBlock && value[length - 1] === '\n') length--;
  return length;
}

/** Replaces a plain scalar by a double-quoted one. Undefined if a template makes a part of it. */
export function quoteScalar(scalar: ScalarText, value: string): TextEdit | undefined {
  if (value.includes(PLACEHOLDER)) return undefined;
  return { range: scalar.range, newText: JSON.stringify(value) };
}

/** Changes `|` to `|-`, so that the value ends without a line break. */
function endWithoutBreak({ source, range }: ScalarText): TextEdit {
  const header = /^[|>][1-9+]*/.exec(source)?.[0] ?? '';
  const keep = header.indexOf('+');
  const at = range.start + (keep === -1 ? 1 : keep);
  return { range: { start: at, end: keep === -1 ? at : at + 1 }, newText: '-' };
}
