/** A field that names a resource of a kind, in resources of another kind. */
interface ReferenceField {
  readonly kind: string;
  readonly group: string;
  /** The path of a mapping with a name and a namespace, or of a name. */
  readonly path: string;
}

const POLICY = 'policy.linkerd.io';
const GATEWAY = 'gateway.networking.k8s.io';

const TARGET = 'spec/targetRef/name';
const AUTHENTICATIONS: ReferenceField = {
  kind: 'AuthorizationPolicy',
  group: POLICY,
  path: 'spec/requiredAuthenticationRefs',
};
const POLICY_TARGET: ReferenceField = { kind: 'AuthorizationPolicy', group: POLICY, path: TARGET };
const IDENTITIES: ReferenceField = {
  kind: 'MeshTLSAuthentication',
  group: POLICY,
  path: 'spec/identityRefs',
};

const ROUTES: readonly (readonly [kind: string, group: string])[] = [
  ['HTTPRoute', POLICY],
  ['HTTPRoute', GATEWAY],
  ['GRPCRoute', GATEWAY],
  ['TLSRoute', GATEWAY],
  ['TCPRoute', GATEWAY],
];

const PARENTS_AND_BACKENDS: readonly ReferenceField[] = ROUTES.flatMap(([kind, group]) =>
  ['spec/parentRefs', 'spec/rules/backendRefs'].map((path) => ({ kind, group, path })),
);

/**
 * The fields of policies and routes that refer to resources, by the target's kind and group, or version for the core
 * group.
 */
const REFERENCES: readonly (readonly [kind: string, of: string, fields: readonly ReferenceField[]])[] = [
  [
    'Server',
    `group: ${POLICY}`,
    [
      POLICY_TARGET,
      { kind: 'HTTPLocalRateLimitPolicy', group: POLICY, path: TARGET },
      { kind: 'ServerAuthorization', group: POLICY, path: 'spec/server/name' },
      { kind: 'HTTPRoute', group: POLICY, path: 'spec/parentRefs' },
      { kind: 'HTTPRoute', group: GATEWAY, path: 'spec/parentRefs' },
      { kind: 'GRPCRoute', group: GATEWAY, path: 'spec/parentRefs' },
    ],
  ],
  ['HTTPRoute', `group: ${POLICY}`, [POLICY_TARGET]],
  ['HTTPRoute', `group: ${GATEWAY}`, [POLICY_TARGET]],
  ['GRPCRoute', `group: ${GATEWAY}`, [POLICY_TARGET]],
  ['Namespace', 'version: v1', [POLICY_TARGET, IDENTITIES]],
  ['MeshTLSAuthentication', `group: ${POLICY}`, [AUTHENTICATIONS]],
  ['NetworkAuthentication', `group: ${POLICY}`, [AUTHENTICATIONS]],
  [
    'ServiceAccount',
    'version: v1',
    [
      AUTHENTICATIONS,
      IDENTITIES,
      { kind: 'ServerAuthorization', group: POLICY, path: 'spec/client/meshTLS/serviceAccounts' },
      { kind: 'HTTPLocalRateLimitPolicy', group: POLICY, path: 'spec/overrides/clientRefs' },
    ],
  ],
  ['Service', 'version: v1', PARENTS_AND_BACKENDS],
  ['EgressNetwork', `group: ${POLICY}`, PARENTS_AND_BACKENDS],
];

/**
 * A file of kustomize's `configurations` that makes it update the references of policies and routes. Where a field is a mapping, it
 * updates the namespace with the name.
 *
 * Source: kustomize api `filters/nameref/nameref.go`; compared with it by `npm run test:real -- kustomize`.
 */
export function referenceConfiguration(): string {
  const lines = REFERENCES.flatMap(([kind, of, fields]) => [
    `  - kind: ${kind}`,
    `    ${of}`,
    '    fieldSpecs:',
    ...fields.map((field) => `      - {kind: ${field.kind}, group: ${field.group}, path: ${field.path}}`),
  ]);
  return [
    '# Makes kustomize update the references of policies and routes.',
    'nameReference:',
    ...lines,
    '',
  ].join('\n');
}
