import type { Position, Range, TextDocumentContentChangeEvent } from 'vscode-languageserver';
import { afterEdit, noDifference, type TextDifference } from '../text/difference.ts';
import { lineAt, lineStarts } from '../text/lineIndex.ts';
import { PieceTable, type TextSource } from '../text/pieceTable.ts';
import { CARRIAGE_RETURN, LINE_FEED } from '../yaml/scan/characters.ts';

/**
 * A document that is open in the editor. It finds lines with the text's own search; the library's document loops over
 * all characters, which is slow in a process that has just started.
 */
export class EditorDocument {
  readonly uri: string;
  readonly languageId: string;
  #version: number;
  #text: PieceTable;
  /** Offset of every line's first code unit; computed on demand. */
  #starts: number[] | undefined;
  #revision = 0;
  /** The difference from an earlier revision, accumulated over edits. */
  #edited: { readonly since: number; readonly difference: TextDifference } | undefined;

  constructor(uri: string, languageId: string, version: number, text: string) {
    this.uri = uri;
    this.languageId = languageId;
    this.#version = version;
    this.#text = PieceTable.of(text);
    this.#edited = { since: 0, difference: noDifference(text) };
  }

  /** The client's version number of the present text. */
  get version(): number {
    return this.#version;
  }

  /** Increases with every change, from 0, even if a client sends two texts with one version. */
  get revision(): number {
    return this.#revision;
  }

  /** The text for readers that need only parts of it. */
  get content(): TextSource {
    return this.#text;
  }

  /** The whole text as a string, which is copied after an edit. */
  getText(): string {
    return this.#text.toString();
  }

  /** The position of an offset in UTF-16 code units. Within a line break, the end of the line. */
  positionAt(offset: number): Position {
    const starts = this.#lineStarts;
    const within = Math.max(0, Math.min(offset, this.#text.length));
    const line = lineAt(starts, within);
    const start = starts[line] as number;
    return { line, character: this.#beforeBreak(within, start) - start };
  }

  /**
   * The offset of a position. A character after the line's end counts as its end, a line after the last as the text's
   * end, and what is not a number as 0.
   */
  offsetAt(position: Position): number {
    const starts = this.#lineStarts;
    const line = Math.floor(position.line) || 0;
    if (line < 0) return 0;
    const start = starts[line];
    if (start === undefined) return this.#text.length;
    const next = starts[line + 1] ?? this.#text.length;
    const character = Math.floor(position.character) || 0;
    return this.#beforeBreak(Math.min(start + Math.max(character, 0), next), start);
  }

  /** Applies changes made in the editor, in order. Skips those that are malformed: a client may send anything. */
  update(changes: readonly TextDocumentContentChangeEvent[], version: number): void {
    this.#version = version;
    this.#revision++;
    for (const change of changes as readonly (Partial<Record<'range' | 'text', unknown>> | null)[]) {
      const { range, text } = change ?? {};
      if (typeof text !== 'string') continue;
      if (isRange(range)) this.#replace(range, text);
      else if (!range) {
        this.#text = PieceTable.of(text);
        this.#starts = undefined;
        this.#edited = undefined;
      }
    }
  }

  /**
   * The difference from revision `since`, and starts a new one from now; undefined if `since` is not the revision of
   * the previous call or the whole text was replaced. The shared parts are guaranteed to be equal, but may be longer
   * than reported.
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
    // The characters beside an edit may make one line break with those that it inserts, or with each other.
    const from = before.charCodeAt(start - 1) === CARRIAGE_RETURN ? start - 1 : start;
    const to = before.charCodeAt(end) === LINE_FEED ? end + 1 : end;
    const growth = inserted.length - (end - start);
    this.#starts = movedStarts(starts, from, to, this.#text.slice(from, to + growth));
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

function isRange(range: unknown): range is Range {
  const { start, end } = (range ?? {}) as Partial<Range>;
  return typeof start === 'object' && start !== null && typeof end === 'object' && end !== null;
}

/** More arguments than this are too many for a call. */
const MOST_ARGUMENTS = 1_000;

/** The starts of lines after a replacement; the ones after it are moved in place. */
function movedStarts(starts: number[], start: number, end: number, inserted: string): number[] {
  const first = lineAt(starts, start) + 1;
  const behind = lineAt(starts, end) + 1;
  const growth = inserted.length - (end - start);
  const added = lineStarts(inserted)
    .slice(1)
    .map((offset) => start + offset);
  let moved = starts;
  if (added.length <= MOST_ARGUMENTS) starts.splice(first, behind - first, ...added);
  else moved = starts.slice(0, first).concat(added, starts.slice(behind));
  if (growth !== 0)
    for (let line = first + added.length; line < moved.length; line++)
      moved[line] = (moved[line] as number) + growth;
  return moved;
}
