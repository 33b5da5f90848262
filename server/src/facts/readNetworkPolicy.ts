import type { Fields } from './fields.ts';
import type { OwnFacts } from './readPolicy.ts';
import { readSelector } from './readSelector.ts';
import type { IngressRuleFacts, PeerFacts, PolicyPortFacts } from './resourceFacts.ts';

/** Reads the ingress side of a Kubernetes NetworkPolicy. */
export function readNetworkPolicy(root: Fields): OwnFacts<'NetworkPolicy'> {
  const spec = root.at('spec');
  const rules = spec.at('ingress').items();
  return {
    type: 'NetworkPolicy',
    podSelector: readSelector(spec.at('podSelector')),
    policyTypes: spec.at('policyTypes').texts(),
    ingress: { ...rules, items: rules.items.map(readIngressRule) },
  };
}

function readIngressRule(rule: Fields): IngressRuleFacts {
  const from = rule.at('from').items();
  const ports = rule.at('ports').items();
  return {
    from: { ...from, items: from.items.map(readPeer) },
    ports: { ...ports, items: ports.items.map(readPort) },
  };
}

function readPeer(peer: Fields): PeerFacts {
  return {
    podSelector: readSelector(peer.at('podSelector')),
    namespaceSelector: readSelector(peer.at('namespaceSelector')),
    hasIpBlock: peer.at('ipBlock').exists,
  };
}

function readPort(port: Fields): PolicyPortFacts {
  return {
    port: port.at('port').integerOrText(),
    endPort: port.at('endPort').integer(),
    protocol: port.at('protocol').text(),
  };
}
