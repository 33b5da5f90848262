import type { Fields } from './fields.ts';
import { type Known, UNKNOWN } from './known.ts';
import { isClientAnnotation } from './metadataKeys.ts';
import type { OwnFacts } from './readPolicy.ts';

/** linkerd2 `policy-controller/k8s/api/src/policy/egress_network.rs`. */
export function readEgressNetwork(root: Fields): OwnFacts<'EgressNetwork'> {
  const spec = root.at('spec');
  return {
    type: 'EgressNetwork',
    annotations: root.at('metadata').at('annotations').strings(isClientAnnotation),
    hasNetworks: spec.at('networks').exists,
    trafficPolicy: spec.at('trafficPolicy').text(),
  };
}

/** linkerd2 `controller/gen/apis/serviceprofile/v1alpha2/types.go`. Its fields stand under `spec`. */
export function readServiceProfile(root: Fields): OwnFacts<'ServiceProfile'> {
  const spec = root.at('spec');
  return {
    type: 'ServiceProfile',
    hasRoutes: hasItems(spec.at('routes')),
    hasOverrides: hasItems(spec.at('dstOverrides')),
  };
}

/** linkerd2 `policy-controller/k8s/api/src/external_workload.rs`. */
export function readExternalWorkload(root: Fields): OwnFacts<'ExternalWorkload'> {
  return { type: 'ExternalWorkload', labels: root.at('metadata').at('labels').strings() };
}

function hasItems(sequence: Fields): Known<boolean> {
  const { items, isComplete } = sequence.items();
  if (items.length > 0) return true;
  return isComplete ? false : UNKNOWN;
}
