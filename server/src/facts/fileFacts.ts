import { memoizeByObject } from '../caching/memoizeByObject.ts';
import type { YamlDocument } from '../yaml/document.ts';
import { hasUnclosedBlocks } from '../yaml/template/controlFlow.ts';
import { areEqual, deepFreeze } from './freeze.ts';
import type { DeployedPath, KustomizationFacts, PatchFacts } from './kustomizationFacts.ts';
import { mayHaveFacts, readFacts } from './readFacts.ts';
import { readDeployedPaths, readKustomization, readPatchTargets } from './readKustomization.ts';
import type { ControllerFacts, ResourceFacts, WorkloadFacts } from './resourceFacts.ts';

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

/** Gives a document, which may be another one with the same text each time. */
export interface DocumentHolder {
  readonly document: YamlDocument;
}

/** What a document contributes, without the nodes that {@link readFacts} gives with the resources. */
type DocumentPart = Pick<FileFacts, 'resources' | 'isConditional' | 'patches' | 'deployedPaths'>;

/** Cached together: a keystroke asks all documents of a file. */
const partOf = memoizeByObject((document: YamlDocument): DocumentPart => {
  const resources = readFacts(document).map(({ facts }) => facts);
  const patches = patchesIn(document, resources);
  const deployedPaths = readDeployedPaths(document);
  return { resources, isConditional: hasUnclosedBlocks(document), patches, deployedPaths };
});

/** The same for a holder whose document is another one each time. An ordinary one is new where an edit moves its document. */
const partHeldBy = memoizeByObject(({ document }: DocumentHolder): DocumentPart => partOf(document));

/** The facts of the resources in a document, in order. */
export function resourcesHeldBy(holder: DocumentHolder): readonly ResourceFacts[] {
  return partHeldBy(holder).resources;
}

/** Reads what the documents of a file contribute. Each is asked for once. */
export function readFileFacts(holders: readonly DocumentHolder[], isKustomization = false): FileFacts {
  const [first] = holders;
  const kustomization = isKustomization && first ? readKustomization(first.document) : undefined;
  const resources: ResourceFacts[] = [];
  const patches: PatchFacts[] = [];
  const deployedPaths: DeployedPath[] = [];
  let isConditional = false;
  for (const holder of holders) {
    const part = partHeldBy(holder);
    resources.push(...part.resources);
    patches.push(...part.patches);
    deployedPaths.push(...part.deployedPaths);
    isConditional ||= part.isConditional;
  }
  const isEmpty = resources.length + patches.length + deployedPaths.length === 0 && !kustomization;
  if (isEmpty) return NO_FACTS;
  return {
    resources: withoutControlled(resources),
    isConditional,
    patches: deepFreeze(patches),
    kustomization: kustomization && deepFreeze(kustomization),
    deployedPaths: deepFreeze(deployedPaths),
    isUnread: false,
  };
}

/**
 * The resources without those that a controller made after a template that is in the file too: the ReplicaSets and Pods of a
 * Deployment in a list of a cluster. They say nothing that the template does not say, or what it said before it was changed.
 */
function withoutControlled(resources: readonly ResourceFacts[]): readonly ResourceFacts[] {
  if (!resources.some((facts) => facts.type === 'Workload' && facts.controller)) return resources;
  const names = new Set(resources.map(({ id }) => `${id.kind}/${String(id.namespace)}/${String(id.name)}`));
  return resources.filter(
    (facts) =>
      facts.type !== 'Workload' ||
      !controllersOf(facts).some(({ kind, name }) =>
        names.has(`${kind}/${String(facts.id.namespace)}/${name}`),
      ),
  );
}

/**
 * The controller of a workload, and the Deployment of the ReplicaSet that is one, which lists may leave out.
 *
 * Source: Kubernetes `pkg/controller/deployment/sync.go` getNewReplicaSet: its name is the Deployment's and the hash.
 */
function controllersOf({ controller, labels }: WorkloadFacts): readonly ControllerFacts[] {
  if (!controller) return [];
  const hash = labels.values['pod-template-hash'];
  const ending = `-${String(hash)}`;
  const isOfDeployment = controller.kind === 'ReplicaSet' && hash && controller.name.endsWith(ending);
  return isOfDeployment
    ? [controller, { kind: 'Deployment', name: controller.name.slice(0, -ending.length) }]
    : [controller];
}

/** A document that lacks what a resource of its kind must have. */
function patchesIn(document: YamlDocument, resources: readonly ResourceFacts[]): readonly PatchFacts[] {
  return resources.length === 0 && mayHaveFacts(document.text) ? readPatchTargets([document]) : [];
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
