import * as l10n from '@vscode/l10n';
import type { Fields } from '../../facts/fields.ts';
import { isKnown, type Known, UNKNOWN } from '../../facts/known.ts';
import { readSelector } from '../../facts/readSelector.ts';
import type { ResourceType } from '../../facts/resourceFacts.ts';
import type { Applied, AppliedResource } from '../../mesh/appliedResource.ts';
import { isReference } from '../../mesh/authorizationsOf.ts';
import type { Mesh } from '../../mesh/mesh.ts';
import { CLUSTER, meantNamespace, type NamespaceKey, namespaceName } from '../../mesh/namespaceKey.ts';
import { podFits, selectPods } from '../../mesh/podsSelectedBy.ts';
import { clientParents, parentObstacle } from '../../mesh/routeParents.ts';
import { carries, type RouteKind } from '../../mesh/serverProtocol.ts';
import { applicationPorts, portNames, portNumbers, serversOn } from '../../mesh/serversOn.ts';
import { isSkippedInbound } from '../../mesh/skippedPorts.ts';
import { describeResource } from '../../rules/mesh/describe.ts';
import { isScalar, type YamlMap } from '../../yaml/nodes.ts';
import { PLACEHOLDER } from '../../yaml/template/maskTemplates.ts';
import { childText } from '../../yaml/walkEntries.ts';
import { hasCursor } from './cursorPlace.ts';

/** A name to suggest. */
export interface NameOption {
  readonly value: string;
  /** Where it comes from. */
  readonly detail: string;
  /** Whether it means something else in quotes. */
  readonly isNumber?: boolean;
}

/** The place of a name that is being typed. */
export interface NameSite {
  readonly group: string;
  readonly kind: string;
  /** The way to the mapping that it is in: `spec.parentRefs[]`. */
  readonly above: string;
  /** The key that it is the value of; undefined for a key. */
  readonly key: string | undefined;
  readonly parent: YamlMap;
  readonly root: Fields;
  readonly mesh: Mesh;
  /** All resources that may be applied together with this one, of any namespace. */
  resources(): readonly AppliedResource[];
  /** Of the resource. */
  readonly namespace: NamespaceKey;
  /** The path of a file, for people. */
  pathOf(uri: string): string;
}

/** What there is to suggest at a place. A rule that looks at this value alone finds nothing wrong with it. */
export function namesAt(site: NameSite): NameOption[] {
  const { kind, above, key } = site;
  const labelled = LABELS[`${kind} ${above}`];
  if (labelled) return labels(site, labelled);
  if (above === 'metadata' && key === 'namespace') return namespaces(site);
  if (key === 'serviceAccountName' && (above === 'spec' || above.endsWith('.spec')))
    return namesOf(site, ACCOUNT, site.namespace);
  if (kind === 'Server' && above === 'spec' && key === 'port') return serverPorts(site);
  if (kind === 'ServerAuthorization' && above === 'spec.server' && key === 'name')
    return namesOf(site, SERVER, site.namespace);
  const target = targetAt(site, REFERENCES[`${kind} ${above}`] ?? []);
  if (!target) return [];
  if (key === 'name') return referenceNames(site, target);
  if (key === 'namespace') return referenceNamespaces(site, target);
  return key === 'port' && target === SERVICE ? servicePorts(site) : [];
}

interface Target {
  readonly group: string;
  readonly kind: string;
  readonly type: ResourceType;
  /** Whether it has to be in the namespace of what refers to it. */
  readonly isLocal?: boolean;
}

const POLICY = 'policy.linkerd.io';
const GATEWAY = 'gateway.networking.k8s.io';
const SERVER: Target = { group: POLICY, kind: 'Server', type: 'Server', isLocal: true };
const SERVICE: Target = { group: '', kind: 'Service', type: 'Service' };
const EGRESS: Target = { group: POLICY, kind: 'EgressNetwork', type: 'EgressNetwork' };
const ACCOUNT: Target = { group: '', kind: 'ServiceAccount', type: 'ServiceAccount' };
const NAMESPACE: Target = { group: '', kind: 'Namespace', type: 'Namespace', isLocal: true };
const ROUTES: readonly Target[] = [
  { group: POLICY, kind: 'HTTPRoute', type: 'Route', isLocal: true },
  { group: GATEWAY, kind: 'HTTPRoute', type: 'Route', isLocal: true },
  { group: GATEWAY, kind: 'GRPCRoute', type: 'Route', isLocal: true },
];
const AUTHENTICATIONS: readonly Target[] = ['MeshTLSAuthentication', 'NetworkAuthentication'].map((kind) => ({
  group: POLICY,
  kind,
  type: 'Authentication',
}));

