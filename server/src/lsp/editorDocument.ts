import type { Position, Range, TextDocumentContentChangeEvent } from 'vscode-languageserver';
import { afterEdit, noDifference, type TextDifference } from '../text/difference.ts';
import { lineAt, lineStarts } from '../text/lineIndex.ts';
import { PieceTable, type TextSource } from '../text/pieceTable.ts';
import { CARRIAGE_RETURN, LINE_FEED } from '../yaml/scan/characters.ts';

/**
 * A document that is open in the editor. It finds its lines with the text's own search, where the library's document goes
 * through all characters, which a process that has just started does slowly.
 */
export class EditorDocument {
  readonly uri: string;
  readonly languageId: string;
  #version: number;
  #text: PieceTable;
  /** Offset of every line's first code unit; undefined until somebody asks. */
  #starts: number[] | undefined;
  #revision = 0;
  /** How the text differs from that of an earlier revision, as far as edits tell. */
  #edited: { readonly since: number; readonly difference: TextDifference } | undefined;

  constructor(uri: string, languageId: string, version: number, text: string) {
    this.uri = uri;
    this.languageId = languageId;
    this.#version = version;
    this.#text = PieceTable.of(text);
    this.#edited = { since: 0, difference: noDifference(text) };
  }

  /** What the client calls the text as it is now. */
  get version(): number {
    return this.#version;
  }

  /** Grows with every change, from 0, also where a client gives two texts one version. */
  get revision(): number {
    return this.#revision;
  }

  /** The whole text as it is kept, for those who read parts of it. */
  get content(): TextSource {
    return this.#text;
  }

  /** The whole text as a string, which takes a copy of it after an edit. */
  getText(): string {
    return this.#text.toString();
  }

  /** The place of an offset in UTF-16 code units. Within a line break it is the end of the line. */
  positionAt(offset: number): Position {
    const starts = this.#lineStarts;
    const within = Math.max(0, Math.min(offset, this.#text.length));
    const line = lineAt(starts, within);
    const start = starts[line] as number;
    return { line, character: this.#beforeBreak(within, start) - start };
  }

  /** The offset of a place. Characters behind a line's end count as its end, lines behind the last as the text's end. */
  offsetAt({ line, character }: Position): number {
    const starts = this.#lineStarts;
    if (line < 0) return 0;
    const start = starts[line];
    if (start === undefined) return this.#text.length;
    const next = starts[line + 1] ?? this.#text.length;
    return this.#beforeBreak(Math.min(start + Math.max(character, 0), next), start);
  }

  /** Takes over what was changed in the editor, in order. */
  update(changes: readonly TextDocumentContentChangeEvent[], version: number): void {
    for (const change of changes) {
      if ('range' in change) this.#replace(change.range, change.text);
      else {
        this.#text = PieceTable.of(change.text);
        this.#starts = undefined;
        this.#edited = undefined;
      }
    }
    this.#version = version;
    this.#revision++;
  }

  /**
   * How the text differs from that of a revision before, and from now on from this one; undefined where that is not the
   * one that was asked about last, or where the whole text was replaced since. The stretches that are said to be
   * shared are, and perhaps longer.
   */
  takeDifference(since: number): TextDifference | undefined {
    const edited = this.#edited;
    this.#edited = { since: this.#revision, difference: noDifference(this.#text) };
    return edited?.since === since ? edited.difference : undefined;
  }

  get #lineStarts(): number[] {
    this.#starts ??= lineStarts(this.getText());
    return this.#starts;
  }

  #replace(range: Range, inserted: string): void {
    const [start, end] = inOrder(this.offsetAt(range.start), this.offsetAt(range.end));
    const starts = this.#lineStarts;
    const before = this.#text;
    this.#text = before.replaced({ start, end }, inserted);
    if (touchesCarriageReturn(before, start, end) || inserted.includes('\r')) this.#starts = undefined;
    else this.#starts = movedStarts(starts, start, end, inserted);
    if (this.#edited) {
      const { since, difference } = this.#edited;
      this.#edited = { since, difference: afterEdit(difference, before, { start, end }, inserted) };
    }
  }

  #beforeBreak(offset: number, lineStart: number): number {
    let at = offset;
    while (at > lineStart && isBreak(this.#text.charCodeAt(at - 1))) at--;
    return at;
  }
}

function inOrder(a: number, b: number): readonly [number, number] {
  return a <= b ? [a, b] : [b, a];
}

function isBreak(code: number): boolean {
  return code === LINE_FEED || code === CARRIAGE_RETURN;
}

/** Whether an edit can make one line break of two, or two of one. */
function touchesCarriageReturn(text: PieceTable, start: number, end: number): boolean {
  return text.charCodeAt(start - 1) === CARRIAGE_RETURN || text.charCodeAt(end - 1) === CARRIAGE_RETURN;
}

/** The starts of lines after a stretch was replaced; what lies behind it is moved in place. */
function movedStarts(starts: number[], start: number, end: number, inserted: string): number[] {
  const first = lineAt(starts, start) + 1;
  const behind = lineAt(starts, end) + 1;
  const growth = inserted.length - (end - start);
  const [, ...added] = lineStarts(inserted);
  const moved =
    added.length === behind - first ? starts : starts.slice(0, first).concat(added, starts.slice(behind));
  for (const [index, offset] of added.entries()) moved[first + index] = start + offset;
  if (growth !== 0)
    for (let line = first + added.length; line < moved.length; line++)
      moved[line] = (moved[line] as number) + growth;
  return moved;
}
