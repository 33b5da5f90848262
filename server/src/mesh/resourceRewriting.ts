import { isKnown, type Known, type StringMap, UNKNOWN } from '../facts/known.ts';
import type { KustomizationFacts, PatchFacts } from '../facts/kustomizationFacts.ts';
import { isClientAnnotation, isPodAnnotation } from '../facts/metadataKeys.ts';
import type { ResourceFacts } from '../facts/resourceFacts.ts';

/** What kustomizations, or Flux and Argo CD, make of the resources in a file. */
export interface Rewriting {
  /** Of every resource; undefined where each keeps its own. */
  readonly namespace: Known<string | undefined>;
  /** Of resources that name none; undefined where it is not known. */
  readonly defaultNamespace: Known<string | undefined>;
  readonly changesNames: boolean;
  readonly addsLabels: boolean;
  readonly annotations: StringMap;
  readonly patches: readonly PatchFacts[];
  /** Whether any resource may be changed in any way. */
  readonly changesAnything: boolean;
  /** The variables that Flux substitutes; undefined if none, or if it is not certain which. */
  readonly substitutions: StringMap | undefined;
}

/** Leaves everything as it is written. */
export const NO_REWRITING: Rewriting = {
  namespace: undefined,
  defaultNamespace: undefined,
  changesNames: false,
  addsLabels: false,
  annotations: { values: {}, isComplete: true },
  patches: [],
  changesAnything: false,
  substitutions: undefined,
};

/** More patches than these count as one that may change anything. */
const MOST_PATCHES = 200;

/** What a kustomization adds to what those that it reaches do. The outer namespace counts. */
export function layer(
  inner: Rewriting,
  kustomization: KustomizationFacts,
  patches: readonly PatchFacts[],
  isChangedUnseen: boolean,
): Rewriting {
  const { namespace, changesNames, addsLabels, annotations, transforms } = kustomization;
  const isPatchedMuch = inner.patches.length + patches.length > MOST_PATCHES;
  return {
    ...inner,
    namespace: namespace ?? inner.namespace,
    changesNames: inner.changesNames || changesNames,
    addsLabels: inner.addsLabels || addsLabels,
    annotations: {
      values: Object.assign(Object.create(null), inner.annotations.values, annotations.values),
      isComplete: inner.annotations.isComplete && annotations.isComplete,
    },
    patches: isPatchedMuch ? [] : [...inner.patches, ...patches],
    changesAnything:
      inner.changesAnything ||
      transforms ||
      isPatchedMuch ||
      isChangedUnseen ||
      !kustomization.patches.isComplete,
  };
}

/** What is applied in place of what is written. What a patch may change is unknown. */
export function rewrite(written: ResourceFacts, rewriting: Rewriting): ResourceFacts {
  if (rewriting === NO_REWRITING) return written;
  const patches = rewriting.patches.filter((patch) => mayBeFor(patch, written, rewriting));
  const isPatched = rewriting.changesAnything || patches.some(({ changesFacts }) => changesFacts);
  const facts = isPatched
    ? obscured(written)
    : withPatchedAnnotations(annotated(written, rewriting), patches);
  return {
    ...facts,
    ...(rewriting.addsLabels && 'labels' in facts ? { labels: { ...facts.labels, isComplete: false } } : {}),
    id: rewrittenId(written, rewriting),
  } as ResourceFacts;
}

function rewrittenId({ type, id }: ResourceFacts, rewriting: Rewriting): ResourceFacts['id'] {
  // kustomize also renames the Namespace that it moves resources to.
  const isRenamed =
    type === 'Namespace'
      ? id.name !== rewriting.namespace && (rewriting.changesNames || rewriting.namespace !== undefined)
      : rewriting.changesNames;
  const own = id.namespace ?? rewriting.defaultNamespace;
  return {
    ...id,
    name: isRenamed ? UNKNOWN : id.name,
    namespace: rewriting.namespace ?? own,
  };
}

function annotated(facts: ResourceFacts, { annotations }: Rewriting): ResourceFacts {
  if (!('annotations' in facts)) return facts;
  const isRead =
    facts.type === 'Workload' || facts.type === 'Namespace' ? isPodAnnotation : isClientAnnotation;
  const added = Object.entries(annotations.values).filter(([key]) => isRead(key));
  const values = Object.assign(Object.create(null), facts.annotations.values, Object.fromEntries(added));
  const isComplete = facts.annotations.isComplete && annotations.isComplete;
  return { ...facts, annotations: { values, isComplete } };
}

/**
 * Annotations that patches write are unknown. One that kustomize writes for the object and its pods at once is one value to it, so
 * that a patch of either changes both.
 */
function withPatchedAnnotations(facts: ResourceFacts, patches: readonly PatchFacts[]): ResourceFacts {
  if (!('annotations' in facts)) return facts;
  const keys = patches.flatMap(({ annotations }) => annotations);
  const unknown = Object.fromEntries(keys.map((key) => [key, UNKNOWN]));
  const values = Object.assign(Object.create(null), facts.annotations.values, unknown);
  return { ...facts, annotations: { ...facts.annotations, values } };
}

function mayBeFor({ kind, name }: PatchFacts, { id }: ResourceFacts, { changesNames }: Rewriting): boolean {
  // A name may be the one that a kustomization further in has made.
  return mayFit(kind, id.kind) && (changesNames || mayFit(name, id.name));
}

/** kustomize takes a target's kind and name as regular expressions. One that is more than a word may fit anything. */
function mayFit(pattern: Known<string | undefined>, text: Known<string>): boolean {
  if (pattern === undefined || !isKnown(pattern) || !isKnown(text)) return true;
  return pattern === text || !/^[\w-]+$/.test(pattern);
}

/** A resource with nothing certain but its identity. */
function obscured(facts: ResourceFacts): ResourceFacts {
  const { type, id, condition, variables, ...fields } = facts;
  const kept = facts.type === 'Workload' ? { podPath: facts.podPath } : {};
  return {
    ...(unknownOf(fields) as object),
    type,
    id,
    condition,
    variables: [],
    ...kept,
  } as unknown as ResourceFacts;
}

function unknownOf(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return UNKNOWN;
  if ('isComplete' in value) return 'items' in value ? UNKNOWN_ITEMS : UNKNOWN_STRINGS;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, unknownOf(part)]));
}

const UNKNOWN_ITEMS = Object.freeze({ items: Object.freeze([]), isComplete: false });
const UNKNOWN_STRINGS = Object.freeze({ values: Object.freeze({}), isComplete: false });
