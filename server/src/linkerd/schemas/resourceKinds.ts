import type { Resource } from '../../kubernetes/resource.ts';
import { groupOf } from '../../kubernetes/resource.ts';
import { PLACEHOLDER } from '../../yaml/template/maskTemplates.ts';
import { RESOURCES } from './resources.ts';
import type { ApiVersion, ResourceKind } from './schema.ts';
import { readSchemas } from './schemaText.ts';

/** The API groups of Linkerd's own resources and of the Gateway API, known without reading the schemas. */
const GROUPS = new Set([
  'policy.linkerd.io',
  'linkerd.io',
  'multicluster.linkerd.io',
  'workload.linkerd.io',
  'gateway.networking.k8s.io',
]);

let kinds: readonly ResourceKind[] | undefined;

/** Every kind of resource with a known schema. Parsed at the first call, which does not happen during the start. */
export function resourceKinds(): readonly ResourceKind[] {
  kinds ??= readSchemas(RESOURCES);
  return kinds;
}

/** A resource's kind, whether or not its API version exists; undefined for kinds that Linkerd does not read. */
export function resourceKindOf({ kind, apiVersion }: Resource): ResourceKind | undefined {
  if (kind === undefined || apiVersion === undefined || apiVersion.includes(PLACEHOLDER)) return undefined;
  const group = groupOf(apiVersion);
  if (!GROUPS.has(group)) return undefined;
  return resourceKinds().find((known) => known.kind === kind && known.group === group);
}

/** A version of a kind by its name. */
export function versionOf(kind: ResourceKind, apiVersion: string): ApiVersion | undefined {
  const name = apiVersion.slice(apiVersion.indexOf('/') + 1);
  return kind.versions.find((version) => version.name === name);
}

/** Whether a resource may have a known schema; costs next to nothing. */
export function mayHaveSchema({ apiVersion }: Resource): boolean {
  return apiVersion !== undefined && GROUPS.has(groupOf(apiVersion));
}
