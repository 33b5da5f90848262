import type { CatalogueEntry } from '../../linkerd/catalogue/entry.ts';
import type { TextRange } from '../../text/range.ts';
import type { InsertPart } from './insertText.ts';

/** A key of the catalogue; with it alone its documentation can be found again. */
export type EntryName = Pick<CatalogueEntry, 'key' | 'kind'>;

/** Something that may be written at the cursor. Offsets count UTF-16 code units from the file's beginning. */
export interface Suggestion {
  readonly label: string;
  /** A few words beside the label. */
  readonly detail: string | undefined;
  /** What is replaced: all that was typed of it, also behind the cursor. Never more than one line. */
  readonly range: TextRange;
  /** What the typed text is compared with. */
  readonly filterText: string;
  readonly parts: readonly InsertPart[];
  readonly isDeprecated: boolean;
  readonly kind: 'key' | 'value' | 'resource';
  /** The annotation or label whose documentation can be asked for later; undefined for all else. */
  readonly entry: EntryName | undefined;
  /** What it means, in Markdown. */
  readonly documentation: string | undefined;
}

/** What may be written at the cursor. */
export interface Suggestions {
  readonly items: readonly Suggestion[];
  /** Whether there may be others when more is typed. */
  readonly isIncomplete: boolean;
}

/** A value, or one part of a list, that may be written. */
export interface ValueOption {
  readonly value: string;
  /** A few words beside it. */
  readonly detail: string | undefined;
  /** What it means, in Markdown. */
  readonly documentation: string | undefined;
}
