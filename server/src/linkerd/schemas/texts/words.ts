import * as l10n from '@vscode/l10n';
import { entryFor } from '../../catalogue/catalogue.ts';
import { choicesOf } from '../../values/choices.ts';
import { type FieldPath, formatPath } from '../problem.ts';
import type { Field, ResourceKind } from '../schema.ts';

/** One of the words that a field can be. */
export interface Word {
  readonly value: string;
  /** What it means, translated, in a sentence; undefined if the word says it. */
  readonly meaning: (() => string) | undefined;
}

/** linkerd2 `policy-controller/k8s/api/src/policy/server.rs` ProxyProtocol. */
export const PROXY_PROTOCOLS: readonly Word[] = [
  {
    value: 'unknown',
    meaning: () => l10n.t('The proxy detects it from the first bytes of each connection.'),
  },
  { value: 'HTTP/1', meaning: () => l10n.t('HTTP/1.1. HTTPRoutes and rate limits apply.') },
  { value: 'HTTP/2', meaning: () => l10n.t('HTTP/2. HTTPRoutes and rate limits apply.') },
  { value: 'gRPC', meaning: () => l10n.t('gRPC. GRPCRoutes apply; HTTPRoutes and rate limits do not.') },
  { value: 'opaque', meaning: () => l10n.t('Any TCP protocol: no detection, no routes and no rate limits.') },
  { value: 'TLS', meaning: () => l10n.t('The application’s own TLS: no routes and no rate limits.') },
];

const DEFAULT_POLICY = 'config.linkerd.io/default-inbound-policy';

/** The words of `accessPolicy`, which are those of an annotation; linkerd2 `policy-controller/k8s/index/src/defaults.rs`. */
export function accessPolicies(): readonly Word[] {
  const entry = entryFor(DEFAULT_POLICY, 'annotation');
  return entry ? choicesOf(entry.value) : [];
}

/** Words that the CRDs do not list, or that need an explanation, by kind and path. */
const WORDS: Readonly<Record<string, () => readonly Word[]>> = {
  'Server.spec.proxyProtocol': () => PROXY_PROTOCOLS,
  'Server.spec.accessPolicy': accessPolicies,
  'EgressNetwork.spec.trafficPolicy': () => [
    { value: 'Allow', meaning: () => l10n.t('Connections that no route matches may leave the cluster.') },
    {
      value: 'Deny',
      meaning: () => l10n.t('Connections that no route matches are refused; HTTP requests get 403.'),
    },
  ],
  'AuthorizationPolicy.spec.targetRef.kind': () => plain('Server', 'HTTPRoute', 'GRPCRoute', 'Namespace'),
  'AuthorizationPolicy.spec.targetRef.group': () =>
    plain('policy.linkerd.io', 'gateway.networking.k8s.io', 'core'),
  'AuthorizationPolicy.spec.requiredAuthenticationRefs[].kind': () =>
    plain('MeshTLSAuthentication', 'NetworkAuthentication', 'ServiceAccount'),
  'AuthorizationPolicy.spec.requiredAuthenticationRefs[].group': () => plain('policy.linkerd.io', 'core'),
  'MeshTLSAuthentication.spec.identityRefs[].kind': () => plain('ServiceAccount', 'Namespace'),
  'HTTPLocalRateLimitPolicy.spec.targetRef.kind': () => plain('Server'),
  'HTTPLocalRateLimitPolicy.spec.targetRef.group': () => plain('policy.linkerd.io'),
  'HTTPLocalRateLimitPolicy.spec.overrides[].clientRefs[].kind': () => plain('ServiceAccount'),
  'ServiceProfile.spec.routes[].condition.method': () =>
    plain('GET', 'POST', 'PUT', 'DELETE', 'PATCH', 'HEAD'),
  'ExternalWorkload.spec.ports[].protocol': () => plain('TCP', 'UDP'),
  'parentRefs[].kind': () => plain('Service', 'Server', 'EgressNetwork'),
  'parentRefs[].group': () => plain('core', 'policy.linkerd.io'),
  'backendRefs[].kind': () => plain('Service', 'EgressNetwork'),
};

/** The words that a field can be, or that are common there. */
export function wordsOf({ kind }: ResourceKind, path: FieldPath, { schema }: Field): readonly Word[] {
  const written = formatPath(path);
  const own = WORDS[`${kind}.${written}`] ?? WORDS[written.split('.').slice(-2).join('.')];
  if (own) return own();
  if (schema.kind === 'boolean') return plain('true', 'false');
  return plain(...(schema.limits.enum ?? []).map(String));
}

function plain(...values: readonly string[]): Word[] {
  return values.map((value) => ({ value, meaning: undefined }));
}
