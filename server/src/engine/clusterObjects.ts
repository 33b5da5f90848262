import { isSequence } from '../yaml/nodes.ts';
import { child, childText } from '../yaml/walkEntries.ts';
import { resourceAt } from './resourceAt.ts';
import type { SourceFile } from './sourceFile.ts';

/** The controllers of Kubernetes that make ReplicaSets, Jobs and Pods after a template. */
const CONTROLLERS = new Set([
  'CronJob',
  'DaemonSet',
  'Deployment',
  'Job',
  'ReplicaSet',
  'ReplicationController',
  'StatefulSet',
]);

/**
 * Whether an offset of a file is in a resource that a controller of Kubernetes made, so that what is wrong with it is
 * wrong with the controller's template, too. Only objects that come from a cluster say so.
 *
 * Source: Kubernetes `apimachinery/pkg/apis/meta/v1/types.go` OwnerReference: one owner at most is the controller.
 */
export function isControlled(file: SourceFile, offset: number): boolean {
  const owners = child(child(resourceAt(file, offset)?.node, 'metadata'), 'ownerReferences');
  if (!isSequence(owners)) return false;
  return owners.items.some(
    (owner) => childText(owner, 'controller') === 'true' && CONTROLLERS.has(childText(owner, 'kind') ?? ''),
  );
}

/**
 * The object of a cluster at an offset of a file: `shop/Deployment/web`, or `Namespace/shop`. Undefined for a resource that
 * a person wrote, which has no version of the API server's.
 */
export function clusterObjectAt(file: SourceFile, offset: number): string | undefined {
  const node = resourceAt(file, offset)?.node;
  const metadata = child(node, 'metadata');
  const name = childText(metadata, 'name');
  if (name === undefined || !childText(metadata, 'resourceVersion')) return undefined;
  const namespace = childText(metadata, 'namespace');
  return [...(namespace ? [namespace] : []), childText(node, 'kind'), name].join('/');
}
