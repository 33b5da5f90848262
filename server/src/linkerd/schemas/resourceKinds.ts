import type { Resource } from '../../kubernetes/resource.ts';
import { groupOf } from '../../kubernetes/resource.ts';
import { PLACEHOLDER } from '../../yaml/template/maskTemplates.ts';
import { RESOURCES } from './resources.ts';
import type { ApiVersion, ResourceKind } from './schema.ts';
import { readSchemas } from './schemaText.ts';

/** Where Linkerd's own resources are, and the routes of the Gateway API. Known without reading the schemas. */
const GROUPS = new Set([
  'policy.linkerd.io',
  'linkerd.io',
  'multicluster.linkerd.io',
  'workload.linkerd.io',
  'gateway.networking.k8s.io',
]);

let kinds: readonly ResourceKind[] | undefined;

/** Every kind of resource whose schema is known. Read at the first call, which a start does without. */
export function resourceKinds(): readonly ResourceKind[] {
  kinds ??= readSchemas(RESOURCES);
  return kinds;
}

/** A resource's kind, whether or not its API version exists; undefined for those that Linkerd does not read. */
export function resourceKindOf({ kind, apiVersion }: Resource): ResourceKind | undefined {
  if (kind === undefined || apiVersion === undefined || apiVersion.includes(PLACEHOLDER)) return undefined;
  const group = groupOf(apiVersion);
  if (!GROUPS.has(group)) return undefined;
  return resourceKinds().find((known) => known.kind === kind && known.group === group);
}

/** A kind's version by its name. */
export function versionOf(kind: ResourceKind, apiVersion: string): ApiVersion | undefined {
  const name = apiVersion.slice(apiVersion.indexOf('/') + 1);
  return kind.versions.find((version) => version.name === name);
}

/** Whether a resource may be one of those whose schemas are known; costs next to nothing. */
export function mayHaveSchema({ apiVersion }: Resource): boolean {
  return apiVersion !== undefined && GROUPS.has(groupOf(apiVersion));
}
