import type { ValueType } from '../values/valueType.ts';
import { DEBUG_CONTAINER } from './debugContainer.ts';
import { DISCOVERY } from './discovery.ts';
import type { CatalogueEntry } from './entry.ts';
import { FAILOVER } from './failover.ts';
import { IDENTITY } from './identity.ts';
import { INJECT } from './inject.ts';
import { LISTENING_PORTS } from './listeningPorts.ts';
import { LOAD_BALANCING } from './loadBalancing.ts';
import { LOGGING } from './logging.ts';
import { MIRRORS } from './mirrors.ts';
import { MULTICLUSTER } from './multicluster.ts';
import { POLICY } from './policy.ts';
import { PORTS } from './portLists.ts';
import { PROXY } from './proxy.ts';
import { LIFECYCLE } from './proxyLifecycle.ts';
import { RESOURCES } from './proxyResources.ts';
import { TIMEOUTS_RETRIES } from './timeoutsRetries.ts';
import { TRACING } from './tracing.ts';
import { VIZ } from './viz.ts';
import { INJECTED_MARKS } from './writtenByInjector.ts';

const ENTRIES = [
  ...INJECT,
  ...INJECTED_MARKS,
  ...PROXY,
  ...DISCOVERY,
  ...DEBUG_CONTAINER,
  ...RESOURCES,
  ...PORTS,
  ...LISTENING_PORTS,
  ...POLICY,
  ...LIFECYCLE,
  ...TIMEOUTS_RETRIES,
  ...LOAD_BALANCING,
  ...LOGGING,
  ...TRACING,
  ...MULTICLUSTER,
  ...MIRRORS,
  ...VIZ,
  ...FAILOVER,
  ...IDENTITY,
] as const;

/** All known annotations and labels of Linkerd, by family. */
export const CATALOGUE: readonly CatalogueEntry[] = ENTRIES;

type KnownAnnotation = Extract<(typeof ENTRIES)[number], { kind: 'annotation' }>;

/** The names of the value types by annotation key. */
export type ValueTypes = { readonly [Entry in KnownAnnotation as Entry['key']]: Entry['value']['type'] };

/** The key of an annotation in the catalogue. */
export type KnownKey = keyof ValueTypes;

/** The keys of the annotations with values of one type. */
export type KeyOfType<Name extends ValueType['type']> = {
  [Key in KnownKey]: ValueTypes[Key] extends Name ? Key : never;
}[KnownKey];

/** All keys with values of one type. */
export function keysOfType<Name extends ValueType['type']>(name: Name): readonly KeyOfType<Name>[] {
  return CATALOGUE.flatMap(({ key, kind, value }) =>
    kind === 'annotation' && value.type === name ? [key as KeyOfType<Name>] : [],
  );
}

const BY_KEY = indexByKey();
const PREFIXES = CATALOGUE.filter((entry) => entry.isPrefix);

/**
 * The entry for a key. Some keys exist as a label and as an annotation; without `kind` the annotation is preferred,
 * because that is what people write.
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
