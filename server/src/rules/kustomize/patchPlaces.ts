import type { Build, BuildFailure, FailureReason } from '../../kustomize/applyKustomization.ts';
import type { ResourceIdentity } from '../../kustomize/resourceIds.ts';
import {
  fieldOf,
  isMissingOrNull,
  type Value,
  type ValuePath,
  type WrittenAt,
} from '../../kustomize/valueTree.ts';

/** The builds that fail for a reason. */
export function failures(builds: readonly Build[], reason: FailureReason): BuildFailure[] {
  return failedBuilds(builds).filter((build) => build.reason === reason);
}

/** All builds that fail. */
export function failedBuilds(builds: readonly Build[]): BuildFailure[] {
  return builds.flatMap((build) => (build?.kind === 'failed' ? [build] : []));
}

/** A resource as people name it: `Deployment web`. */
export function describeIdentity({ kind, name }: ResourceIdentity): string {
  return `${kind} ${name}`;
}

/**
 * The place to report for a part of a patch that makes a build fail: the part itself if the kustomization contains the
 * patch, otherwise the path of the patch's file.
 */
export function placeInPatch({ at, by }: BuildFailure, path: ValuePath): WrittenAt | undefined {
  if (!at || !by) return at;
  if (by.at.file !== at.file || !by.at.inner) return { ...at, path: [...at.path, 'path'] };
  const { document, path: around } = by.at.inner;
  return { ...by.at, inner: { document, path: [...around, ...path] } };
}

/** Whether a value mentions Linkerd in a key or a text. */
export function mentionsLinkerd(value: Value | undefined): boolean {
  if (isMissingOrNull(value)) return false;
  if (value.kind === 'scalar') return value.text.includes('linkerd');
  if (value.kind === 'list') return value.items.some(mentionsLinkerd);
  if (value.kind !== 'map') return false;
  return Object.keys(value.entries).some(
    (key) => key.includes('linkerd') || mentionsLinkerd(fieldOf(value, key)),
  );
}
