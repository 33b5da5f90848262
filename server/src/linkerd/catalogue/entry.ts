import type { ValueType } from '../values/valueType.ts';

/** The kinds of objects whose metadata Linkerd reads. `Pod` is a Pod or a pod template. */
export type Target =
  | 'Pod'
  | 'Namespace'
  | 'Service'
  | 'EgressNetwork'
  | 'HTTPRoute'
  | 'GRPCRoute'
  | 'ExternalWorkload'
  | 'TrafficSplit'
  | 'ServiceProfile'
  | 'Secret'
  | 'Node';

/** Where a key belongs in the documentation. */
export type Family =
  | 'inject'
  | 'proxy'
  | 'resources'
  | 'ports'
  | 'policy'
  | 'lifecycle'
  | 'timeouts-retries'
  | 'load-balancing'
  | 'logging'
  | 'tracing'
  | 'multicluster'
  | 'viz'
  | 'failover'
  | 'identity';

/** A release as the catalogue names it: the edge, and the milestone that it became part of, where known. */
export interface ReleaseName {
  /** `edge-19.3.2` */
  readonly edge: string;
  /** `2.3` */
  readonly milestone?: string;
}

/**
 * - `active`: people write it, Linkerd reads it
 * - `deprecated`: still read, something else is better
 * - `removed`: no longer read since `removed`
 * - `machine`: written by Linkerd itself; it belongs in no source
 * - `ineffective`: known, but without effect
 */
export type Status = 'active' | 'deprecated' | 'removed' | 'machine' | 'ineffective';

/** One annotation or label, with everything that is known of it. */
export interface CatalogueEntry {
  /** The whole key; with `isPrefix` the beginning that a family of keys shares. */
  readonly key: string;
  readonly isPrefix?: true;
  readonly kind: 'annotation' | 'label';
  readonly family: Family;
  readonly status: Status;
  /** What its metadata must belong to for the key to take effect; empty where it takes effect nowhere. */
  readonly targets: readonly Target[];
  /** Whether a pod without the key takes its namespace's. */
  readonly isInherited: boolean;
  /** Whether the namespace's value still counts where the pod has one of its own. */
  readonly isMerged?: true;
  readonly value: ValueType;
  /** What holds where nobody sets it, as written; undefined where there is nothing to say. */
  readonly default?: string;
  readonly since?: ReleaseName;
  readonly deprecated?: ReleaseName;
  readonly removed?: ReleaseName;
  /** The key to use in its stead. */
  readonly replacement?: string;
  /** What Linkerd does with an invalid value, translated. */
  onInvalid?(): string;
  /** One sentence: what it does. Translated. */
  summary(): string;
  /** What else one should know: pitfalls, interplay, how linkerd-cni differs. Translated Markdown. */
  details?(): string;
  /** Where in Linkerd's source that was read. */
  readonly source: string;
  /** The official page about it. */
  readonly page?: string;
}
