import * as l10n from '@vscode/l10n';
import type { FieldTexts } from './fieldTexts.ts';

/** What ServiceProfiles, Links and ExternalWorkloads are for, and their fields. */
export const OTHER_TEXTS: FieldTexts = {
  ServiceProfile: () =>
    l10n.t(
      'Routes, retries and timeouts of a Service, under its full DNS name. While it has routes, HTTPRoutes and annotations of that Service have no effect.',
    ),
  'ServiceProfile.spec.routes': () => l10n.t('Routes, by which metrics are grouped and requests retried.'),
  'routes.name': () => l10n.t('The route’s name in metrics.'),
  'routes.condition': () => l10n.t('Which requests belong to the route.'),
  method: () => l10n.t('The HTTP method.'),
  all: () => l10n.t('Conditions that must all hold.'),
  any: () => l10n.t('Conditions; one is enough.'),
  not: () =>
    l10n.t(
      'A condition that must not hold. Write it inside `all`: directly in a route’s condition it is rejected.',
    ),
  pathRegex: () => l10n.t('A regular expression for the whole path.'),
  'routes.isRetryable': () => l10n.t('Whether failed requests are sent again.'),
  'routes.timeout': () =>
    l10n.t('How long a request may take, retries included: a duration such as `300ms`.'),
  'routes.responseClasses': () =>
    l10n.t('Which responses are failures. By default, those with a status of 500 or above.'),
  'responseClasses.condition': () => l10n.t('The responses that it applies to.'),
  'responseClasses.isFailure': () => l10n.t('Whether these responses are failures.'),
  'status.min': () => l10n.t('The lowest status; without `max`, the only one.'),
  'status.max': () => l10n.t('The highest status; without `min`, the only one.'),
  'ServiceProfile.spec.retryBudget': () =>
    l10n.t('How many retries are allowed on top of ordinary requests.'),
  'retryBudget.retryRatio': () => l10n.t('Retries for each ordinary request; 0.2 adds a fifth at most.'),
  'retryBudget.minRetriesPerSecond': () => l10n.t('Retries per second that are always allowed.'),
  'retryBudget.ttl': () => l10n.t('How long requests count for the ratio: a duration such as `10s`.'),
  'ServiceProfile.spec.dstOverrides': () => l10n.t('Other Services that requests go to, by weight.'),
  'dstOverrides.authority': () => l10n.t('Name and port of the Service: `web-v2.shop.svc.cluster.local:80`.'),
  'dstOverrides.weight': () => l10n.t('Its share of the requests: `900m` and `100m`, or 9 and 1.'),
  'ServiceProfile.spec.opaquePorts': () =>
    l10n.t(
      'Cannot be used: the CRD and the webhook require different types. Use the annotation on the Service.',
    ),
  Link: () => l10n.t('Another cluster whose Services are mirrored into this one.'),
  clusterCredentialsSecret: () => l10n.t('The Secret with the kubeconfig for the other cluster.'),
  gatewayAddress: () => l10n.t('Addresses of the other cluster’s gateway, separated by commas.'),
  gatewayIdentity: () => l10n.t('The mesh identity of the other cluster’s gateway.'),
  gatewayPort: () => l10n.t('The port of the other cluster’s gateway, as a string.'),
  probeSpec: () => l10n.t('How the other cluster’s gateway is probed.'),
  'probeSpec.failureThreshold': () => l10n.t('How many failures in a row make it unreachable, as a string.'),
  'probeSpec.path': () => l10n.t('The path that is requested.'),
  'probeSpec.period': () => l10n.t('The time between probes: a duration such as `3s`.'),
  'probeSpec.port': () => l10n.t('The port that is probed, as a string.'),
  'probeSpec.timeout': () => l10n.t('How long an answer may take: a duration such as `30s`.'),
  'Link.spec.selector': () =>
    l10n.t(
      'Services of the other cluster that are mirrored and reached through its gateway, by their labels. Empty or absent selects none.',
    ),
  remoteDiscoverySelector: () =>
    l10n.t(
      'Services of the other cluster that are mirrored and reached directly, where both have a flat network. Empty or absent selects none.',
    ),
  federatedServiceSelector: () =>
    l10n.t(
      'Services of the other cluster that join a federated Service of the same name. Empty or absent selects none.',
    ),
  targetClusterName: () => l10n.t('The other cluster’s name, which mirrors get as their suffix.'),
  targetClusterDomain: () => l10n.t('The other cluster’s DNS domain.'),
  targetClusterLinkerdNamespace: () =>
    l10n.t('The namespace of Linkerd’s control plane in the other cluster.'),
  excludedAnnotations: () =>
    l10n.t('Annotations that are not copied to mirrors; `example.com/*` means all with that prefix.'),
  excludedLabels: () =>
    l10n.t('Labels that are not copied to mirrors; `example.com/*` means all with that prefix.'),
  ExternalWorkload: () =>
    l10n.t('A workload outside of the cluster that runs a proxy and is part of the mesh.'),
  meshTLS: () => l10n.t('The TLS identity of its proxy.'),
  meshTls: () => l10n.t('The TLS identity of its proxy. Named `meshTLS` since v1beta1.'),
  identity: () => l10n.t('The identity in the workload’s certificate.'),
  serverName: () => l10n.t('The DNS name that clients ask for in TLS.'),
  ports: () => l10n.t('Ports of the workload.'),
  'ports.name': () => l10n.t('A name by which Services and Servers can refer to the port.'),
  'ports.port': () => l10n.t('The port’s number.'),
  'ports.protocol': () => l10n.t('TCP or UDP.'),
  workloadIPs: () => l10n.t('Addresses of the workload: one, or one of each IP family since edge-24.9.1.'),
  'workloadIPs.ip': () => l10n.t('An IP address.'),
};
