import type { CatalogueEntry } from './entry.ts';
import { INJECT } from './inject.ts';
import { LIFECYCLE } from './lifecycle.ts';
import { LOAD_BALANCING } from './loadBalancing.ts';
import { POLICY } from './policy.ts';
import { PORTS } from './ports.ts';
import { RESOURCES } from './resources.ts';
import { TIMEOUTS_RETRIES } from './timeoutsRetries.ts';

/** Every annotation and label of Linkerd that is known, by family. */
export const CATALOGUE: readonly CatalogueEntry[] = [
  ...INJECT,
  ...PORTS,
  ...RESOURCES,
  ...LIFECYCLE,
  ...POLICY,
  ...TIMEOUTS_RETRIES,
  ...LOAD_BALANCING,
];

const BY_KEY = indexByKey();
const PREFIXES = CATALOGUE.filter((entry) => entry.isPrefix);

/**
 * What is known of a key. Some keys are a label here and an annotation there; without `kind` the annotation comes
 * first, as it is what people write.
 */
export function entryFor(key: string, kind?: CatalogueEntry['kind']): CatalogueEntry | undefined {
  const candidates = BY_KEY.get(key) ?? PREFIXES.filter((entry) => key.startsWith(entry.key));
  return kind
    ? candidates.find((entry) => entry.kind === kind)
    : (candidates.find((entry) => entry.kind === 'annotation') ?? candidates[0]);
}

function indexByKey(): ReadonlyMap<string, readonly CatalogueEntry[]> {
  const index = new Map<string, CatalogueEntry[]>();
  for (const entry of CATALOGUE) {
    if (!entry.isPrefix) index.set(entry.key, [...(index.get(entry.key) ?? []), entry]);
  }
  return index;
}
