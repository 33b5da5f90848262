import { isKnown, type Known, type Listing } from '../facts/known.ts';
import type { FactsOf, FieldPath, ReferenceFacts, ResourceType } from '../facts/resourceFacts.ts';
import type { Applied, AppliedResource } from './appliedResource.ts';
import { isReference } from './authorizationsOf.ts';
import type { Found, Matches, Mesh } from './mesh.ts';
import { CLUSTER, meantNamespace, type NamespaceKey } from './namespaceKey.ts';
import { podsBehind } from './podsBehind.ts';
import { podFits, podsSelectedBy, selectPods } from './podsSelectedBy.ts';
import { findTarget, policyTarget } from './policyTarget.ts';
import { profiledService } from './profiledService.ts';
import { backendNamespace, routeBackends } from './routeBackends.ts';
import { clientParents, routeParents } from './routeParents.ts';
import { selectorFits } from './selectors.ts';

/** A resource, or a field of it, that a reference leads to. */
export interface ReferenceTarget {
  readonly resource: AppliedResource;
  /** Where it is declared: its name, or a container's port. */
  readonly at: FieldPath;
}

/** A field that refers to other resources, with those that are certain. */
export interface MeshReference {
  readonly at: FieldPath;
  readonly by: ReferenceForm;
  readonly targets: readonly ReferenceTarget[];
}

/**
 * How a field says what it refers to: by a mapping with a `name`, by the name itself, by a host name that begins with it,
 * or by labels.
 */
export type ReferenceForm = 'reference' | 'name' | 'hostName' | 'selector';

/** The place where a resource is declared. */
export const NAME: FieldPath = ['metadata', 'name'];

/** A field of resources of one type that refers to others. */
interface ReferenceField<Type extends ResourceType = ResourceType> {
  readonly from: Type;
  /** The keys on the way to the field, with `[]` after each that has a list; below the pod of a workload. */
  readonly field: string;
  readonly by: ReferenceForm;
  /** What the field refers to, once for each combination of items of the lists on the way. */
  find(mesh: Mesh, resource: Applied<Type>): readonly FoundReference[];
}

interface FoundReference {
  /** The index in each list on the way. */
  readonly indices: readonly number[];
  /** What follows the field, where it is not the same for all. */
  readonly rest?: FieldPath;
  readonly targets: readonly ReferenceTarget[];
}

const reference = fieldOf('reference');
const name = fieldOf('name');
const hostName = fieldOf('hostName');
const selector = fieldOf('selector');

/**
 * Every field that navigation follows. Each is resolved by the join that Linkerd makes, where the source and the scope
 * of the reference stand.
 */
const FIELDS: readonly ReferenceField[] = [
  reference('AuthorizationPolicy', 'spec.targetRef', (mesh, policy) => one(policyTargets(mesh, policy))),
  reference('AuthorizationPolicy', 'spec.requiredAuthenticationRefs[]', (mesh, policy) =>
    each(policy.facts.authentications, (written) => authentications(mesh, policy, written)),
  ),
  reference('Authentication', 'spec.identityRefs[]', (mesh, authentication) =>
    each(authentication.facts.identityRefs, (written) => identities(mesh, authentication, written)),
  ),
  reference('RateLimit', 'spec.targetRef', (mesh, policy) => one(policyTargets(mesh, policy))),
  reference('RateLimit', 'spec.overrides[].clientRefs[]', (mesh, policy) =>
    eachInEach(policy.facts.overrides, (written) => serviceAccount(mesh, policy, written)),
  ),
  name('ServerAuthorization', 'spec.server.name', (mesh, { facts, namespace }) =>
    one(named(mesh, 'Server', facts.serverName, namespace)),
  ),
  selector('ServerAuthorization', 'spec.server.selector', (mesh, { facts, namespace }) => {
    const { serverSelector: selector } = facts;
    if (selector === undefined) return [];
    return one(
      all(mesh.select('Server', namespace, (server) => selectorFits(selector, server.facts.labels))),
    );
  }),
  reference('ServerAuthorization', 'spec.client.meshTLS.serviceAccounts[]', (mesh, authorization) =>
    each(authorization.facts.serviceAccounts, (written) =>
      serviceAccount(mesh, authorization, { ...written, group: undefined, kind: 'ServiceAccount' }),
    ),
  ),
  reference('Route', 'spec.parentRefs[]', (mesh, route) =>
    route.facts.parents.isComplete
      ? routeParents(mesh, route).map((parent) => ({
          indices: [parent.index],
          targets: found(mesh.find<'Server' | 'Service' | 'EgressNetwork'>(parent.kind, parent)),
        }))
      : [],
  ),
  reference('Route', 'spec.rules[].backendRefs[]', backends),
  selector('Server', 'spec.podSelector', (mesh, server) => one(all(podsSelectedBy(mesh, server)))),
  name('Server', 'spec.port', (mesh, server) =>
    one(podsSelectedBy(mesh, server).matches.flatMap((pod) => containerPorts(pod, server.facts.port))),
  ),
  selector('Service', 'spec.selector', (mesh, service) => one(all(podsBehind(mesh, service)))),
  name('Service', 'spec.ports[].targetPort', (mesh, service) => {
    const pods = podsBehind(mesh, service).matches;
    return each(service.facts.ports, ({ targetPort }) =>
      pods.flatMap((pod) => containerPorts(pod, targetPort)),
    );
  }),
  selector('NetworkPolicy', 'spec.podSelector', (mesh, policy) =>
    one(all(podsOfNetworkPolicy(mesh, policy))),
  ),
  name('NetworkPolicy', 'spec.ingress[].ports[].port', (mesh, policy) => {
    const pods = podsOfNetworkPolicy(mesh, policy).matches;
    const { items, isComplete } = policy.facts.ingress;
    return eachInEach({ items: items.map(({ ports }) => ports), isComplete }, ({ port }) =>
      pods.flatMap((pod) => containerPorts(pod, port)),
    );
  }),
  hostName('ServiceProfile', 'metadata.name', (mesh, profile) => {
    const service = profiledService(profile);
    return one(service ? found(mesh.find('Service', { kind: 'Service', ...service })) : []);
  }),
  name('Workload', 'spec.serviceAccountName', (mesh, { facts, namespace }) =>
    one(named(mesh, 'ServiceAccount', facts.serviceAccountName, namespace)),
  ),
  name('Workload', 'spec.containers[]', (_, pod) => portUses(pod, 'containers')),
  name('Workload', 'spec.initContainers[]', (_, pod) => portUses(pod, 'initContainers')),
];

