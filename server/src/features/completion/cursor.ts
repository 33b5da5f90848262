import type { TextRange } from '../../text/range.ts';
import { findActions } from '../../yaml/template/findActions.ts';
import { type HalfTyped, type Insertion, lineAround, readHalfTyped } from './halfTyped.ts';

/** Marks the cursor in the text. From the private use area, which YAML accepts anywhere and real files do not use. */
export const CURSOR = '\uE001';

/** A text with {@link CURSOR}, completed so that it can be parsed. */
export interface TextWithCursor extends Omit<HalfTyped, 'missing'> {
  readonly text: string;
  /** Converts a range of {@link text} to one of the original text. */
  toOriginal(range: TextRange): TextRange;
}

/** Inserts the cursor into a document's text; undefined in a comment or in a template action. */
export function withCursor(text: string, offset: number): TextWithCursor | undefined {
  if (text.includes(CURSOR) || isInAction(text, offset)) return undefined;
  const typed = readHalfTyped(text, offset);
  if (!typed) return undefined;
  const { missing, ...lacks } = typed;
  const insertions = [{ at: offset, text: lacks.lacksSpace ? ` ${CURSOR}` : CURSOR }, ...missing];
  return {
    ...lacks,
    text: insert(text, insertions),
    toOriginal: ({ start, end }) => ({
      start: originalOffset(start, insertions),
      end: originalOffset(end, insertions),
    }),
  };
}

/** Whether the offset is in an action, or in one that is being typed. */
function isInAction(text: string, offset: number): boolean {
  const before = text.slice(lineAround(text, offset).start, offset);
  if (before.lastIndexOf('{{') > before.lastIndexOf('}}')) return true;
  return findActions(text).actions.some((action) => action.start < offset && offset < action.end);
}

function insert(text: string, insertions: readonly Insertion[]): string {
  let done = 0;
  const pieces: string[] = [];
  for (const { at, text: added } of insertions) {
    pieces.push(text.slice(done, at), added);
    done = at;
  }
  return pieces.join('') + text.slice(done);
}

function originalOffset(offset: number, insertions: readonly Insertion[]): number {
  let added = 0;
  for (const { at, text } of insertions) {
    const start = at + added;
    if (offset <= start) break;
    if (offset < start + text.length) return at;
    added += text.length;
  }
  return offset - added;
}
