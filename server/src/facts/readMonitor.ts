import type { Fields } from './fields.ts';
import type { OwnFacts } from './readPolicy.ts';
import { readSelector } from './readSelector.ts';

/** prometheus-operator `pkg/apis/monitoring/v1/podmonitor_types.go`. */
export function readPodMonitor(root: Fields): OwnFacts<'PodMonitor'> {
  const spec = root.at('spec');
  const namespaces = spec.at('namespaceSelector');
  const endpoints = spec.at('podMetricsEndpoints').items().items;
  return {
    type: 'PodMonitor',
    podSelector: readSelector(spec.at('selector')),
    isForAllNamespaces: namespaces.at('any').boolean(),
    namespaces: namespaces.at('matchNames').texts(),
    ports: endpoints.flatMap((endpoint) => [
      endpoint.at('port').text(),
      endpoint.at('portNumber').integer(),
      endpoint.at('targetPort').integerOrText(),
    ]),
  };
}

/** linkerd2 `controller/gen/apis/link/v1alpha3/types.go`. */
export function readLink(root: Fields): OwnFacts<'Link'> {
  const spec = root.at('spec');
  return {
    type: 'Link',
    selector: readSelector(spec.at('selector')),
    remoteDiscoverySelector: readSelector(spec.at('remoteDiscoverySelector')),
    federatedServiceSelector: readSelector(spec.at('federatedServiceSelector')),
  };
}