/** The fields of a resource that certainly refer to others. */
export function referencesOf(mesh: Mesh, resource: AppliedResource): MeshReference[] {
  const { facts } = resource;
  const above = facts.type === 'Workload' ? facts.podPath : [];
  return FIELDS.filter(({ from }) => from === facts.type).flatMap(({ field: written, by, find }) =>
    find(mesh, resource)
      .filter(({ targets }) => targets.length > 0)
      .map(({ indices, rest = [], targets }) => ({
        at: [...above, ...pathOf(written, indices), ...rest],
        by,
        targets,
      })),
  );
}

/** Makes fields of one form. Each is checked against its type here, so that the table can hold fields of all types. */
function fieldOf(by: ReferenceForm) {
  return <Type extends ResourceType>(
    from: Type,
    field: string,
    find: ReferenceField<Type>['find'],
  ): ReferenceField => ({ from, field, by, find: find as unknown as ReferenceField['find'] });
}

function pathOf(written: string, indices: readonly number[]): FieldPath {
  const left = [...indices];
  return written
    .split('.')
    .flatMap((key) => (key.endsWith('[]') ? [key.slice(0, -2), left.shift() ?? 0] : [key]));
}

function one(targets: readonly ReferenceTarget[]): FoundReference[] {
  return [{ indices: [], targets }];
}

function each<Item>(list: Listing<Item>, find: (item: Item) => readonly ReferenceTarget[]): FoundReference[] {
  return certainItems(list).map((item, index) => ({ indices: [index], targets: find(item) }));
}

function eachInEach<Item>(
  lists: Listing<Listing<Item>>,
  find: (item: Item) => readonly ReferenceTarget[],
): FoundReference[] {
  return certainItems(lists).flatMap((list, index) =>
    each(list, find).map(({ indices, targets }) => ({ indices: [index, ...indices], targets })),
  );
}

function found(lookup: Found<AppliedResource> | 'absent'): ReferenceTarget[] {
  return typeof lookup === 'string' ? [] : [{ resource: lookup.found, at: NAME }];
}

/** The resource with a name. */
function named(
  mesh: Mesh,
  type: ResourceType,
  name: Known<string | undefined>,
  namespace: NamespaceKey,
  kind: string = type,
): ReferenceTarget[] {
  return isKnown(name) && name !== undefined ? found(mesh.find(type, { kind, name, namespace })) : [];
}

function all({ matches }: Matches<AppliedResource>): ReferenceTarget[] {
  return matches.map((resource) => ({ resource, at: NAME }));
}

function podsOfNetworkPolicy(
  mesh: Mesh,
  { facts: { podSelector }, namespace }: Applied<'NetworkPolicy'>,
): Matches<Applied<'Workload'>> {
  return selectPods(mesh, namespace, podSelector, (pod) => podFits(podSelector, pod));
}

