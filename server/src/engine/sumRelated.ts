import * as l10n from '@vscode/l10n';
import type { Built } from '../kustomize/applyKustomization.ts';
import { type PrintedResource, partAt } from '../kustomize/printedResource.ts';
import { identityOf } from '../kustomize/resourceIds.ts';
import { isInDocument, type Value, type WrittenAt } from '../kustomize/valueTree.ts';
import type { AppliedSum } from './appliedSums.ts';
import type { Finding } from './finding.ts';
import { isSamePlace } from './writtenValues.ts';

/** A place in the files of a kustomization that has a part in a finding. */
export interface RelatedValue {
  readonly at: WrittenAt;
  readonly isAtKey: boolean;
  readonly message: string;
}

/** Patches of one resource that are named. */
const MOST_PATCHES = 3;

/** The places in the sources that a finding in a printed resource names. */
export function relatedValues(printed: PrintedResource, { related }: Finding): RelatedValue[] {
  return related.flatMap(({ range: { start }, message }) => {
    const part = partAt(printed, start);
    if (!part) return [];
    return [{ at: part.value.at, isAtKey: part.key !== undefined && start < part.key.end, message }];
  });
}

/**
 * What else is behind a value of a built resource: for one that another document writes, the resource; for one that the resource
 * itself has, the patches of it, the one with the last word first.
 */
export function contributors({ build }: AppliedSum, resource: Value, at: WrittenAt): RelatedValue[] {
  const { kind, name } = identityOf(resource);
  if (!isInDocument(at, resource.at)) {
    const path = [...resource.at.path, 'metadata', 'name'];
    const message = l10n.t('{0} {1}, which this changes.', kind, name);
    return [{ at: { ...resource.at, path }, isAtKey: false, message }];
  }
  if (build?.kind !== 'built') return [];
  return patchesOf(build, resource).map((patch) => ({
    at: firstWrittenBy(patch, resource) ?? patch,
    isAtKey: false,
    message: l10n.t('{0} {1} is changed here.', kind, name),
  }));
}

function patchesOf({ patched }: Built, { at }: Value): WrittenAt[] {
  const patches = patched.filter(({ to }) => isSamePlace(to, at)).map(({ by }) => by);
  return patches.reverse().slice(0, MOST_PATCHES);
}

/** The place of the first thing that a patch wrote and that is still there; what it is for is not counted. */
function firstWrittenBy(patch: WrittenAt, value: Value, depth = 0): WrittenAt | undefined {
  if (value.kind === 'map' || value.kind === 'list') {
    for (const part of value.kind === 'map' ? Object.values(value.entries) : value.items) {
      const found = firstWrittenBy(patch, part, depth + 1);
      if (found) return found;
    }
  }
  return depth > 1 && isInDocument(value.at, patch) ? value.at : undefined;
}
