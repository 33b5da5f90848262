import { edgeOf, isReleaseBefore } from '../environment/milestones.ts';
import { parseRelease, type Release } from '../environment/releases.ts';
import type { ApiVersion, Field, ResourceKind } from './schema.ts';

/** The newest release in the schemas; later ones are unknown. */
export const NEWEST_READ_RELEASE = 'edge-26.8.3';

/** Whether a release has a version or a field. Undefined if that is not certain. */
export function isInRelease(
  { since, until }: Pick<ApiVersion | Field, 'since' | 'until'>,
  release: Release,
): boolean | undefined {
  const isTooOld = isLinkerdRelease(since) ? isReleaseBefore(release, { edge: since }) : false;
  if (isTooOld !== false) return isTooOld === undefined ? undefined : false;
  if (!isLinkerdRelease(until)) return true;
  const [edge, last] = [edgeOf(release), parseRelease(until)];
  return edge && last ? !isAfter(edge, last) : undefined;
}

/** Whether a release is newer than all those in the schemas. */
export function isNewerThanKnown(release: Release): boolean {
  const newest = parseRelease(NEWEST_READ_RELEASE);
  if (release.channel === 'stable') return release.minor > NEWEST_MILESTONE;
  return newest !== undefined && isAfter(release, newest);
}

/** The newest milestone in the schemas. */
const NEWEST_MILESTONE = 20;

/** Releases of the Gateway API look like `v1.2.0`; which one a cluster has is unknown. */
function isLinkerdRelease(release: string | undefined): release is string {
  return release?.startsWith('edge-') === true;
}

function isAfter(release: Release, other: Release): boolean {
  if (release.channel !== 'edge' || other.channel !== 'edge') return false;
  return (release.year - other.year || release.month - other.month || release.number - other.number) > 0;
}

/** Whether the kind is Linkerd's own, so that Linkerd's release decides what is served. */
export function isLinkerdKind({ group }: ResourceKind): boolean {
  return group.endsWith('linkerd.io');
}

/** The versions of a kind that a release serves, or without a known release the newest one, oldest first. */
export function servedVersions(kind: ResourceKind, release: Release | undefined): readonly ApiVersion[] {
  return kind.versions.filter((version) =>
    release ? isInRelease(version, release) !== false : version.until === undefined,
  );
}

/** The version to write: the stored one, or else the newest. */
export function newestOf(versions: readonly ApiVersion[]): ApiVersion | undefined {
  return versions.findLast(({ isStored }) => isStored) ?? versions.at(-1);
}
