import { isKnown, type Known, type Listing } from '../facts/known.ts';
import type { FactsOf, FieldPath, ReferenceFacts, ResourceType } from '../facts/resourceFacts.ts';
import type { Applied, AppliedResource } from './appliedResource.ts';
import { isReference } from './authorizationsOf.ts';
import type { Found, Matches, Mesh } from './mesh.ts';
import { CLUSTER, namespaceKey } from './namespaceKey.ts';
import { podsBehind } from './podsBehind.ts';
import { podFits, podsSelectedBy, selectPods } from './podsSelectedBy.ts';
import { findTarget, policyTarget } from './policyTarget.ts';
import { profiledService } from './profiledService.ts';
import { backendNamespace, serviceBackends } from './routeBackends.ts';
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
  readonly targets: readonly ReferenceTarget[];
}

/** The place where a resource is declared. */
export const NAME: FieldPath = ['metadata', 'name'];

/** A field of resources of one type that refers to others. */
interface ReferenceField<Type extends ResourceType = ResourceType> {
  readonly from: Type;
  /** The keys on the way to the field, with `[]` after each that has a list. */
  readonly field: string;
  /** What the field refers to, once for each combination of items of the lists on the way. */
  find(mesh: Mesh, resource: Applied<Type>): readonly FoundReference[];
}

interface FoundReference {
  /** The index in each list on the way. */
  readonly indices: readonly number[];
  readonly targets: readonly ReferenceTarget[];
}

/**
 * Every field that navigation follows. Each is resolved by the join that Linkerd makes, where the source and the scope
 * of the reference stand.
 */
const FIELDS: readonly ReferenceField[] = [
  field('AuthorizationPolicy', 'spec.targetRef', (mesh, policy) => one(policyTargets(mesh, policy))),
  field('AuthorizationPolicy', 'spec.requiredAuthenticationRefs[]', (mesh, policy) =>
    each(policy.facts.authentications, (reference) => authentications(mesh, policy, reference)),
  ),
  field('RateLimit', 'spec.targetRef', (mesh, policy) => one(policyTargets(mesh, policy))),
  field('ServerAuthorization', 'spec.server.name', (mesh, { facts: { serverName: name }, namespace }) =>
    isKnown(name) && name !== undefined
      ? one(found(mesh.find('Server', { kind: 'Server', name, namespace })))
      : [],
  ),
  field('ServerAuthorization', 'spec.server.selector', (mesh, { facts, namespace }) => {
    const { serverSelector: selector } = facts;
    if (selector === undefined) return [];
    return one(
      all(mesh.select('Server', namespace, (server) => selectorFits(selector, server.facts.labels))),
    );
  }),
  field('Route', 'spec.parentRefs[]', (mesh, route) =>
    route.facts.parents.isComplete
      ? routeParents(mesh, route).map((parent) => ({
          indices: [parent.index],
          targets: found(mesh.find<'Server' | 'Service' | 'EgressNetwork'>(parent.kind, parent)),
        }))
      : [],
  ),
  field('Route', 'spec.rules[].backendRefs[]', backends),
  field('Server', 'spec.podSelector', (mesh, server) => one(all(podsSelectedBy(mesh, server)))),
  field('Server', 'spec.port', (mesh, server) =>
    one(podsSelectedBy(mesh, server).matches.flatMap((pod) => containerPorts(pod, server.facts.port))),
  ),
  field('Service', 'spec.selector', (mesh, service) => one(all(podsBehind(mesh, service)))),
  field('Service', 'spec.ports[].targetPort', (mesh, service) => {
    const pods = podsBehind(mesh, service).matches;
    return each(service.facts.ports, ({ targetPort }) =>
      pods.flatMap((pod) => containerPorts(pod, targetPort)),
    );
  }),
  field('NetworkPolicy', 'spec.podSelector', (mesh, { facts: { podSelector }, namespace }) =>
    one(all(selectPods(mesh, namespace, podSelector, (pod) => podFits(podSelector, pod)))),
  ),
  field('ServiceProfile', 'metadata.name', (mesh, profile) => {
    const service = profiledService(profile);
    return one(service ? found(mesh.find('Service', { kind: 'Service', ...service })) : []);
  }),
];

/** The fields of a resource that certainly refer to others. */
export function referencesOf(mesh: Mesh, resource: AppliedResource): MeshReference[] {
  return FIELDS.filter(({ from }) => from === resource.facts.type).flatMap(({ field: written, find }) =>
    find(mesh, resource)
      .filter(({ targets }) => targets.length > 0)
      .map(({ indices, targets }) => ({ at: pathOf(written, indices), targets })),
  );
}

/** Checked against the type here, so that the table can hold fields of all types. */
function field<Type extends ResourceType>(
  from: Type,
  written: string,
  find: ReferenceField<Type>['find'],
): ReferenceField {
  return { from, field: written, find: find as unknown as ReferenceField['find'] };
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

function found(lookup: Found<AppliedResource> | 'absent'): ReferenceTarget[] {
  return typeof lookup === 'string' ? [] : [{ resource: lookup.found, at: NAME }];
}

function all({ matches }: Matches<AppliedResource>): ReferenceTarget[] {
  return matches.map((resource) => ({ resource, at: NAME }));
}

function policyTargets(mesh: Mesh, policy: Applied<'AuthorizationPolicy' | 'RateLimit'>): ReferenceTarget[] {
  const { target } = policy.facts;
  const named = policyTarget(target);
  if (named) return found(findTarget(mesh, policy, named));
  const { name } = target;
  if (!isReference(target, '', 'Namespace') || !isKnown(name) || name === undefined) return [];
  return found(mesh.find('Namespace', { kind: 'Namespace', name, namespace: CLUSTER }));
}

const AUTHENTICATIONS = ['MeshTLSAuthentication', 'NetworkAuthentication'] as const;

function authentications(
  mesh: Mesh,
  policy: AppliedResource,
  reference: ReferenceFacts,
): readonly ReferenceTarget[] {
  const kind = AUTHENTICATIONS.find((known) => isReference(reference, 'policy.linkerd.io', known));
  const { name, namespace } = reference;
  if (!kind || !isKnown(name) || name === undefined || !isKnown(namespace)) return [];
  const where = namespace === undefined ? policy.namespace : namespaceKey(namespace, '');
  return found(mesh.find('Authentication', { kind, name, namespace: where }));
}

/** A backend may lead to another Service for each parent of the route. */
function backends(mesh: Mesh, route: Applied<'Route'>): FoundReference[] {
  const { rules } = route.facts;
  if (!rules.isComplete || !rules.items.every((rule) => rule.backends.isComplete)) return [];
  const parents = clientParents(mesh, route);
  return serviceBackends(route).map((backend) => {
    const namespaces = new Set(parents.map((parent) => backendNamespace(backend, parent)));
    return {
      indices: backend.at.filter((step) => typeof step === 'number'),
      targets: [...namespaces].flatMap((namespace) =>
        found(mesh.find('Service', { kind: 'Service', name: backend.name, namespace })),
      ),
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
