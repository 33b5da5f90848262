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

/** The section of the documentation that a key belongs to. */
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

/** A release as the catalogue names it: the edge, and the milestone that includes it, if known. */
export interface ReleaseName {
  /** `edge-19.3.2` */
  readonly edge: string;
  /** `2.3` */
  readonly milestone?: string;
}

/**
 * - `active`: people write it, Linkerd reads it
 * - `deprecated`: still read, but there is something better
 * - `removed`: no longer read since `removed`
 * - `machine`: written by Linkerd itself; does not belong in a manifest
 * - `ineffective`: known, but without effect
 */
export type Status = 'active' | 'deprecated' | 'removed' | 'machine' | 'ineffective';

/** One annotation or label with all that is known about it. */
export interface CatalogueEntry {
  /** The whole key; with `isPrefix` the prefix that a family of keys shares. */
  readonly key: string;
  readonly isPrefix?: true;
  readonly kind: 'annotation' | 'label';
  readonly family: Family;
  readonly status: Status;
  /** The objects whose metadata must have the key for it to take effect; empty if it never does. */
  readonly targets: readonly Target[];
  /** Whether a pod without the key inherits its namespace's. */
  readonly isInherited: boolean;
  /** Whether the namespace's value still counts if the pod has its own. */
  readonly isMerged?: true;
  readonly value: ValueType;
  /** The default, as it would be written; undefined if there is none worth showing. */
  readonly default?: string;
  readonly since?: ReleaseName;
  readonly deprecated?: ReleaseName;
  readonly removed?: ReleaseName;
  /** The key to use instead. */
  readonly replacement?: string;
  /** What Linkerd does with an invalid value, translated. */
  onInvalid?(): string;
  /** One sentence: what it does. Translated. */
  summary(): string;
  /** Further Markdown: pitfalls, interactions, how linkerd-cni differs. Translated. */
  details?(): string;
  /** The place in Linkerd's source that the entry is based on. */
  readonly source: string;
  /** The official page about it. */
  readonly page?: string;
}
