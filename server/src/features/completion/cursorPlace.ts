import type { MetadataEntry } from '../../kubernetes/metadataEntry.ts';
import { readMetadata } from '../../kubernetes/readMetadata.ts';
import { readTarget } from '../../kubernetes/resource.ts';
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

/** The place at an offset of a document's text; undefined where there is neither an annotation nor a label. */
export function placeAt(text: string, offset: number): CursorPlace | undefined {
  const typed = withCursor(text, offset);
  if (!typed) return undefined;
  const whole = new YamlDocument(typed.text);
  const nesting = nestingOf(whole, embeddedIn, ({ document }) => hasCursor(document.text));
  const innermost = nesting.at(-1);
  const document = innermost?.document ?? whole;
  const { annotations, labels } = readMetadata(document, METADATA, readTarget(innermost?.parentMap));
  const [annotation] = [...annotations, ...labels].filter(holdsCursor).sort((a, b) => detour(a) - detour(b));
  if (!annotation || annotation.key.value.includes(PLACEHOLDER)) return undefined;
  return {
    part: annotation.key.value.includes(CURSOR) ? 'key' : 'value',
    annotation,
    typed,
    toOuter: (range) => typed.toOriginal(nesting.reduceRight((inner, outer) => outer.toOuter(inner), range)),
    escape: (written) => escapeText(nesting, written),
  };
}

function hasCursor(text: string): boolean {
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