/** What the references of each kind may lead to. Only the inbound routes may have a Server as a parent. */
const REFERENCES: Readonly<Record<string, readonly Target[]>> = {
  'AuthorizationPolicy spec.targetRef': [SERVER, NAMESPACE, ...ROUTES],
  'AuthorizationPolicy spec.requiredAuthenticationRefs[]': [...AUTHENTICATIONS, ACCOUNT],
  'HTTPLocalRateLimitPolicy spec.targetRef': [SERVER],
  'HTTPLocalRateLimitPolicy spec.overrides[].clientRefs[]': [ACCOUNT],
  'MeshTLSAuthentication spec.identityRefs[]': [ACCOUNT, { ...NAMESPACE, isLocal: false }],
  'ServerAuthorization spec.client.meshTLS.serviceAccounts[]': [ACCOUNT],
  'HTTPRoute spec.parentRefs[]': [SERVER, SERVICE, EGRESS],
  'GRPCRoute spec.parentRefs[]': [SERVER, SERVICE, EGRESS],
  'TLSRoute spec.parentRefs[]': [SERVICE, EGRESS],
  'TCPRoute spec.parentRefs[]': [SERVICE, EGRESS],
  ...Object.fromEntries(
    ['HTTPRoute', 'GRPCRoute', 'TLSRoute', 'TCPRoute'].map((kind) => [
      `${kind} spec.rules[].backendRefs[]`,
      [SERVICE, EGRESS],
    ]),
  ),
};

/** The mappings of labels that a selector asks for, and what it selects. */
const LABELS: Readonly<Record<string, 'Workload' | 'Server'>> = {
  'Server spec.podSelector.matchLabels': 'Workload',
  'NetworkPolicy spec.podSelector.matchLabels': 'Workload',
  'Service spec.selector': 'Workload',
  'ServerAuthorization spec.server.selector.matchLabels': 'Server',
};

/** The text of a field beside the cursor; undefined if it is absent, and {@link UNKNOWN} if it is not certain. */
function beside({ parent }: NameSite, key: string): Known<string | undefined> {
  const text = childText(parent, key);
  return text !== undefined && isUncertain(text) ? UNKNOWN : text || undefined;
}

function isUncertain(text: string): boolean {
  return text.includes(PLACEHOLDER) || hasCursor(text);
}

/** What a reference is about, by its kind and group, with the API server's defaults. */
function targetAt(site: NameSite, targets: readonly Target[]): Target | undefined {
  const [only] = targets;
  if (site.above.endsWith('.serviceAccounts[]')) return only;
  const isParent = site.above.endsWith('.parentRefs[]');
  const isBackend = site.above.endsWith('.backendRefs[]');
  const group = beside(site, 'group') ?? (isParent ? site.group : undefined);
  const kind = beside(site, 'kind') ?? (isBackend ? 'Service' : undefined);
  return targets.find((target) => isReference({ group, kind }, target.group, target.kind));
}

/** The namespace in which Linkerd looks for what a reference names; undefined where that is not certain. */
function namespaceMeant(site: NameSite, target: Target): NamespaceKey | undefined {
  const written = beside(site, 'namespace');
  if (!isKnown(written)) return undefined;
  if (target.type === 'Namespace') return CLUSTER;
  const meant = meantNamespace(written, site.namespace);
  if (target.isLocal) return meant === site.namespace ? meant : undefined;
  // Linkerd looks for a backend without a namespace in that of the parent.
  const isImplied = written === undefined && site.above.endsWith('.backendRefs[]');
  return isImplied && !hasOwnParents(site) ? undefined : meant;
}

