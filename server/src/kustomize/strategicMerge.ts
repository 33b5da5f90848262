import { identityOf, isBuiltIn } from './resourceIds.ts';
import {
  fieldOf,
  isMissingOrNull,
  isNullValue,
  type MapValue,
  mapScalars,
  needsQuotes,
  type ScalarValue,
  unknownAt,
  type Value,
  withField,
  withTwins,
} from './valueTree.ts';

/** What a merge leads to: a value, nothing where it is removed, or a failure of the build. */
export type Merged = Value | 'removed' | 'failed';

/** Collections in collections at most. */
const DEEPEST = 250;

/**
 * Applies a strategic merge patch as kustomize does. A list of a custom resource is replaced; of any other it is unknown, since
 * Kubernetes' schema says whether it is merged.
 *
 * Source: kustomize kyaml `yaml/merge2/merge2.go`, `yaml/walk/`.
 */
export function mergeStrategically(target: Value, patch: Value): Merged {
  const scalars = new Map<string, ScalarValue>();
  const isCustom = !isBuiltIn(identityOf(target));
  const run: Merge = { scalars, isCustom, hasLost: false };
  const merged = merge(target, patch, run, 0);
  if (typeof merged === 'string') return merged;
  const result = withTwins(merged, scalars);
  // A twin of theirs may be in what is not certain any more.
  return run.hasLost
    ? mapScalars(result, (scalar) => (scalar.twin === undefined ? scalar : unknownAt(scalar.at)))
    : result;
}

/** What all steps of a merge share. */
interface Merge {
  /** The scalars that were changed, by their twin. */
  readonly scalars: Map<string, ScalarValue>;
  /** Whether the resource is of a kind whose schema kustomize does not have. */
  readonly isCustom: boolean;
  /** Whether a mapping that both have is not certain any more. */
  hasLost: boolean;
}

function merge(target: Value | undefined, patch: Value | undefined, run: Merge, depth: number): Merged {
  if (depth > DEEPEST) return patch ? unknownAt(patch.at) : 'failed';
  if (target?.kind === 'unknown') return patch ? unknownAt(patch.at) : target;
  if (patch?.kind === 'unknown') return patch;
  // What neither has, or both have as null, is walked like a mapping.
  const first = [target, patch].find((value) => !isMissingOrNull(value));
  if (first === undefined) return mergeNulls(target, patch);
  const other = first === target ? patch : target;
  if (!isMissingOrNull(other) && other.kind !== first.kind) return 'failed';
  if (first.kind === 'scalar') return mergeScalars(target as ScalarValue | undefined, patch, run);
  if (first.kind === 'list') return mergeLists(target, patch, run);
  return mergeMaps(target, patch, run, depth);
}

/** A null that a patch says nothing of stays if it is written out. */
function mergeNulls(target: Value | undefined, patch: Value | undefined): Merged {
  const isKept = patch === undefined && target?.kind === 'scalar' && target.text !== '';
  return isKept ? target : 'removed';
}

/** The new text stands in the quotes of the old one. */
function mergeScalars(written: ScalarValue | undefined, patch: Value | undefined, run: Merge): Merged {
  if (patch !== undefined && (isNullValue(patch) || patch.kind !== 'scalar')) return 'removed';
  if (written === undefined || written === patch) return patch ? quoted(patch) : 'removed';
  const { twin } = written;
  const target = (twin !== undefined && run.scalars.get(twin)) || written;
  const { isQuoted } = target;
  const merged: ScalarValue = patch
    ? { ...patch, isQuoted, type: isQuoted ? 'string' : patch.type }
    : quoted(target);
  if (twin === undefined) return merged;
  run.scalars.set(twin, { ...merged, twin });
  return { ...merged, twin };
}

/** kustomize puts quotes around strings that it comes by, if they need them. */
function quoted(scalar: ScalarValue): ScalarValue {
  const isBare = scalar.type === 'string' && !scalar.isQuoted && needsQuotes(scalar.text);
  return isBare ? { ...scalar, isQuoted: true } : scalar;
}

function mergeLists(target: Value | undefined, patch: Value | undefined, { isCustom }: Merge): Merged {
  if (patch === undefined) return target ?? 'removed';
  if (isNullValue(patch)) return 'removed';
  return isCustom || isMissingOrNull(target) ? patch : unknownAt(patch.at);
}

function mergeMaps(target: Value | undefined, patch: Value | undefined, run: Merge, depth: number): Merged {
  if (patch !== undefined && isNullValue(patch)) return 'removed';
  const directive = patch === undefined ? 'merge' : directiveOf(patch);
  if (directive === undefined) return 'failed';
  if (directive === 'delete') return 'removed';
  const own = patch?.kind === 'map' ? withField(patch, '$patch', undefined) : undefined;
  // What is new is merged with itself, which drops its nulls.
  const into = isMissingOrNull(target) || directive === 'replace' ? own : target;
  if (into?.kind !== 'map') return 'failed';
  // Which of two equal keys counts differs by what is merged with what. What is new keeps both.
  const isKept = (into === own || target === patch) && into.repeated !== undefined;
  if (!isKept && (into.hasRepeats || own?.hasRepeats)) {
    run.hasLost = true;
    return unknownAt(into.at);
  }
  return mergeEntries(into, own, run, depth);
}

function mergeEntries(into: MapValue, patch: MapValue | undefined, run: Merge, depth: number): Merged {
  const keys = new Set([...Object.keys(into.entries), ...Object.keys(patch?.entries ?? {})]);
  const entries: [key: string, value: Value][] = [];
  for (const key of [...keys].sort()) {
    const own = fieldOf(patch, key);
    // What a mapping has that is not known may be merged with this.
    const isHidden = into.isOpen && into !== patch && !fieldOf(into, key) && own !== undefined;
    const merged =
      isHidden && own.kind !== 'scalar' ? unknownAt(own.at) : merge(fieldOf(into, key), own, run, depth + 1);
    if (merged === 'failed') return 'failed';
    if (merged !== 'removed') entries.push([key, merged]);
  }
  return { ...into, entries: Object.fromEntries(entries), isOpen: into.isOpen || (patch?.isOpen ?? false) };
}

function directiveOf(patch: Value): 'merge' | 'replace' | 'delete' | undefined {
  const directive = fieldOf(patch, '$patch');
  if (directive === undefined) return 'merge';
  const text = directive.kind === 'scalar' ? directive.text : undefined;
  return text === 'merge' || text === 'replace' || text === 'delete' ? text : undefined;
}
