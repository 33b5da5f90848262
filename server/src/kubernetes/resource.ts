import { isMap, type YamlMap, type YamlNode } from '../yaml/nodes.ts';
import { PLACEHOLDER } from '../yaml/template/maskTemplates.ts';
import { child, childText, descend } from '../yaml/walkEntries.ts';

/** One Kubernetes resource as written: a document, or an item of a `List`. */
export interface Resource {
  /** Undefined if only a patch's `target` names the resource. */
  readonly node: YamlMap | undefined;
  readonly apiVersion: string | undefined;
  readonly kind: string | undefined;
  readonly name: string | undefined;
  readonly namespace: string | undefined;
}

/** Keys from a built-in workload's root to its pod template, by kind. API groups: apps, batch and core. */
const POD_TEMPLATE_PATHS: Readonly<Record<string, readonly string[]>> = {
  Deployment: ['spec', 'template'],
  ReplicaSet: ['spec', 'template'],
  StatefulSet: ['spec', 'template'],
  DaemonSet: ['spec', 'template'],
  ReplicationController: ['spec', 'template'],
  Job: ['spec', 'template'],
  CronJob: ['spec', 'jobTemplate', 'spec', 'template'],
  PodTemplate: ['template'],
};

const BUILT_IN_GROUPS = /^(?:v1$|(?:apps|batch|extensions)\/)/;

/** The path of keys from a built-in workload to its pod template; undefined for every other kind. */
export function podTemplatePath(resource: Resource): readonly string[] | undefined {
  if (resource.kind === undefined || !isBuiltIn(resource)) return undefined;
  return Object.hasOwn(POD_TEMPLATE_PATHS, resource.kind) ? POD_TEMPLATE_PATHS[resource.kind] : undefined;
}

/** The pod template of a built-in workload, if it is written out. */
export function podTemplate(resource: Resource): YamlMap | undefined {
  const path = podTemplatePath(resource);
  const node = path && descend(resource.node, path);
  return isMap(node) ? node : undefined;
}

/** The kinds of the core group that custom kinds share their names with. */
export type CoreKind = 'Namespace' | 'Pod' | 'Service' | 'ServiceAccount';

/** Whether the resource is of this core kind, not of a custom kind with the same name (Knative's `Service`). */
export function isCore(resource: Resource, kind: CoreKind): boolean {
  return resource.kind === kind && (resource.apiVersion === undefined || resource.apiVersion === 'v1');
}

/** The API group in an `apiVersion`; empty for the core group. */
export function groupOf(apiVersion: string): string {
  const slash = apiVersion.indexOf('/');
  return slash === -1 ? '' : apiVersion.slice(0, slash);
}

/**
 * A templated `apiVersion` counts as built-in: charts choose versions of built-in groups, hardly ever a custom group.
 */
function isBuiltIn({ apiVersion }: Resource): boolean {
  return apiVersion === undefined || apiVersion.includes(PLACEHOLDER) || BUILT_IN_GROUPS.test(apiVersion);
}

/**
 * Whether a mapping inside something else is a resource: an item of a `List`, an inline patch, a template in a custom
 * resource. References to resources have a kind as well, but no metadata and no spec.
 */
export function isResource(node: YamlNode): node is YamlMap {
  if (childText(node, 'kind') === undefined || childText(node, 'apiVersion') === undefined) return false;
  return isMap(child(node, 'metadata')) || isMap(child(node, 'spec'));
}

/** Reads what identifies a resource. */
export function readResource(node: YamlMap): Resource {
  const metadata = child(node, 'metadata');
  return {
    node,
    apiVersion: childText(node, 'apiVersion'),
    kind: childText(node, 'kind'),
    name: childText(metadata, 'name'),
    namespace: childText(metadata, 'namespace'),
  };
}

/** The resource that kustomize's `target` beside a patch names; undefined without a kind. */
export function readTarget(parentMap: YamlNode | null | undefined): Resource | undefined {
  const target = child(parentMap, 'target');
  const kind = childText(target, 'kind');
  if (kind === undefined) return undefined;
  const group = childText(target, 'group') ?? '';
  const version = childText(target, 'version') ?? 'v1';
  return {
    node: undefined,
    apiVersion: group === '' ? undefined : `${group}/${version}`,
    kind,
    name: childText(target, 'name'),
    namespace: childText(target, 'namespace'),
  };
}
