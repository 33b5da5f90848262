import * as l10n from '@vscode/l10n';
import type { FieldTexts } from './fieldTexts.ts';

/** What policies are for, and their fields. */
export const POLICY_TEXTS: FieldTexts = {
  Server: () =>
    l10n.t('Names a port of some pods or ExternalWorkloads, so that policies and routes can refer to it.'),
  'Server.spec.podSelector': () =>
    l10n.t(
      'The pods of this namespace that the Server applies to, by the labels of their pod templates. Empty selects all.',
    ),
  'Server.spec.externalWorkloadSelector': () =>
    l10n.t(
      'The ExternalWorkloads of this namespace that the Server applies to, instead of pods. Empty selects all.',
    ),
  'Server.spec.port': () =>
    l10n.t(
      'A port of the pods: its number, declared or not, or the name of a declared TCP port. In quotes, digits are a name.',
    ),
  'Server.spec.proxyProtocol': () =>
    l10n.t('The protocol on this port. With anything but `unknown`, the proxy does not detect it.'),
  'Server.spec.accessPolicy': () =>
    l10n.t('Who may connect without an authorization. It is added to what authorizations allow.'),
  ServerAuthorization: () => l10n.t('Allows clients to connect to Servers. AuthorizationPolicy can do more.'),
  'ServerAuthorization.spec.server': () =>
    l10n.t('The Servers of this namespace that it applies to: one by name, or several by labels.'),
  'ServerAuthorization.spec.server.name': () => l10n.t('The name of a Server in this namespace.'),
  'ServerAuthorization.spec.server.selector': () => l10n.t('Selects Servers by their own labels.'),
  'ServerAuthorization.spec.client': () => l10n.t('Which clients may connect.'),
  'ServerAuthorization.spec.client.networks': () =>
    l10n.t('Where clients connect from. Without it only the cluster’s networks are allowed.'),
  'ServerAuthorization.spec.client.unauthenticated': () =>
    l10n.t('Whether clients outside of the mesh may connect.'),
  'ServerAuthorization.spec.client.meshTLS': () => l10n.t('Which meshed clients may connect.'),
  'ServerAuthorization.spec.client.meshTLS.unauthenticatedTLS': () =>
    l10n.t('Whether TLS without a client’s identity is enough.'),
  'ServerAuthorization.spec.client.meshTLS.identities': () =>
    l10n.t('Mesh identities that may connect; `*` is every one, `*.` before a suffix all that end with it.'),
  'ServerAuthorization.spec.client.meshTLS.serviceAccounts': () =>
    l10n.t('ServiceAccounts whose pods may connect.'),
  'serviceAccounts.name': () => l10n.t('The name of a ServiceAccount.'),
  'serviceAccounts.namespace': () => l10n.t('Its namespace; by default this resource’s own.'),
  AuthorizationPolicy: () =>
    l10n.t(
      'Allows clients that pass its authentications to connect to a Server, a route or a whole namespace.',
    ),
  'AuthorizationPolicy.spec.targetRef': () =>
    l10n.t(
      'What the clients may connect to: a Server, an HTTPRoute, a GRPCRoute, or this namespace with all of its Servers.',
    ),
  'AuthorizationPolicy.spec.requiredAuthenticationRefs': () =>
    l10n.t(
      'Authentications that a client must pass, all of them: one MeshTLSAuthentication or ServiceAccount and one NetworkAuthentication at most. An empty list allows every client.',
    ),
  'targetRef.group': () =>
    l10n.t('The API group of the target: `policy.linkerd.io` for a Server, `core` for a Namespace.'),
  'targetRef.kind': () => l10n.t('The kind of the target.'),
  'targetRef.name': () => l10n.t('The name of the target, which is in this namespace.'),
  'requiredAuthenticationRefs.group': () =>
    l10n.t('The API group of the authentication: `policy.linkerd.io`, or none for a ServiceAccount.'),
  'requiredAuthenticationRefs.kind': () =>
    l10n.t('MeshTLSAuthentication, NetworkAuthentication or ServiceAccount.'),
  'requiredAuthenticationRefs.name': () =>
    l10n.t('The name of the authentication. If it does not exist, Linkerd ignores the whole policy.'),
  'requiredAuthenticationRefs.namespace': () => l10n.t('Its namespace; by default this policy’s own.'),
  MeshTLSAuthentication: () => l10n.t('Meshed clients by their identities. One match is enough.'),
  'MeshTLSAuthentication.spec.identities': () =>
    l10n.t(
      'Mesh identities or SPIFFE ids; `*` is every meshed client, `*.` before a suffix all that end with it.',
    ),
  'MeshTLSAuthentication.spec.identityRefs': () => l10n.t('ServiceAccounts and Namespaces whose pods match.'),
  'identityRefs.group': () => l10n.t('Empty or `core`.'),
  'identityRefs.kind': () => l10n.t('ServiceAccount, or Namespace for all ServiceAccounts in it.'),
  'identityRefs.name': () => l10n.t('The name of the ServiceAccount or Namespace.'),
  'identityRefs.namespace': () =>
    l10n.t('The ServiceAccount’s namespace; by default this resource’s own. A Namespace has none.'),
  NetworkAuthentication: () => l10n.t('Clients by the networks that they connect from. One match is enough.'),
  networks: () => l10n.t('Networks, each with its exceptions.'),
  'EgressNetwork.spec.networks': () =>
    l10n.t(
      'The networks outside the cluster that it stands for. By default, everything outside the cluster’s networks.',
    ),
  'networks.cidr': () => l10n.t('A network such as `10.0.0.0/8`, or one IP address.'),
  'networks.except': () => l10n.t('Networks inside it that are excluded.'),
  EgressNetwork: () =>
    l10n.t('Networks outside the cluster, so that routes and policies can apply to connections to them.'),
  'EgressNetwork.spec.trafficPolicy': () =>
    l10n.t('What happens to connections that no route of this network matches.'),
  HTTPLocalRateLimitPolicy: () => l10n.t('Limits the HTTP requests that each pod of a Server answers.'),
  'HTTPLocalRateLimitPolicy.spec.targetRef': () =>
    l10n.t('The Server, in this namespace. If several policies name it, only the oldest applies.'),
  'HTTPLocalRateLimitPolicy.spec.total': () => l10n.t('The limit for all clients together.'),
  'HTTPLocalRateLimitPolicy.spec.identity': () =>
    l10n.t('The limit for each client identity; those without one share it.'),
  'HTTPLocalRateLimitPolicy.spec.overrides': () => l10n.t('Other limits for some clients.'),
  'overrides.clientRefs': () => l10n.t('The ServiceAccounts of these clients.'),
  requestsPerSecond: () => l10n.t('Requests per second and pod: at least 1, at most the total.'),
  'clientRefs.group': () => l10n.t('Empty or `core`.'),
  'clientRefs.kind': () => l10n.t('ServiceAccount.'),
  'clientRefs.name': () => l10n.t('The name of a ServiceAccount.'),
  'clientRefs.namespace': () => l10n.t('Its namespace; by default this policy’s own.'),
  matchLabels: () => l10n.t('Labels that must all be there.'),
  matchExpressions: () => l10n.t('Conditions on labels that must all hold, beside `matchLabels`.'),
  'matchExpressions.key': () => l10n.t('The label’s key.'),
  'matchExpressions.operator': () =>
    l10n.t('In and NotIn compare with `values`; Exists and DoesNotExist go without.'),
  'matchExpressions.values': () => l10n.t('What the label’s value is compared with.'),
};
