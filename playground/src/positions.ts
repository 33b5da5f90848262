/** Places as the protocol counts them, and as the editor does. Both count UTF-16 units. */
import type { Text } from '@codemirror/state';
import type { Position } from 'vscode-languageserver';

/** The offset of a place; one beyond the text is moved to its end. */
export function toOffset(text: Text, { line, character }: Position): number {
  if (line >= text.lines) return text.length;
  const { from, to } = text.line(line + 1);
  return Math.min(from + character, to);
}

/** The place of an offset. */
export function toPosition(text: Text, offset: number): Position {
  const { number, from } = text.lineAt(offset);
  return { line: number - 1, character: offset - from };
}
