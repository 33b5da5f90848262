import type { MetadataEntry } from '../../kubernetes/metadataEntry.ts';
import { CATALOGUE } from '../../linkerd/catalogue/catalogue.ts';
import type { CatalogueEntry, Family, Target } from '../../linkerd/catalogue/entry.ts';
import type { Environment } from '../../linkerd/environment/environment.ts';
import { isReleaseBefore } from '../../linkerd/environment/milestones.ts';
import { parseRelease } from '../../linkerd/environment/releases.ts';
import type { Choice } from '../../linkerd/values/valueType.ts';

/** The families that are needed most often, in this order. */
const FREQUENT: readonly Family[] = [
  'inject',
  'ports',
  'resources',
  'timeouts-retries',
  'lifecycle',
  'policy',
];

/**
 * The keys that can be written at a place: those that take effect on one of the targets and are not there yet.
 * Frequent ones come first, deprecated ones last.
 */
export function offeredEntries(
  { kind, siblings }: MetadataEntry,
  targets: readonly Target[],
  environment: Environment,
): CatalogueEntry[] {
  return CATALOGUE.filter(
    (entry) =>
      entry.kind === kind &&
      isWritten(entry) &&
      entry.targets.some((target) => targets.includes(target)) &&
      !siblings.has(entry.key) &&
      isKnown(entry.since, environment),
  ).sort((a, b) => rank(a) - rank(b));
}

function rank({ family, status }: CatalogueEntry): number {
  const frequency = FREQUENT.indexOf(family);
  return (status === 'deprecated' ? 100 : 0) + (frequency === -1 ? FREQUENT.length : frequency);
}

/** Whether people have a reason to write the key. */
function isWritten({ status, isPrefix }: CatalogueEntry): boolean {
  return !isPrefix && (status === 'active' || status === 'deprecated');
}

/** The choices that the configured release has, without the empty one. */
export function offeredChoices(choices: readonly Choice[], environment: Environment): Choice[] {
  return choices.filter(
    ({ value, since }) =>
      value !== '' && isKnown(since === undefined ? undefined : { milestone: since }, environment),
  );
}

/** Whether the configured release has what was introduced with another one, as far as that is known. */
function isKnown(
  since: { readonly edge?: string; readonly milestone?: string } | undefined,
  environment: Environment,
): boolean {
  const release = parseRelease(environment.linkerd);
  return !release || !since || isReleaseBefore(release, since) !== true;
}
