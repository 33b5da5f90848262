import { overlaps, shiftRange, spanOf, type TextRange } from '../text/range.ts';
import { closesBlock, opensBlock } from '../yaml/template/controlFlow.ts';
import type { TextMark } from './markedText.ts';
import type { RenderedPiece } from './renderTemplate.ts';

/** What made a part of a chart's output: a part of the template, or a value. */
export type PrintedPlace =
  | { readonly kind: 'template'; readonly range: TextRange }
  | { readonly kind: 'value'; readonly file: string; readonly range: TextRange };

/** Part of a run: from here on its text is that of a piece. */
interface RunPart {
  /** Offset in the run. */
  readonly start: number;
  readonly piece: RenderedPiece;
  /** Offset in the piece's text. */
  readonly from: number;
}

/** Text that is certain, between two gaps. */
interface Run {
  text: string;
  readonly parts: RunPart[];
}

/** The documents of a template, as far as the evaluator knows them: a run, a gap, a run … */
interface ExpectedDocument {
  readonly runs: Run[];
  /** What is in the gap behind each run but the last. */
  readonly gaps: RenderedPiece[];
}

/** Says what made a range of a document. Undefined for what the evaluator knows nothing of. */
export type Locator = (range: TextRange) => PrintedPlace | undefined;

/**
 * Finds a document that Helm printed in what the evaluator says of its template. Undefined if it is not there.
 *
 * @param pieces of the template, with what is empty evaluated too
 * @param document a document of the output, without its `---` line
 */
export function locatorIn(pieces: readonly RenderedPiece[], document: string): Locator | undefined {
  for (const expected of documentsOf(pieces)) {
    const starts = align(expected, document);
    if (starts) return (range) => placeAt(expected, starts, range);
  }
  return undefined;
}

/**
 * The pieces outside of the blocks that are kept. Of such a block there is only the action that opens it, as one gap: what is in
 * it may be printed or not, or more than once.
 */
export function outsideOfBlocks(pieces: readonly RenderedPiece[]): RenderedPiece[] {
  let depth = 0;
  return pieces.filter(({ kind, content }) => {
    const isOutside = depth === 0;
    if (kind === 'kept' && opensBlock(content.text)) depth++;
    if (kind === 'kept' && closesBlock(content.text)) depth--;
    return isOutside;
  });
}

function documentsOf(pieces: readonly RenderedPiece[]): ExpectedDocument[] {
  const documents = [emptyDocument()];
  for (const piece of outsideOfBlocks(pieces)) {
    const document = documents.at(-1) as ExpectedDocument;
    if (piece.kind === 'kept') {
      document.gaps.push(piece);
      document.runs.push({ text: '', parts: [] });
    } else addText(documents, piece);
  }
  return documents;
}

function emptyDocument(): ExpectedDocument {
  return { runs: [{ text: '', parts: [] }], gaps: [] };
}

/** Adds a text, which may begin further documents. */
function addText(documents: ExpectedDocument[], piece: RenderedPiece): void {
  const { text } = piece.content;
  let from = 0;
  for (const mark of [...text.matchAll(/^---[^\n]*(?:\n|$)/gm), undefined]) {
    const run = documents.at(-1)?.runs.at(-1) as Run;
    const to = mark?.index ?? text.length;
    if (to > from) {
      run.parts.push({ start: run.text.length, piece, from });
      run.text += text.slice(from, to);
    }
    if (!mark) return;
    documents.push(emptyDocument());
    from = to + mark[0].length;
  }
}

/** Where each run begins in a document, and how much of its beginning is not there; undefined if they do not fit. */
function align({ runs }: ExpectedDocument, document: string): number[] | undefined {
  const end = document.trimEnd().length;
  let at = document.length - document.trimStart().length;
  const starts: number[] = [];
  for (const [index, { text }] of runs.entries()) {
    const isLast = index === runs.length - 1;
    // Kept actions may trim the whitespace beside them, and Helm that around a document.
    const skipped = text.length - text.trimStart().length;
    const known = text.trim();
    if (known === '') {
      starts.push(at - skipped);
      continue;
    }
    const found = index === 0 ? at : isLast ? end - known.length : document.indexOf(known, at);
    if (found < at || !document.startsWith(known, found)) return undefined;
    starts.push(found - skipped);
    at = found + known.length;
  }
  return runs.length === 1 && at !== end ? undefined : starts;
}

/** A part of a range: what made it in the template, and the value that is in it. */
interface PartPlace {
  readonly range: TextRange;
  readonly mark: TextMark | undefined;
  /** The part of the piece's text. */
  readonly at: TextRange;
}

function placeAt(
  { runs, gaps }: ExpectedDocument,
  starts: readonly number[],
  range: TextRange,
): PrintedPlace | undefined {
  const places: PartPlace[] = [];
  for (const [index, run] of runs.entries()) {
    const start = starts[index] as number;
    for (const { piece, range: inPiece } of partsIn(run, shiftRange(range, -start))) {
      const marks = piece.content.marks.filter((mark) => overlaps(mark, inPiece));
      for (const mark of marks.length > 0 ? marks : [undefined])
        places.push({ range: rangeInTemplate(piece, inPiece), mark, at: inPiece });
    }
    const gap = gaps[index];
    const next = starts[index + 1];
    if (gap && next !== undefined && range.start < next && start + run.text.trimEnd().length < range.end)
      places.push({ range: { start: gap.start, end: gap.end }, mark: undefined, at: range });
  }
  return combined(places);
}

function combined(places: readonly PartPlace[]): PrintedPlace | undefined {
  if (places.length === 0) return undefined;
  const marked = places.flatMap(({ mark, at }) => (mark ? [{ mark, at }] : []));
  const [first] = marked;
  if (first && marked.every(({ mark }) => mark.place === first.mark.place))
    return {
      kind: 'value',
      file: first.mark.place.file,
      range: marked.length === 1 ? rangeInValue(first.mark, first.at) : first.mark.place.range,
    };
  return { kind: 'template', range: spanOf(places.map((place) => place.range)) };
}

/** The parts that a range of a run touches. */
function partsIn({ text, parts }: Run, range: TextRange): { piece: RenderedPiece; range: TextRange }[] {
  return parts.flatMap(({ start, piece, from }, index) => {
    const end = parts[index + 1]?.start ?? text.length;
    const first = Math.max(start, range.start);
    const last = Math.min(end, Math.max(range.end, range.start + 1));
    if (first >= last) return [];
    return [{ piece, range: { start: first - start + from, end: last - start + from } }];
  });
}

function rangeInTemplate({ kind, start, end }: RenderedPiece, range: TextRange): TextRange {
  return kind === 'text' ? { start: start + range.start, end: start + range.end } : { start, end };
}

/** The part of the value, if the mark's text is written as it is; else all of it. */
function rangeInValue({ place, from, start, end }: TextMark, range: TextRange): TextRange {
  if (from === undefined || place.verbatim === undefined) return place.range;
  const isWhole = range.start <= start && end <= range.end;
  const skipped = place.verbatim + from;
  if (isWhole && from === 0 && end - start === place.written.length) return place.range;
  return {
    start: skipped + Math.max(range.start - start, 0),
    end: skipped + Math.min(range.end, end) - start,
  };
}