function hasOwnParents({ root, group, namespace }: NameSite): boolean {
  const version = root.at('apiVersion').text();
  // Their CRD writes a namespace of its own.
  if (group === POLICY && (!isKnown(version) || /v1alpha1$|v1beta1$/.test(version ?? ''))) return false;
  return root
    .at('spec')
    .at('parentRefs')
    .items()
    .items.every((parent) => {
      const name = parent.at('namespace').text();
      return isKnown(name) && meantNamespace(name, namespace) === namespace;
    });
}

function referenceNames(site: NameSite, target: Target): NameOption[] {
  const namespace = namespaceMeant(site, target);
  if (namespace === undefined) return [];
  // A policy can only be for its own Namespace.
  const own = target === NAMESPACE ? namespaceName(site.namespace) : undefined;
  return namesOf(site, target, namespace).filter(({ value }) => target !== NAMESPACE || value === own);
}

function namesOf(site: NameSite, target: Target, namespace: NamespaceKey): NameOption[] {
  const isParent = site.above.endsWith('.parentRefs[]');
  const taken = isParent ? parentsOfOtherKinds(site, target, namespace) : NONE;
  const { matches } = site.mesh.select(target.type, namespace, (resource) =>
    isOfTarget(resource, target) && (!isParent || mayBeParent(site, resource, taken)) ? 'yes' : 'no',
  );
  return matches.flatMap(({ facts: { id }, uri }) =>
    isKnown(id.name) ? [{ value: id.name, detail: `${id.kind} · ${site.pathOf(uri)}` }] : [],
  );
}

function isOfTarget({ facts: { id } }: AppliedResource, { group, kind }: Target): boolean {
  return id.kind === kind && id.group === group;
}

const NONE: ReadonlySet<string> = new Set();

/** The names of what routes of other kinds have as a parent. */
function parentsOfOtherKinds(
  { mesh, kind, namespace: own }: NameSite,
  target: Target,
  namespace: NamespaceKey,
): ReadonlySet<string> {
  if (target.type === 'Server') return NONE;
  const routes = [...new Set([own, namespace])].flatMap(
    (where) => mesh.select('Route', where, ({ facts }) => (facts.id.kind === kind ? 'no' : 'yes')).matches,
  );
  const parents = routes.flatMap((route) => clientParents(mesh, route));
  const found = parents.filter((parent) => parent.kind === target.kind && parent.namespace === namespace);
  return new Set(found.map(({ name }) => name));
}

/** Whether a route can have a resource as its parent. */
function mayBeParent({ kind }: NameSite, resource: AppliedResource, taken: ReadonlySet<string>): boolean {
  const { facts } = resource;
  if (facts.type === 'Server') return carries(resource as Applied<'Server'>, kind as RouteKind) !== 'no';
  if (facts.type === 'Service' && parentObstacle(facts) !== undefined) return false;
  return !isKnown(facts.id.name) || !taken.has(facts.id.name);
}

function referenceNamespaces(site: NameSite, target: Target): NameOption[] {
  const name = beside(site, 'name');
  if (!isKnown(name) || target.isLocal || target.type === 'Namespace') return [];
  return namespacesOf(
    site
      .resources()
      .filter(
        (resource) => isOfTarget(resource, target) && (name === undefined || resource.facts.id.name === name),
      ),
  );
}

function namespaces(site: NameSite): NameOption[] {
  const resources = site.resources();
  const declared = resources.flatMap(({ facts: { type, id }, uri }) =>
    type === 'Namespace' && isKnown(id.name)
      ? [{ value: id.name, detail: `${id.kind} · ${site.pathOf(uri)}` }]
      : [],
  );
  return [...declared, ...namespacesOf(resources)];
}

function namespacesOf(resources: readonly AppliedResource[]): NameOption[] {
  const inNamespace = new Map<string, AppliedResource[]>();
  for (const resource of resources) {
    const name = namespaceName(resource.namespace);
    if (name !== undefined) add(inNamespace, name, resource);
  }
  return [...inNamespace].sort().map(([value, found]) => ({ value, detail: describeSome(found) }));
}

