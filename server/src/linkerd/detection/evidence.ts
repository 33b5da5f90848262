import type { NamedChartUse } from '../charts/chartUse.ts';
import type { Environment } from '../environment/environment.ts';

/**
 * How firmly a piece of evidence stands: somebody has `set` it; something is `installed` that makes sense only with it;
 * a chart is installed, nobody has set anything else, and it is the chart's `default`.
 */
export type EvidenceBasis = 'set' | 'installed' | 'default';

/** Something in a file that tells of the cluster. */
export interface Evidence {
  readonly setting: keyof Environment;
  /** Undefined where something says that there is an answer, but not which: a range of versions, values from elsewhere. */
  readonly value: string | undefined;
  readonly basis: EvidenceBasis;
  /** What stands there, as short as it can be quoted: `cniEnabled: true`, `linkerd2-cni 30.12.2`. */
  readonly what: string;
  /** From 1, as editors show it. */
  readonly line: number;
}

/** A piece of evidence with its file. */
export interface PlacedEvidence extends Evidence {
  readonly uri: string;
  /** From the repository's folder, with forward slashes and without escapes, which clients set in different ways. */
  readonly path: string;
}

/** Everything that one file has to say of the cluster. */
export interface FileEvidence {
  readonly evidence: readonly Evidence[];
  /** What a values file says that has a chart's values at its top: beside a `Chart.yaml` these are that chart's defaults. */
  readonly ofValuesFile: readonly Evidence[];
  /** The values files that it says are for one of Linkerd's charts. */
  readonly chartUses: readonly NamedChartUse[];
}

/** A file that says nothing. */
export const NO_EVIDENCE: FileEvidence = { evidence: [], ofValuesFile: [], chartUses: [] };
