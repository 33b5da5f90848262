import { resourcesHeldBy } from '../facts/fileFacts.ts';
import { resourcesBelow } from '../facts/readFacts.ts';
import { child, childText } from '../yaml/walkEntries.ts';
import type { PlacedDocument } from './passingDocument.ts';
import { resourceAt } from './resourceAt.ts';
import type { SourceFile } from './sourceFile.ts';

/**
 * Whether an offset of a file is in a resource that a controller of Kubernetes made, so that what is wrong with it is
 * wrong with the controller's template, too. Only objects that come from a cluster say so.
 */
export function isControlled(file: SourceFile, offset: number): boolean {
  const facts = resourceAt(file, offset)?.facts;
  return facts?.type === 'Workload' && facts.controller !== undefined;
}

/** Whether a controller of Kubernetes made all that a document holds. */
export function isAllControlled(placed: PlacedDocument): boolean {
  const resources = resourcesHeldBy(placed);
  return (
    resources.length > 0 &&
    resources.every((facts) => facts.type === 'Workload' && facts.controller !== undefined)
  );
}

/**
 * The object of a cluster at an offset of a file: `shop/Deployment/web`, or `Namespace/shop`. Undefined for a resource that
 * a person wrote, which has no version of the API server's.
 */
export function clusterObjectAt(file: SourceFile, offset: number): string | undefined {
  const placed = file.documentAt(offset);
  const at = offset - (placed?.offset ?? 0);
  // Of any kind: not only those that are a part of the mesh.
  const node = placed?.document.roots
    .flatMap(resourcesBelow)
    .find(({ start, end }) => start <= at && at <= end);
  const metadata = child(node, 'metadata');
  const name = childText(metadata, 'name');
  if (name === undefined || !childText(metadata, 'resourceVersion')) return undefined;
  const namespace = childText(metadata, 'namespace');
  return [...(namespace ? [namespace] : []), childText(node, 'kind'), name].join('/');
}
