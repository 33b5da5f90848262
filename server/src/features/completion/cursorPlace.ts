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

/** Where the cursor is: in the key or in the value of an annotation or a label, whole or half-typed. */
export interface CursorPlace {
  readonly part: 'key' | 'value';
  /** The annotation or label; its texts hold {@link CURSOR}. */
  readonly annotation: MetadataEntry;
  readonly typed: TextWithCursor;
  /** A range beside the site as one of the document that was asked, without what the cursor brought along. */
  toOuter(range: TextRange): TextRange;
  /** A text that fits on one line as it is written beside the site: escaped where the site stands in a string. */
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
  /** The document that was asked, with the cursor in it. */
  readonly whole: YamlDocument;
  /** Whether it stands in a string of another document. */
  readonly isEmbedded: boolean;
  /** The resource that it is a patch for, if that is named beside it. */
  readonly target: Resource | undefined;
  readonly typed: TextWithCursor;
  /** A range of it as one of the document that was asked, without what the cursor brought along. */
  toOuter(range: TextRange): TextRange;
  /** A text that fits on one line as it is written in it: escaped where it stands in a string. */
  escape(text: string): string | undefined;
}

/** Puts the cursor into a document's text; undefined where nothing can be completed. */
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

/** The annotation or label at the cursor; undefined where there is neither. */
export function placeAt(cursor: CursorDocument): CursorPlace | undefined {
  const { annotations, labels } = readMetadata(cursor.document, METADATA, cursor.target);
  const [annotation] = [...annotations, ...labels].filter(holdsCursor).sort((a, b) => detour(a) - detour(b));
  if (!annotation || annotation.key.value.includes(PLACEHOLDER)) return undefined;
  const part = annotation.key.value.includes(CURSOR) ? 'key' : 'value';
  return { part, annotation, typed: cursor.typed, toOuter: cursor.toOuter, escape: cursor.escape };
}

/** The resources whose text may have something of Linkerd's, or the cursor. */
export function resourcesAround({ document, target }: CursorDocument): readonly Resource[] {
  return readMetadata(document, METADATA, target).resources;
}

/** Whether a text has the cursor in it. */
export function hasCursor(text: string): boolean {
  return text.includes(CURSOR);
}

function holdsCursor({ key, value }: MetadataEntry): boolean {
  return hasCursor(key.value) || (value !== undefined && hasCursor(value.value));
}

/** A text that aliases repeat means what it means at its own place, if it means something there. */
function detour({ alias, valueAlias }: MetadataEntry): number {
  return alias || valueAlias ? 1 : 0;
}

function escapeText(nesting: readonly EmbeddedDocument[], text: string): string | undefined {
  const escapeIn = (inner: string | undefined, outer: EmbeddedDocument) =>
    inner === undefined ? undefined : outer.toOuterEdit({ range: NOWHERE, newText: inner })?.newText;
  return nesting.reduceRight<string | undefined>(escapeIn, text);
}

const NOWHERE: TextRange = { start: 0, end: 0 };
