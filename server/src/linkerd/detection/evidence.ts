import type { NamedUse } from '../charts/chartUse.ts';
import type { Environment } from '../environment/environment.ts';

/**
 * How strong a piece of evidence is: a user has `set` the value; something is `installed` that implies it; a chart is
 * installed without other values, so its `default` applies.
 */
export type EvidenceBasis = 'set' | 'installed' | 'default';

/** Something in a file that says what the cluster is like. */
export interface Evidence {
  readonly setting: keyof Environment;
  /** Undefined if there is an answer but the file does not contain it: a range of versions, values from elsewhere. */
  readonly value: string | undefined;
  readonly basis: EvidenceBasis;
  /** Whether linkerd-cni's own chart says so, for a setting that the control plane's chart has too. */
  readonly isOfPlugin?: boolean;
  /** The text, shortened to what matters: `cniEnabled: true`, `linkerd2-cni 30.12.2`. */
  readonly what: string;
  /** From 1, as editors show it. */
  readonly line: number;
}

/** A piece of evidence with its file. */
export interface PlacedEvidence extends Evidence {
  readonly uri: string;
  /**
   * Relative to the repository's folder, with forward slashes and without escapes, because clients escape
   * differently.
   */
  readonly path: string;
}

/** A file that a kustomization applies as a patch. */
export interface PatchFile {
  /** From the kustomization's folder. */
  readonly path: string;
  /** Whether the kustomization says what it is for. */
  readonly hasTarget: boolean;
}

/** All evidence in one file. */
export interface FileEvidence {
  readonly evidence: readonly Evidence[];
  /**
   * Evidence from a values file with a chart's values at the top level. Beside a `Chart.yaml`, these are only that
   * chart's defaults.
   */
  readonly ofValuesFile: readonly Evidence[];
  /** The values files that it says are for one of Linkerd's charts. */
  readonly chartUses: readonly NamedUse[];
  /** The files with patches that a kustomization names. */
  readonly patchFiles: readonly PatchFile[];
}

/** The result for a file without evidence. */
export const NO_EVIDENCE: FileEvidence = { evidence: [], ofValuesFile: [], chartUses: [], patchFiles: [] };