function policyTargets(mesh: Mesh, policy: Applied<'AuthorizationPolicy' | 'RateLimit'>): ReferenceTarget[] {
  const { target } = policy.facts;
  const named = policyTarget(target);
  return named ? found(findTarget(mesh, policy, named)) : namespaceOf(mesh, target);
}

function namespaceOf(mesh: Mesh, written: ReferenceFacts): ReferenceTarget[] {
  return isReference(written, '', 'Namespace') ? named(mesh, 'Namespace', written.name, CLUSTER) : [];
}

/** The ServiceAccount that a reference without a namespace means in the namespace of what refers to it. */
function serviceAccount(mesh: Mesh, from: AppliedResource, written: ReferenceFacts): ReferenceTarget[] {
  const { name, namespace } = written;
  if (!isReference(written, '', 'ServiceAccount')) return [];
  return named(mesh, 'ServiceAccount', name, meantNamespace(namespace, from.namespace));
}

/** linkerd2 `policy-controller/k8s/index/src/inbound/meshtls_authentication.rs`. */
function identities(mesh: Mesh, from: AppliedResource, written: ReferenceFacts): ReferenceTarget[] {
  return [...serviceAccount(mesh, from, written), ...namespaceOf(mesh, written)];
}

const AUTHENTICATIONS = ['MeshTLSAuthentication', 'NetworkAuthentication'] as const;

function authentications(
  mesh: Mesh,
  policy: AppliedResource,
  reference: ReferenceFacts,
): readonly ReferenceTarget[] {
  const kind = AUTHENTICATIONS.find((known) => isReference(reference, 'policy.linkerd.io', known));
  const { name, namespace } = reference;
  if (!kind) return serviceAccount(mesh, policy, reference);
  return named(mesh, 'Authentication', name, meantNamespace(namespace, policy.namespace), kind);
}

/** A backend may lead to another Service for each parent of the route. */
function backends(mesh: Mesh, route: Applied<'Route'>): FoundReference[] {
  const { rules } = route.facts;
  if (!rules.isComplete || !rules.items.every((rule) => rule.backends.isComplete)) return [];
  const parents = clientParents(mesh, route);
  return routeBackends(route).map((backend) => {
    const { kind, name } = backend;
    const namespaces = new Set(parents.map((parent) => backendNamespace(backend, parent)));
    return {
      indices: backend.at.filter((step) => typeof step === 'number'),
      targets: [...namespaces].flatMap((namespace) => found(mesh.find(kind, { kind, name, namespace }))),
    };
  });
}

/** The places where the containers of a pod declare a port, by its name or number. */
function containerPorts(
  pod: Applied<'Workload'>,
  wanted: Known<number | string | undefined>,
): ReferenceTarget[] {
  if (!isKnown(wanted) || wanted === undefined) return [];
  return declaredPorts(pod.facts).flatMap(({ at, value }) =>
    value === wanted ? [{ resource: pod, at }] : [],
  );
}

/** The fields of a pod's containers that name a port of the same container. */
function portUses(pod: Applied<'Workload'>, list: 'containers' | 'initContainers'): FoundReference[] {
  return certainItems(pod.facts[list]).flatMap(({ portUses, ports }, index) =>
    portUses.map(({ at, name }) => ({
      indices: [index],
      rest: at,
      targets: certainItems(ports).flatMap((port, number) =>
        port.name === name
          ? [{ resource: pod, at: [...pod.facts.podPath, 'spec', list, index, 'ports', number, 'name'] }]
          : [],
      ),
    })),
  );
}

/** The name or number of a port that a container declares. */
interface DeclaredPort {
  readonly at: FieldPath;
  readonly value: Known<number | string | undefined>;
}

/** The names and numbers of the ports that containers of a pod declare, as far as their places are certain. */
export function declaredPorts({ podPath, containers, initContainers }: FactsOf<'Workload'>): DeclaredPort[] {
  const lists = [
    ['containers', containers],
    ['initContainers', initContainers],
  ] as const;
  return lists.flatMap(([key, list]) =>
    certainItems(list).flatMap(({ ports }, container) =>
      certainItems(ports).flatMap(({ name, number }, port) => {
        const at = [...podPath, 'spec', key, container, 'ports', port];
        return [
          { at: [...at, 'name'], value: name },
          { at: [...at, 'containerPort'], value: number },
        ];
      }),
    ),
  );
}

/** An item that may be left out moves the indices of the others, so that none is certain. */
function certainItems<Item>({ items, isComplete }: Listing<Item>): readonly Item[] {
  return isComplete ? items : [];
}
