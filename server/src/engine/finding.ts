import type { TextEdit } from '../text/edit.ts';
import type { Position } from '../text/lineIndex.ts';
import type { TextRange } from '../text/range.ts';

/** The severity of a finding, as in LSP. */
export type Severity = 'hint' | 'information' | 'warning' | 'error';

/** All severities, mildest first. */
export const SEVERITIES: readonly Severity[] = ['hint', 'information', 'warning', 'error'];

/**
 * A change that removes the finding.
 *
 * - `safe`: afterwards Linkerd does the same, or what was plainly meant; fix-all applies it
 * - `suggestion`: the user must decide; editors offer it
 */
export interface Fix {
  readonly title: string;
  readonly safety: 'safe' | 'suggestion';
  readonly edits: readonly TextEdit[];
  /** Edits of other files, which only an editor applies. */
  readonly elsewhere?: readonly FileEdits[];
  /** Whether an editor offers it first. */
  readonly isPreferred: boolean;
  /** Whether it is offered last and only applied when chosen. Its title says why. */
  readonly isLastResort?: boolean;
  /** The Services that need the same ports, for callers that see the whole file. */
  readonly companion?: ServiceCompanion | undefined;
}

/** Identifies the Services that lead to the ports of a pod. */
export interface ServiceCompanion {
  /** The pod's labels. */
  readonly labels: readonly (readonly [string, string])[];
  readonly namespace: string | undefined;
  /** Ports that the pod listens on. */
  readonly ports: readonly { readonly first: number; readonly last: number }[];
  /** The pod's ports that have a name. */
  readonly named: readonly (readonly [string, number])[];
}

/** A range of another file. */
export interface PlaceElsewhere {
  readonly uri: string;
  readonly start: Position;
  readonly end: Position;
}

/** Edits of another file. */
export interface FileEdits {
  readonly uri: string;
  /** Whether there is no such file, so that it has to be made first. */
  readonly isNew?: true;
  readonly edits: readonly (Omit<PlaceElsewhere, 'uri'> & Pick<TextEdit, 'newText'>)[];
}

/** Another place that explains a finding. */
export interface RelatedInformation {
  readonly range: TextRange;
  readonly message: string;
}

/**
 * A finding of a rule. Offsets are UTF-16 code units, from the document's beginning or, after the engine, the file's.
 */
export interface Finding {
  readonly rule: string;
  readonly severity: Severity;
  readonly range: TextRange;
  /** What is wrong, why it matters, what to do. */
  readonly message: string;
  /** The best one first. */
  readonly fixes: readonly Fix[];
  readonly related: readonly RelatedInformation[];
  /** Related places in other files. */
  readonly relatedElsewhere?: readonly (PlaceElsewhere & Pick<RelatedInformation, 'message'>)[];
  /** The object of a cluster that it is about, as `namespace/kind/name`; undefined in files that people write. */
  readonly object?: string | undefined;
  /** What to do outside of the file, as the title of an action that opens the rule's page. */
  readonly advice?: string | undefined;
  /** Whether the text is unnecessary, so that editors may fade it. */
  readonly isUnnecessary: boolean;
}
