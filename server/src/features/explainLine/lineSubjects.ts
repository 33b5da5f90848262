import { LAST_APPLIED } from '../../engine/lintDocument.ts';
import type { PlacedDocument } from '../../engine/passingDocument.ts';
import type { MetadataEntry } from '../../kubernetes/metadataEntry.ts';
import { readMetadata } from '../../kubernetes/readMetadata.ts';
import { type Resource, readTarget } from '../../kubernetes/resource.ts';
import {
  embeddedLinkerdDocuments,
  LINKERD_METADATA,
  LINKERD_METADATA_AND_ALL_RESOURCES,
} from '../../linkerd/metadata/linkerdMetadata.ts';
import { rangeTouches, shiftRange, type TextRange } from '../../text/range.ts';
import { readNested } from '../../yaml/nestedDocuments.ts';

/** An annotation or label that is written on a line, or repeated there by an alias. */
export interface EntryOnLine {
  readonly annotation: MetadataEntry;
  /** The range of the key, from the file's beginning. */
  readonly keyRange: TextRange;
  /**
   * The keys of the scalars that contain its document, the outermost first; undefined for a scalar that is not in a
   * mapping.
   */
  readonly embeddedIn: readonly (string | undefined)[];
}

interface FoundEntry {
  readonly annotation: MetadataEntry;
  /** The range of the key, and all other ranges that belong to the entry. */
  readonly ranges: readonly TextRange[];
  readonly embeddedIn: readonly (string | undefined)[];
}

/** The annotations and labels of a document that touch a range of the file, those whose key is in it first. */
export function entriesOn(placed: PlacedDocument, stretch: TextRange): EntryOnLine[] {
  const found = entriesIn(placed)
    .filter(({ ranges }) => ranges.some((range) => overlaps(range, stretch)))
    .map(({ annotation, ranges, embeddedIn }) => ({
      annotation,
      keyRange: ranges[0] ?? annotation.key.range,
      embeddedIn,
    }));
  const isFirst = ({ keyRange }: EntryOnLine) => overlaps(keyRange, stretch);
  return [...found.filter(isFirst), ...found.filter((entry) => !isFirst(entry))];
}

/** Whether an entry is in the copy of the manifest that `kubectl apply` stores. */
export function isInLastApplied({ embeddedIn }: EntryOnLine): boolean {
  return embeddedIn.includes(LAST_APPLIED);
}

/** The smallest resource around an offset of the file, whether or not it concerns Linkerd. */
export function resourceAt({ document, offset }: PlacedDocument, at: number): Resource | undefined {
  const size = ({ node }: Resource) => (node ? node.end - node.start : 0);
  return readMetadata(document, LINKERD_METADATA_AND_ALL_RESOURCES)
    .resources.filter(({ node }) => node !== undefined && rangeTouches(node, at - offset))
    .sort((a, b) => size(a) - size(b))[0];
}

function entriesIn({ document, offset }: PlacedDocument): FoundEntry[] {
  const found = readNested<FoundEntry[]>(
    document,
    embeddedLinkerdDocuments,
    ({ document: here, embedded }, inner) => {
      const target = embedded?.parentMap && readTarget(embedded.parentMap);
      const { annotations, labels } = readMetadata(here, LINKERD_METADATA, target);
      const own = [...annotations, ...labels].map((annotation) => ({
        annotation,
        ranges: rangesOf(annotation),
        embeddedIn: [],
      }));
      const nested = inner.flatMap(({ embedded: scalar, result }) =>
        result.map(({ annotation, ranges, embeddedIn }) => ({
          annotation,
          ranges: ranges.map((range) => scalar.toOuter(range)),
          embeddedIn: [scalar.key, ...embeddedIn],
        })),
      );
      return [...own, ...nested];
    },
  );
  return found.map((entry) => ({
    ...entry,
    ranges: entry.ranges.map((range) => shiftRange(range, offset)),
  }));
}

function rangesOf({ key, value, alias, valueAlias }: MetadataEntry): TextRange[] {
  return [key.range, value?.range, alias, valueAlias].filter((range) => range !== undefined);
}

function overlaps(range: TextRange, stretch: TextRange): boolean {
  return range.start < stretch.end && range.end > stretch.start;
}
