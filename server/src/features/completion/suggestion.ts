import type { CatalogueEntry } from '../../linkerd/catalogue/entry.ts';
import type { TextRange } from '../../text/range.ts';
import type { InsertPart } from './insertText.ts';

/** Identifies an entry of the catalogue, and so its documentation. */
export type EntryName = Pick<CatalogueEntry, 'key' | 'kind'>;

/** Text that can be inserted at the cursor. Offsets count UTF-16 code units from the file's beginning. */
export interface Suggestion {
  readonly label: string;
  /** A short text beside the label. */
  readonly detail: string | undefined;
  /** The range to replace: all of the typed text, after the cursor too. Within one line. */
  readonly range: TextRange;
  /** The text that the editor matches the typed text with. */
  readonly filterText: string;
  readonly parts: readonly InsertPart[];
  readonly isDeprecated: boolean;
  readonly kind: 'key' | 'value' | 'resource';
  /** The annotation or label whose documentation is resolved later; undefined for other suggestions. */
  readonly entry: EntryName | undefined;
  /** Markdown. */
  readonly documentation: string | undefined;
}

/** What can be inserted at the cursor. */
export interface Suggestions {
  readonly items: readonly Suggestion[];
  /** Whether the list may change as the user types on. */
  readonly isIncomplete: boolean;
}

/** A value, or one part of a list, to suggest. */
export interface ValueOption {
  readonly value: string;
  /** A short text beside it. */
  readonly detail: string | undefined;
  /** Markdown. */
  readonly documentation: string | undefined;
}
