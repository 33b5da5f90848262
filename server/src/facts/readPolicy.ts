import type { Fields } from './fields.ts';
import type { Known } from './known.ts';
import { readSelector } from './readSelector.ts';
import type { FactsOf, ReferenceFacts, ResourceType } from './resourceFacts.ts';

/** The facts of a reader, without those that every resource has. */
export type OwnFacts<Type extends ResourceType> = Omit<FactsOf<Type>, 'id' | 'condition'>;

/** linkerd2 `policy-controller/k8s/api/src/policy/server.rs`. */
export function readServer(root: Fields, version: Known<string | undefined>): OwnFacts<'Server'> {
  const spec = root.at('spec');
  return {
    type: 'Server',
    version,
    labels: root.at('metadata').at('labels').strings(),
    podSelector: readSelector(spec.at('podSelector')),
    externalWorkloadSelector: readSelector(spec.at('externalWorkloadSelector')),
    port: spec.at('port').integerOrText(),
    proxyProtocol: spec.at('proxyProtocol').text(),
    accessPolicy: spec.at('accessPolicy').text(),
  };
}

/** linkerd2 `policy-controller/k8s/api/src/policy/server_authorization.rs`. */
export function readServerAuthorization(root: Fields): OwnFacts<'ServerAuthorization'> {
  const server = root.at('spec').at('server');
  return {
    type: 'ServerAuthorization',
    serverName: server.at('name').text(),
    serverSelector: readSelector(server.at('selector')),
    isUnauthenticated: root.at('spec').at('client').at('unauthenticated').boolean(),
  };
}

/** linkerd2 `policy-controller/k8s/api/src/policy/authorization_policy.rs`. */
export function readAuthorizationPolicy(root: Fields): OwnFacts<'AuthorizationPolicy'> {
  const spec = root.at('spec');
  const { items, isComplete } = spec.at('requiredAuthenticationRefs').items();
  return {
    type: 'AuthorizationPolicy',
    target: readReference(spec.at('targetRef')),
    authentications: { items: items.map(readReference), isComplete },
  };
}

/** linkerd2 `policy-controller/k8s/api/src/policy/ratelimit_policy.rs`. */
export function readRateLimit(root: Fields): OwnFacts<'RateLimit'> {
  return { type: 'RateLimit', target: readReference(root.at('spec').at('targetRef')) };
}

/** Reads a reference to another resource. */
export function readReference(reference: Fields): ReferenceFacts {
  return {
    group: reference.at('group').text(),
    kind: reference.at('kind').text(),
    name: reference.at('name').text(),
    namespace: reference.at('namespace').text(),
  };
}
