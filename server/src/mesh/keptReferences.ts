import { isKnown, type Known } from '../facts/known.ts';
import type { FieldPath, ReferenceFacts, ResourceType } from '../facts/resourceFacts.ts';
import { type AppliedResource, ownSet } from './appliedResource.ts';
import { isReference } from './authorizationsOf.ts';
import type { Mesh } from './mesh.ts';
import { CLUSTER, meantNamespace, type NamespaceKey, namespaceKey } from './namespaceKey.ts';
import { NO_REWRITING } from './resourceRewriting.ts';

/** A reference that kustomize leaves as it is written, while it changes what the resource is called that it names. */
export interface KeptReference {
  readonly at: FieldPath;
  readonly target: AppliedResource;
  /** The namespace that the resource is moved to, or that a Namespace is called after; undefined if another name changes. */
  readonly movedTo: string | undefined;
  /** The folder of the kustomization that applies both, and that no other one uses. */
  readonly root: string;
}

/** A field that names another resource. */
interface NamedReference {
  readonly at: FieldPath;
  readonly type: ResourceType;
  readonly kind: string;
  readonly name: Known<string | undefined>;
  readonly namespace: Known<string | undefined>;
}

const POLICY = 'policy.linkerd.io';
const GATEWAY = 'gateway.networking.k8s.io';

/** What policies and routes refer to. */
const KINDS: readonly (readonly [group: string, kind: string, type: ResourceType])[] = [
  [POLICY, 'Server', 'Server'],
  [POLICY, 'HTTPRoute', 'Route'],
  [GATEWAY, 'HTTPRoute', 'Route'],
  [GATEWAY, 'GRPCRoute', 'Route'],
  [POLICY, 'MeshTLSAuthentication', 'Authentication'],
  [POLICY, 'NetworkAuthentication', 'Authentication'],
  [POLICY, 'EgressNetwork', 'EgressNetwork'],
  ['', 'Service', 'Service'],
  ['', 'ServiceAccount', 'ServiceAccount'],
  ['', 'Namespace', 'Namespace'],
];

/**
 * The references of a resource that kustomize's `namePrefix`, `nameSuffix` and `namespace` do not follow, to resources that it
 * renames or moves. It knows only the references of Kubernetes' own kinds.
 *
 * Source: kustomize api `internal/konfig/builtinpluginconsts/namereference.go`, `namespace.go`; tried with 5.8.1.
 */
export function keptReferences(mesh: Mesh, from: AppliedResource): KeptReference[] {
  // What a configuration or a patch may do to it is not followed.
  const { rewriting } = from.placement;
  if (rewriting === NO_REWRITING || rewriting.changesAnything) return [];
  const root = ownSet(from.placement).replace(/^kustomization /, '');
  return namedReferences(from).flatMap((reference) => {
    const kept =
      reference.type === 'Namespace'
        ? keptNamespaceName(mesh, from, reference)
        : (keptName(mesh, from, reference) ?? keptNamespace(mesh, from, reference));
    return kept ? [{ ...kept, root }] : [];
  });
}

type Kept = Omit<KeptReference, 'root'>;

/** Of a Namespace, whose name becomes that of the kustomization's namespace. */
function keptNamespaceName(mesh: Mesh, from: AppliedResource, reference: NamedReference): Kept | undefined {
  const { at, name } = reference;
  const { namespace: movedTo } = from.placement.rewriting;
  if (!isKnown(name) || name === undefined || !isKnown(movedTo) || movedTo === undefined) return undefined;
  if (movedTo === name) return undefined;
  const isStillThere = mesh.find('Namespace', { kind: 'Namespace', name, namespace: CLUSTER }) !== 'unknown';
  const target = isStillThere ? undefined : writtenAs(mesh, reference, CLUSTER, () => true);
  return target && { at: [...at, 'name'], target, movedTo };
}

