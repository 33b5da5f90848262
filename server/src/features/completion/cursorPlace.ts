import type { MetadataEntry } from '../../kubernetes/metadataEntry.ts';
import { readMetadata } from '../../kubernetes/readMetadata.ts';
import { type Resource, readTarget } from '../../kubernetes/resource.ts';
import { isLinkerdKey } from '../../linkerd/metadata/linkerdKeys.ts';
import { mayContainLinkerd } from '../../linkerd/prefilter.ts';
import type { TextRange } from '../../text/range.ts';
import { YamlDocument } from '../../yaml/document.ts';
import { type EmbeddedDocument, embeddedFinder } from '../../yaml/embedded.ts';
import { nestingOf } from '../../yaml/nestedDocuments.ts';
import { PLACEHOLDER } from '../../yaml/template/maskTemplates.ts';
import { CURSOR, type TextWithCursor, withCursor } from './cursor.ts';

/** The annotation or label at the cursor, complete or half-typed, with the cursor in its key or value. */
export interface CursorPlace {
  readonly part: 'key' | 'value';
  /** The annotation or label; its texts contain {@link CURSOR}. */
  readonly annotation: MetadataEntry;
  readonly typed: TextWithCursor;
  /** Converts a range of the annotation's document to the original document, without the inserted text. */
  toOuter(range: TextRange): TextRange;
  /** Escapes a text on one line for the string that contains the annotation, if it is in one. */
  escape(text: string): string | undefined;
}

const METADATA = {
  accepts: (key: string) => key.includes(CURSOR) || isLinkerdKey(key),
  mayContain: (text: string) => text.includes(CURSOR) || mayContainLinkerd(text),
};

const embeddedIn = embeddedFinder(hasCursor);

/** The innermost document around the cursor, with the cursor in it. */
export interface CursorDocument {
  readonly document: YamlDocument;
  /** The whole original document, with the cursor in it. */
  readonly whole: YamlDocument;
  /** Whether it is in a string of another document. */
  readonly isEmbedded: boolean;
  /** The resource that it is a patch for, if that is named beside the patch. */
  readonly target: Resource | undefined;
  readonly typed: TextWithCursor;
  /** Converts a range to one of the original document, without the inserted text. */
  toOuter(range: TextRange): TextRange;
  /** Escapes a text on one line for the string that contains the document, if it is in one. */
  escape(text: string): string | undefined;
}

/** Inserts the cursor into a document's text; undefined if nothing can be completed. */
export function readCursor(text: string, offset: number): CursorDocument | undefined {
  const typed = withCursor(text, offset);
  if (!typed) return undefined;
  const whole = new YamlDocument(typed.text);
  const nesting = nestingOf(whole, embeddedIn, ({ document }) => hasCursor(document.text));
  const innermost = nesting.at(-1);
  return {
    document: innermost?.document ?? whole,
    whole,
    isEmbedded: innermost !== undefined,
    target: readTarget(innermost?.parentMap),
    typed,
    toOuter: (range) => typed.toOriginal(nesting.reduceRight((inner, outer) => outer.toOuter(inner), range)),
    escape: (written) => escapeText(nesting, written),
  };
}

/** The annotation or label at the cursor; undefined if there is none. */
export function placeAt(cursor: CursorDocument): CursorPlace | undefined {
  const { annotations, labels } = readMetadata(cursor.document, METADATA, cursor.target);
  const [annotation] = [...annotations, ...labels].filter(holdsCursor).sort((a, b) => detour(a) - detour(b));
  if (!annotation || annotation.key.value.includes(PLACEHOLDER)) return undefined;
  const part = annotation.key.value.includes(CURSOR) ? 'key' : 'value';
  return { part, annotation, typed: cursor.typed, toOuter: cursor.toOuter, escape: cursor.escape };
}

/** The resources whose text may contain metadata of Linkerd's, or the cursor. */
export function resourcesAround({ document, target }: CursorDocument): readonly Resource[] {
  return readMetadata(document, METADATA, target).resources;
}

/** Whether a text contains the cursor. */
export function hasCursor(text: string): boolean {
  return text.includes(CURSOR);
}

function holdsCursor({ key, value }: MetadataEntry): boolean {
  return hasCursor(key.value) || (value !== undefined && hasCursor(value.value));
}

/** Prefers an entry in its own place to one that an alias repeats. */
function detour({ alias, valueAlias }: MetadataEntry): number {
  return alias || valueAlias ? 1 : 0;
}

function escapeText(nesting: readonly EmbeddedDocument[], text: string): string | undefined {
  const escapeIn = (inner: string | undefined, outer: EmbeddedDocument) =>
    inner === undefined ? undefined : outer.toOuterEdit({ range: NOWHERE, newText: inner })?.newText;
  return nesting.reduceRight<string | undefined>(escapeIn, text);
}

const NOWHERE: TextRange = { start: 0, end: 0 };
