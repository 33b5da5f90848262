import type { TextRange } from '../text/range.ts';
import type { YamlDocument } from './document.ts';
import type { EmbeddedDocument, EmbeddedIn } from './embedded.ts';
import type { YamlMap } from './nodes.ts';

/** Levels of documents in documents; people nest two or three. */
const DEEPEST = 8;

/** A document and where it is embedded. */
export interface NestedDocument {
  readonly document: YamlDocument;
  /** Its place in the document around it; undefined for the outermost document. */
  readonly embedded: EmbeddedDocument | undefined;
  readonly outer: NestedDocument | undefined;
}

/** What was read from a document that is directly inside another one. */
export interface Inner<Result> {
  readonly embedded: EmbeddedDocument;
  readonly result: Result;
}

/**
 * Reads a document and all that is embedded in it, the innermost first; `read` gets the results of those directly
 * inside.
 */
export function readNested<Result>(
  document: YamlDocument,
  embeddedIn: EmbeddedIn,
  read: (nested: NestedDocument, inner: readonly Inner<Result>[]) => Result,
): Result {
  const readOne = (nested: NestedDocument, depth: number): Result => {
    const inner = depth < DEEPEST ? embeddedIn(nested.document) : [];
    return read(
      nested,
      inner.map((embedded) => ({
        embedded,
        result: readOne({ document: embedded.document, embedded, outer: nested }, depth + 1),
      })),
    );
  };
  return readOne({ document, embedded: undefined, outer: undefined }, 0);
}

/** Follows embedded documents that pass inwards, each time the first one; the outermost comes first. */
export function nestingOf(
  document: YamlDocument,
  embeddedIn: EmbeddedIn,
  passes: (embedded: EmbeddedDocument) => boolean,
): readonly EmbeddedDocument[] {
  const nesting: EmbeddedDocument[] = [];
  for (let next = embeddedIn(document).find(passes); next; next = embeddedIn(next.document).find(passes))
    if (nesting.push(next) === DEEPEST) break;
  return nesting;
}

/** The innermost document at an offset, with the mapping of ranges to the outermost one. */
export interface InnermostDocument {
  readonly document: YamlDocument;
  /** The offset, from the innermost document's beginning. */
  readonly offset: number;
  /** The mapping with the scalar that holds the innermost document; undefined if that is not embedded. */
  readonly parentMap: YamlMap | undefined;
  /** The range in the outermost document. */
  toOuter(range: TextRange): TextRange;
}

/** The innermost document that holds an offset: the document itself, or one that is embedded in it. */
export function innermostDocument(
  document: YamlDocument,
  offset: number,
  embeddedIn: EmbeddedIn,
): InnermostDocument {
  let here = offset;
  const nesting = nestingOf(document, embeddedIn, (embedded) => {
    const inner = embedded.toInner(here);
    if (inner !== undefined) here = inner;
    return inner !== undefined;
  });
  const innermost = nesting.at(-1);
  return {
    document: innermost?.document ?? document,
    offset: here,
    parentMap: innermost?.parentMap,
    toOuter: (range) => nesting.reduceRight((inner, outer) => outer.toOuter(inner), range),
  };
}
