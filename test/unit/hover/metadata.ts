import type { CatalogueEntry, Target } from '../../../server/src/linkerd/catalogue/entry.ts';

const API_VERSIONS: Readonly<Record<Target | 'ConfigMap' | 'Deployment', string>> = {
  Pod: 'v1',
  Namespace: 'v1',
  Service: 'v1',
  Secret: 'v1',
  Node: 'v1',
  ConfigMap: 'v1',
  Deployment: 'apps/v1',
  EgressNetwork: 'policy.linkerd.io/v1alpha1',
  HTTPRoute: 'gateway.networking.k8s.io/v1',
  GRPCRoute: 'gateway.networking.k8s.io/v1',
  ExternalWorkload: 'workload.linkerd.io/v1beta1',
  TrafficSplit: 'split.smi-spec.io/v1alpha2',
  ServiceProfile: 'linkerd.io/v1alpha2',
};

/** A resource of a kind with one annotation or label in its own metadata, in the lines of an example. */
export function withMetadata(
  kind: keyof typeof API_VERSIONS,
  map: CatalogueEntry['kind'],
  entry: string,
): string {
  return [
    `apiVersion: ${API_VERSIONS[kind]}`,
    `kind: ${kind}`,
    'metadata:',
    '  name: linkerd',
    `  ${map}s:`,
    `    ${entry}`,
    '',
  ].join('\n');
}