function keptName(mesh: Mesh, from: AppliedResource, reference: NamedReference): Kept | undefined {
  const { at, type, kind, name, namespace } = reference;
  if (!isKnown(name) || name === undefined) return undefined;
  const where = meantNamespace(namespace, from.namespace);
  if (mesh.find(type, { kind, name, namespace: where }) !== 'unknown') return undefined;
  const target = writtenAs(
    mesh,
    reference,
    where,
    ({ facts, placement: { rewriting } }) => !isKnown(facts.id.name) && rewriting.changesNames,
  );
  return target && { at: [...at, 'name'], target, movedTo: undefined };
}

function keptNamespace(mesh: Mesh, from: AppliedResource, reference: NamedReference): Kept | undefined {
  const { at, type, kind, name, namespace } = reference;
  const { namespace: movedTo } = from.placement.rewriting;
  if (!isKnown(name) || name === undefined || !isKnown(namespace) || namespace === undefined)
    return undefined;
  if (!isKnown(movedTo) || movedTo === undefined || movedTo === namespace) return undefined;
  if (mesh.find(type, { kind, name, namespace: namespaceKey(namespace, '') }) !== 'unknown') return undefined;
  const target = writtenAs(
    mesh,
    reference,
    namespaceKey(movedTo, ''),
    ({ written }) => written.id.namespace === namespace,
  );
  return target && { at: [...at, 'namespace'], target, movedTo };
}

/** The resource in a namespace that is written with the name of a reference, if a test of it holds. */
function writtenAs(
  mesh: Mesh,
  { type, kind, name }: NamedReference,
  namespace: NamespaceKey,
  test: (resource: AppliedResource) => boolean,
): AppliedResource | undefined {
  const { matches } = mesh.select(type, namespace, (resource) => {
    const { id } = resource.written;
    const isNamed = id.kind === kind && id.name === name && !resource.placement.rewriting.changesAnything;
    return isNamed && test(resource) ? 'yes' : 'no';
  });
  return matches.length === 1 ? matches[0] : undefined;
}

function namedReferences({ facts }: AppliedResource): NamedReference[] {
  switch (facts.type) {
    case 'AuthorizationPolicy':
      return [
        ...named(facts.target, ['spec', 'targetRef']),
        ...namedEach(facts.authentications.items, ['spec', 'requiredAuthenticationRefs']),
      ];
    case 'RateLimit':
      return [
        ...named(facts.target, ['spec', 'targetRef']),
        ...facts.overrides.items.flatMap(({ items }, index) =>
          namedEach(items, ['spec', 'overrides', index, 'clientRefs']),
        ),
      ];
    case 'Authentication':
      return namedEach(facts.identityRefs.items, ['spec', 'identityRefs']);
    case 'ServerAuthorization':
      return [
        {
          at: ['spec', 'server'],
          type: 'Server',
          kind: 'Server',
          name: facts.serverName,
          namespace: undefined,
        },
        ...namedEach(
          facts.serviceAccounts.items.map((written) => ({ ...written, group: '', kind: 'ServiceAccount' })),
          ['spec', 'client', 'meshTLS', 'serviceAccounts'],
        ),
      ];
    case 'Route':
      return [
        ...namedEach(facts.parents.items, ['spec', 'parentRefs']),
        ...facts.rules.items.flatMap(({ backends }, rule) =>
          namedEach(backends.items.map(withServiceDefaults), ['spec', 'rules', rule, 'backendRefs']),
        ),
      ];
    default:
      return [];
  }
}

function namedEach(references: readonly ReferenceFacts[], at: FieldPath): NamedReference[] {
  return references.flatMap((written, index) => named(written, [...at, index]));
}

function withServiceDefaults(written: ReferenceFacts): ReferenceFacts {
  return { ...written, group: written.group ?? '', kind: written.kind ?? 'Service' };
}

function named(written: ReferenceFacts, at: FieldPath): NamedReference[] {
  const [, kind, type] = KINDS.find(([group, known]) => isReference(written, group, known)) ?? [];
  if (kind === undefined || type === undefined) return [];
  return [{ at, type, kind, name: written.name, namespace: written.namespace }];
}
