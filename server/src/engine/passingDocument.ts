import type { TextRange } from '../text/range.ts';
import { YamlDocument } from '../yaml/document.ts';

/** A YAML document, or an independent part of a large one, with its offset in a file. */
export interface PlacedDocument {
  readonly document: YamlDocument;
  /** UTF-16 code units from the file's beginning. */
  readonly offset: number;
}

/** Documents that are kept at a time: a finding has a few related places, which are often asked for in turn. */
const KEPT = 16;

/**
 * The documents of a long text that is gone through a few times and then dropped. Each is read when it is asked for and
 * forgotten soon after, with everything that is cached on it: what 20,000 documents would keep is ten times as long as their
 * text.
 */
export function passingDocuments(text: string, parts: readonly TextRange[]): readonly PlacedDocument[] {
  // Not a Map: its tables that were outgrown refer to their successors, and V8's scavenger then keeps what is in all of them.
  const kept: { readonly part: TextRange; readonly document: YamlDocument }[] = [];
  let next = 0;
  const read = (part: TextRange) => {
    for (const known of kept) if (known.part === part) return known.document;
    const document = new YamlDocument(text.slice(part.start, part.end));
    kept[next] = { part, document };
    next = (next + 1) % KEPT;
    return document;
  };
  return parts.map((part) => ({
    offset: part.start,
    get document() {
      return read(part);
    },
  }));
}