/** The ports of the Service that a reference names. */
function servicePorts(site: NameSite): NameOption[] {
  const name = beside(site, 'name');
  const namespace = namespaceMeant(site, SERVICE);
  if (!isKnown(name) || name === undefined || namespace === undefined) return [];
  const found = site.mesh.find('Service', { kind: 'Service', name, namespace });
  if (found === 'unknown') return [];
  const service = found.found;
  return service.facts.ports.items.flatMap(({ number, name: portName, protocol }) => {
    if (typeof number !== 'number' || (protocol !== undefined && protocol !== 'TCP')) return [];
    return [{ value: String(number), detail: portDetail(service, portName), isNumber: true }];
  });
}

/** The ports of the pods that a Server selects: those that go through the proxy, and that no other Server is for. */
function serverPorts(site: NameSite): NameOption[] {
  const { mesh, root, namespace } = site;
  const selector = readSelector(root.at('spec').at('podSelector'));
  if (!isKnown(selector) || selector === undefined) return [];
  const pods = selectPods(mesh, namespace, selector, (pod) => podFits(selector, pod)).matches;
  const own = root.at('metadata').at('name').text();
  const isFree = (pod: Applied<'Workload'>, port: number) =>
    isSkippedInbound(mesh, pod, port) === 'no' &&
    serversOn(mesh, pod, port).matches.every(({ facts }) => facts.id.name === own);
  return pods.flatMap((pod) => {
    const free = new Set(applicationPorts(pod.facts).filter((port) => isFree(pod, port)));
    const names = portNames(pod.facts).filter((name) => {
      const { items } = portNumbers(pod.facts, name);
      return items.length > 0 && items.every((port) => free.has(port));
    });
    const named = names.map((name) => ({
      value: name,
      detail: portDetail(pod, portNumbers(pod.facts, name).items.join(', ')),
    }));
    const numbered = [...free].map((port) => {
      const name = names.find((other) => portNumbers(pod.facts, other).items.includes(port));
      return { value: String(port), detail: portDetail(pod, name), isNumber: true };
    });
    return [...named, ...numbered];
  });
}

/** `http · Deployment web` */
function portDetail(resource: AppliedResource, other: Known<string | undefined>): string {
  return [...(isKnown(other) && other !== undefined ? [other] : []), describeResource(resource)].join(' · ');
}

/** The labels of what fits the others that the selector has. */
function labels(site: NameSite, type: 'Workload' | 'Server'): NameOption[] {
  const { mesh, parent, namespace, key } = site;
  const others: [string, string][] = [];
  for (const entry of parent.entries) {
    const value = isScalar(entry.value) ? entry.value.value : '';
    if (!isScalar(entry.key) || hasCursor(entry.key.value) || hasCursor(value)) continue;
    if (isUncertain(entry.key.value) || isUncertain(value)) return [];
    others.push([entry.key.value, value]);
  }
  const { matches } = mesh.select(type, namespace, ({ facts }) =>
    others.every(([other, value]) => facts.labels.values[other] === value) ? 'yes' : 'no',
  );
  const having = new Map<string, AppliedResource[]>();
  for (const resource of matches)
    for (const [name, value] of Object.entries(resource.facts.labels.values)) {
      const text = key === undefined ? name : name === key ? value : undefined;
      const isTaken = key === undefined && others.some(([other]) => other === name);
      if (text === undefined || !isKnown(text) || text === '' || isTaken) continue;
      add(having, text, resource);
    }
  return [...having].map(([value, found]) => ({ value, detail: describeSome(found) }));
}

function add(groups: Map<string, AppliedResource[]>, name: string, resource: AppliedResource): void {
  const group = groups.get(name);
  if (group) group.push(resource);
  else groups.set(name, [resource]);
}

/** `Deployment web`, or how many there are besides. */
function describeSome(resources: readonly AppliedResource[]): string {
  const [first, ...more] = new Set(resources.map(describeResource));
  if (first === undefined) return '';
  return more.length === 0 ? first : l10n.t('{0} and {1} more', first, more.length);
}
