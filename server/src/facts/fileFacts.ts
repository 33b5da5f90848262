import type { YamlDocument } from '../yaml/document.ts';
import { hasUnclosedBlocks } from '../yaml/template/controlFlow.ts';
import { areEqual, deepFreeze } from './freeze.ts';
import type { DeployedPath, KustomizationFacts, PatchFacts } from './kustomizationFacts.ts';
import { mayHaveFacts, readFacts } from './readFacts.ts';
import { readDeployedPaths, readKustomization, readPatchTargets } from './readKustomization.ts';
import type { ResourceFacts } from './resourceFacts.ts';

/** What a file contributes to the mesh. */
export interface FileFacts {
  readonly resources: readonly ResourceFacts[];
  /** Whether a block of a template spans several documents, so that any resource may be left out. */
  readonly isConditional: boolean;
  /** What the file changes if a kustomization uses it as a patch. */
  readonly patches: readonly PatchFacts[];
  readonly kustomization: KustomizationFacts | undefined;
  readonly deployedPaths: readonly DeployedPath[];
  /** Whether the file could not be read, so that it may hold anything. */
  readonly isUnread: boolean;
}

/** What most files contribute. */
export const NO_FACTS: FileFacts = {
  resources: [],
  isConditional: false,
  patches: [],
  kustomization: undefined,
  deployedPaths: [],
  isUnread: false,
};

/** What a file contributes that is there and cannot be read. */
export const UNREAD_FACTS: FileFacts = { ...NO_FACTS, isUnread: true };

/** Reads what the documents of a file contribute. */
export function readFileFacts(documents: readonly YamlDocument[], isKustomization = false): FileFacts {
  const [first] = documents;
  const kustomization = isKustomization && first ? readKustomization(first) : undefined;
  const facts: FileFacts = {
    resources: documents.flatMap((document) => readFacts(document).map((read) => read.facts)),
    isConditional: documents.some(hasUnclosedBlocks),
    patches: deepFreeze(documents.flatMap(patchesIn)),
    kustomization: kustomization && deepFreeze(kustomization),
    deployedPaths: deepFreeze(documents.flatMap(readDeployedPaths)),
    isUnread: false,
  };
  const { resources, patches, deployedPaths } = facts;
  const isEmpty = resources.length + patches.length + deployedPaths.length === 0 && !kustomization;
  return isEmpty ? NO_FACTS : facts;
}

/** A document that lacks what a resource of its kind must have. */
function patchesIn(document: YamlDocument): readonly PatchFacts[] {
  return mayHaveFacts(document.text) && readFacts(document).length === 0 ? readPatchTargets([document]) : [];
}

/**
 * The facts of a file, where those that are equal to facts of an earlier version are the same objects; the earlier version
 * itself if nothing differs, so that a change of places in the text shows nowhere.
 */
export function reusingFacts(next: FileFacts, previous: FileFacts): FileFacts {
  const ahead = countEqual(next.resources, previous.resources, (index) => index);
  const behind = countEqual(
    next.resources.slice(ahead),
    previous.resources.slice(ahead),
    (index, length) => length - 1 - index,
  );
  const { length } = next.resources;
  const isSame =
    ahead === length &&
    length === previous.resources.length &&
    areEqual({ ...next, resources: [] }, { ...previous, resources: [] });
  if (isSame) return previous;
  const resources = [
    ...previous.resources.slice(0, ahead),
    ...next.resources.slice(ahead, length - behind),
    ...previous.resources.slice(previous.resources.length - behind),
  ];
  return { ...next, resources };
}

/** How many of two rows are equal, from the end at which `at` begins. */
function countEqual(
  a: readonly ResourceFacts[],
  b: readonly ResourceFacts[],
  at: (index: number, length: number) => number,
): number {
  const most = Math.min(a.length, b.length);
  let count = 0;
  while (count < most && areEqual(a[at(count, a.length)], b[at(count, b.length)])) count++;
  return count;
}
