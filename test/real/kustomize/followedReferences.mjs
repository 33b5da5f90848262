/** Whether kustomize follows the references that the configuration names which the fix of `kustomize-reference-kept` writes. */
import { loadTypeScript } from '../../../scripts/project/typeScript.mjs';
import { askGoTool } from '../goTool.mjs';

const { referenceConfiguration } = await loadTypeScript(
  new URL('../../../server/src/rules/mesh/kustomizeReferences.ts', import.meta.url),
);

const POLICY = 'policy.linkerd.io';

/** A document of a resource in the namespace `shop`. */
function document(apiVersion, kind, name, spec) {
  return JSON.stringify({ apiVersion, kind, metadata: { name, namespace: 'shop' }, spec });
}

const toServer = { group: POLICY, kind: 'Server', name: 'web' };
const toAccount = { kind: 'ServiceAccount', name: 'web', namespace: 'shop' };
const elsewhere = { kind: 'ServiceAccount', name: 'web', namespace: 'far' };
const toService = { group: '', kind: 'Service', name: 'web', namespace: 'shop' };

/** The documents of a base: what is referred to, and what refers to it. */
const DOCUMENTS = [
  JSON.stringify({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop' } }),
  document('v1', 'ServiceAccount', 'web'),
  document('v1', 'Service', 'web', { ports: [{ port: 80 }] }),
  document(`${POLICY}/v1beta3`, 'Server', 'web', { podSelector: {}, port: 80 }),
  document(`${POLICY}/v1alpha1`, 'MeshTLSAuthentication', 'mesh', {
    identityRefs: [toAccount, { kind: 'Namespace', name: 'shop' }, elsewhere],
  }),
  document(`${POLICY}/v1alpha1`, 'AuthorizationPolicy', 'server', {
    targetRef: toServer,
    requiredAuthenticationRefs: [
      { group: POLICY, kind: 'MeshTLSAuthentication', name: 'mesh', namespace: 'shop' },
      toAccount,
    ],
  }),
  document(`${POLICY}/v1alpha1`, 'AuthorizationPolicy', 'namespace', {
    targetRef: { kind: 'Namespace', name: 'shop' },
    requiredAuthenticationRefs: [],
  }),
  document(`${POLICY}/v1beta1`, 'ServerAuthorization', 'web', {
    server: { name: 'web' },
    client: { meshTLS: { serviceAccounts: [{ name: 'web', namespace: 'shop' }] } },
  }),
  document(`${POLICY}/v1alpha1`, 'HTTPLocalRateLimitPolicy', 'web', {
    targetRef: toServer,
    overrides: [{ requestsPerSecond: 1, clientRefs: [toAccount] }],
  }),
  document('gateway.networking.k8s.io/v1', 'HTTPRoute', 'web', {
    parentRefs: [toService],
    rules: [{ backendRefs: [{ name: 'web', namespace: 'shop', port: 80 }] }],
  }),
];

const RENAMED = 'namePrefix: p-\nnamespace: prod\n';
const CONFIGURED = 'configurations: [linkerd-references.yaml]\n';

/** The files of a build with the lines of the base and the overlay; the configuration is beside that which names it. */
function files(base, overlay) {
  const folder = base.includes(CONFIGURED) ? 'base' : 'prod';
  return {
    'base/kustomization.yaml': `resources: [all.yaml]\n${base}`,
    'base/all.yaml': DOCUMENTS.join('\n---\n'),
    'prod/kustomization.yaml': `resources: [../base]\n${overlay}`,
    [`${folder}/linkerd-references.yaml`]: referenceConfiguration(),
  };
}

/** Sentences about what kustomize does otherwise than we say; none if all is as it should be. */
export function differencesInReferences(tool, binary) {
  const builds = [
    ['without the configuration', files('', RENAMED)],
    ['with it in the base', files(CONFIGURED, RENAMED)],
    ['with it in the overlay, which renames', files('', RENAMED + CONFIGURED)],
    ['with it in the overlay, and the base renames', files(RENAMED, CONFIGURED)],
  ];
  const answers = askGoTool(
    tool,
    builds.map(([, all]) => ({ files: all, folder: 'prod' })),
    binary,
  );
  return builds.flatMap(([name], index) => {
    const { resources, error } = answers[index];
    if (error) return [`${name}: ${error}`];
    const kept = resources.flatMap(({ kind, spec = {} }) => keptIn(spec).map((text) => `${kind}: ${text}`));
    if (index === 0) return kept.length > 0 ? [] : [`${name} nothing is kept as it was`];
    return kept.map((text) => `${name} a reference is kept: ${text}`);
  });
}

/** References that have the old name, or the old namespace; those to another namespace stay as they are. */
function keptIn(spec) {
  const found = [];
  const visit = (value) => {
    if (typeof value !== 'object' || value === null) return;
    const isOld = value.namespace === 'shop' || (value.namespace !== 'far' && isOldName(value));
    const isSpoilt = value.name === 'p-web' && value.namespace === 'far';
    if (isOld || isSpoilt) found.push(JSON.stringify(value));
    for (const inner of Object.values(value)) visit(inner);
  };
  visit(spec);
  return found;
}

function isOldName({ kind, name }) {
  return kind === 'Namespace' ? name === 'shop' : name === 'web' || name === 'mesh';
}
