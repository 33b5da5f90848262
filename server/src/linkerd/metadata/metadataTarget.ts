import { customResourceOf } from '../../kubernetes/customResources.ts';
import type { MetadataEntry } from '../../kubernetes/metadataEntry.ts';
import { groupOf, type Resource } from '../../kubernetes/resource.ts';
import { isScalar } from '../../yaml/nodes.ts';
import { PLACEHOLDER } from '../../yaml/template/maskTemplates.ts';
import { entryFor } from '../catalogue/catalogue.ts';
import type { Target } from '../catalogue/entry.ts';

/** Resources other than pods, namespaces and services whose metadata Linkerd reads, by kind, with their API group. */
const RESOURCES: Readonly<Record<string, { readonly target: Target; readonly group: RegExp }>> = {
  HTTPRoute: { target: 'HTTPRoute', group: /^(?:gateway\.networking\.k8s\.io|policy\.linkerd\.io)$/ },
  GRPCRoute: { target: 'GRPCRoute', group: /^gateway\.networking\.k8s\.io$/ },
  EgressNetwork: { target: 'EgressNetwork', group: /^policy\.linkerd\.io$/ },
  ExternalWorkload: { target: 'ExternalWorkload', group: /^workload\.linkerd\.io$/ },
  TrafficSplit: { target: 'TrafficSplit', group: /^split\.smi-spec\.io$/ },
  ServiceProfile: { target: 'ServiceProfile', group: /^linkerd\.io$/ },
  Secret: { target: 'Secret', group: /^$/ },
  Node: { target: 'Node', group: /^$/ },
};

/**
 * Groups whose resources do not pass on their annotations. Operators of other groups may copy a custom resource's
 * metadata to its pods, as OpenTelemetry's does, and Spark's is in a group of k8s.io.
 */
const PLAIN_GROUPS =
  /^(?!sparkoperator\.)(?:|apps|batch|extensions|autoscaling|policy|(?:[a-z-]+\.)*(?:k8s|linkerd)\.io)$/;

/**
 * Kinds of other groups with these names: a Gateway's implementation may pass on its annotations, and the others are
 * misspelled or custom.
 */
const AMBIGUOUS = new Set(['Gateway', 'Pod', 'Namespace', 'Service']);

/**
 * The object of Linkerd's catalogue that an annotation or label belongs to; `other` if Linkerd does not read it,
 * undefined if that is not certain: Helm values, custom resources, a templated kind.
 */
export function targetOf(annotation: MetadataEntry): Target | 'other' | undefined {
  const { placement, resource } = annotation;
  if (isForEverything(annotation)) return undefined;
  if (placement === 'pod') return 'Pod';
  if (placement === 'namespace') return 'Namespace';
  if (placement === 'service') return 'Service';
  if (placement === 'workload') return 'other';
  return placement === 'resource' && resource ? resourceTarget(resource, annotation) : undefined;
}

/** Whether kustomize adds an annotation to resources of every kind. */
export function isForEverything({ parentEntry }: MetadataEntry): boolean {
  const key = parentEntry?.pair.key;
  return isScalar(key) && key.value === 'commonAnnotations';
}

function resourceTarget(written: Resource, annotation: MetadataEntry): Target | 'other' | undefined {
  const { kind, apiVersion } = written;
  if (kind === undefined || kind.includes(PLACEHOLDER)) return undefined;
  if (apiVersion === undefined || apiVersion.includes(PLACEHOLDER)) return undefined;
  const group = groupOf(apiVersion);
  const resource = Object.hasOwn(RESOURCES, kind) ? RESOURCES[kind] : undefined;
  if (resource?.group.test(group)) return resource.target;
  if (customResourceOf(written)) return isForPodsAlone(annotation) ? 'other' : undefined;
  return PLAIN_GROUPS.test(group) && !AMBIGUOUS.has(kind) ? 'other' : undefined;
}

/** An operator that copies nothing to pods may well copy something to the Services that it makes. */
function isForPodsAlone({ key, kind }: MetadataEntry): boolean {
  const targets = entryFor(key.value, kind)?.targets ?? [];
  return targets.length > 0 && targets.every((target) => target === 'Pod' || target === 'Namespace');
}
