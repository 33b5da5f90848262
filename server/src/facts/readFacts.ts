import { memoizeByObject } from '../caching/memoizeByObject.ts';
import { type CoreKind, groupOf, isCore, type Resource, readResource } from '../kubernetes/resource.ts';
import type { YamlDocument } from '../yaml/document.ts';
import { isMap, isSequence, type YamlMap, type YamlNode } from '../yaml/nodes.ts';
import { PLACEHOLDER } from '../yaml/template/maskTemplates.ts';
import { child, childText } from '../yaml/walkEntries.ts';
import { conditionOf } from './condition.ts';
import { Fields } from './fields.ts';
import { deepFreeze } from './freeze.ts';
import { interned } from './interned.ts';
import { isKnown, type Known, UNKNOWN } from './known.ts';
import { readLink, readPodMonitor } from './readMonitor.ts';
import { readNetworkPolicy } from './readNetworkPolicy.ts';
import {
  type OwnFacts,
  readAuthentication,
  readAuthorizationPolicy,
  readRateLimit,
  readServer,
  readServerAuthorization,
} from './readPolicy.ts';
import { readLimitRange, readQuota } from './readQuota.ts';
import { readRoute } from './readRoute.ts';
import { readNamespace, readService } from './readService.ts';
import { readEgressNetwork, readExternalWorkload, readServiceProfile } from './readTraffic.ts';
import { readVariables } from './readVariables.ts';
import { annotatedPaths, podPathOf, readWorkload } from './readWorkload.ts';
import type { ResourceFacts, ResourceId, ResourceType } from './resourceFacts.ts';

/** A resource of a document that is a part of the mesh. */
export interface NodeFacts {
  readonly facts: ResourceFacts;
  readonly node: YamlMap;
}

/** The resources of a document that are a part of the mesh, in order; read once. */
export const readFacts = memoizeByObject((document: YamlDocument): readonly NodeFacts[] => {
  if (!mayHaveFacts(document.text)) return NONE;
  return document.roots.flatMap(resourcesBelow).flatMap((node) => {
    const facts = readNodeFacts(document, node);
    return facts ? [{ facts: deepFreeze(facts), node }] : [];
  });
});

const NONE: readonly NodeFacts[] = [];

const KINDS = [
  ...[
    'Pod',
    'Deployment',
    'ReplicaSet',
    'StatefulSet',
    'DaemonSet',
    'ReplicationController',
    'Job',
    'CronJob',
  ],
  ...[
    'Namespace',
    'Service',
    'ServiceAccount',
    'Server',
    'ServerAuthorization',
    'AuthorizationPolicy',
    'MeshTLSAuthentication',
  ],
  ...['NetworkAuthentication', 'HTTPRoute', 'GRPCRoute', 'TLSRoute', 'TCPRoute', 'HTTPLocalRateLimitPolicy'],
  ...['EgressNetwork', 'ExternalWorkload', 'ServiceProfile', 'NetworkPolicy', 'ResourceQuota', 'LimitRange'],
  ...['PodMonitor', 'Link'],
];

/** Those of resources, and of what says how resources are applied. */
const KIND = new RegExp(
  `kind["']?\\s*:\\s*["']?(?:${[...KINDS, 'Kustomization', 'Component', 'Application'].join('|')})\\b`,
);

/** Whether a text can hold a resource that is a part of the mesh. */
export function mayHaveFacts(text: string): boolean {
  return KIND.test(text);
}

/** A resource, the items of a `List`, or those items of a large list that are documents by themselves. */
export function resourcesBelow(root: YamlNode): YamlMap[] {
  if (isSequence(root)) return root.items.filter(isMap);
  if (!isMap(root)) return [];
  const items = childText(root, 'kind')?.endsWith('List') ? child(root, 'items') : undefined;
  return isSequence(items) ? items.items.filter(isMap) : [root];
}

function readNodeFacts(document: YamlDocument, node: YamlMap): ResourceFacts | undefined {
  const resource = readResource(node);
  const root = Fields.of(document, node);
  const own = readOwnFacts(root, resource);
  if (!own) return undefined;
  // One that may be of another group is in view, and nothing follows from it.
  const isUncertain = CORE_KINDS.has(resource.kind ?? '') && hasTemplatedGroup(resource);
  const condition = isUncertain ? UNKNOWN : conditionOf(document, node);
  const variables = readVariables(root, annotatedPaths(resource));
  return { ...own, id: readId(root, resource), condition, variables } as ResourceFacts;
}

const CORE_KINDS: ReadonlySet<string> = new Set(['Namespace', 'Pod', 'Service', 'ServiceAccount']);

function hasTemplatedGroup({ apiVersion = '' }: Resource): boolean {
  return apiVersion.includes(PLACEHOLDER);
}

function mayBeCore(resource: Resource, kind: CoreKind): boolean {
  return isCore(resource, kind) || (resource.kind === kind && hasTemplatedGroup(resource));
}

/** What the reader for a kind finds; undefined for a kind that joins nothing, and for a patch. */
function readOwnFacts(root: Fields, resource: Resource): OwnFacts<ResourceType> | undefined {
  const { kind = '', apiVersion = '' } = resource;
  const podPath = podPathOf(resource) ?? (mayBeCore(resource, 'Pod') ? [] : undefined);
  if (podPath) return isCompletePod(root, podPath) ? readWorkload(root, podPath) : undefined;
  if (mayBeCore(resource, 'Namespace')) return readNamespace(root);
  if (mayBeCore(resource, 'Service')) return readService(root);
  if (mayBeCore(resource, 'ServiceAccount')) return { type: 'ServiceAccount' };
  const reader = readerFor(kind, apiVersion);
  const isWhole = reader?.required.every((key) => root.at('spec').at(key).exists !== false);
  const version = root.at('apiVersion').text();
  return isWhole
    ? reader?.read(root, isKnown(version) ? version?.slice(version.indexOf('/') + 1) : UNKNOWN)
    : undefined;
}

/** Charts template the version of a group, hardly ever the group itself, so that a kind of ours stays one. */
function readerFor(kind: string, apiVersion: string): Reader | undefined {
  if (!apiVersion.includes(PLACEHOLDER)) return READERS.get(`${groupOf(apiVersion)}/${kind}`);
  return [...READERS].find(([name]) => name.endsWith(`/${kind}`))?.[1];
}

/** A patch leaves out what it does not change, which is hardly ever the image of every container. */
function isCompletePod(root: Fields, podPath: readonly string[]): boolean {
  const containers = root.along([...podPath, 'spec', 'containers']);
  return (
    containers.exists !== false && containers.items().items.every((item) => item.at('image').exists !== false)
  );
}

interface Reader {
  /** The fields of the spec that a resource must have and a patch need not. */
  readonly required: readonly string[];
  read(root: Fields, version: Known<string | undefined>): OwnFacts<ResourceType>;
}

const ROUTE: Reader = { required: ['parentRefs'], read: readRoute };
const AUTHENTICATION: Reader = { required: [], read: readAuthentication };

/** By API group and kind. */
const READERS: ReadonlyMap<string, Reader> = new Map<string, Reader>([
  ['policy.linkerd.io/Server', { required: ['port'], read: readServer }],
  [
    'policy.linkerd.io/ServerAuthorization',
    { required: ['server', 'client'], read: readServerAuthorization },
  ],
  [
    'policy.linkerd.io/AuthorizationPolicy',
    { required: ['targetRef', 'requiredAuthenticationRefs'], read: readAuthorizationPolicy },
  ],
  ['policy.linkerd.io/MeshTLSAuthentication', AUTHENTICATION],
  ['policy.linkerd.io/NetworkAuthentication', AUTHENTICATION],
  ['policy.linkerd.io/HTTPLocalRateLimitPolicy', { required: ['targetRef'], read: readRateLimit }],
  ['policy.linkerd.io/EgressNetwork', { required: ['trafficPolicy'], read: readEgressNetwork }],
  ['policy.linkerd.io/HTTPRoute', ROUTE],
  ['gateway.networking.k8s.io/HTTPRoute', ROUTE],
  ['gateway.networking.k8s.io/GRPCRoute', ROUTE],
  ['gateway.networking.k8s.io/TLSRoute', ROUTE],
  ['gateway.networking.k8s.io/TCPRoute', ROUTE],
  ['networking.k8s.io/NetworkPolicy', { required: ['podSelector'], read: readNetworkPolicy }],
  ['/ResourceQuota', { required: ['hard'], read: readQuota }],
  ['/LimitRange', { required: ['limits'], read: readLimitRange }],
  ['monitoring.coreos.com/PodMonitor', { required: ['podMetricsEndpoints'], read: readPodMonitor }],
  ['multicluster.linkerd.io/Link', { required: ['targetClusterName'], read: readLink }],
  ['linkerd.io/ServiceProfile', { required: [], read: readServiceProfile }],
  ['workload.linkerd.io/ExternalWorkload', { required: ['meshTLS'], read: readExternalWorkload }],
]);

function readId(root: Fields, { apiVersion = '', kind = '' }: Resource): ResourceId {
  const metadata = root.at('metadata');
  return {
    group: apiVersion.includes(PLACEHOLDER) ? onlyGroupOf(kind) : interned(groupOf(apiVersion)),
    kind: interned(kind),
    namespace: readNamespaceName(metadata.at('namespace')),
    name: metadata.at('name').text() || UNKNOWN,
  };
}

/** The group of a kind of ours that there is in one group alone; empty for others, and for core kinds. */
function onlyGroupOf(kind: string): string {
  const groups = [...READERS.keys()].filter((name) => name.endsWith(`/${kind}`));
  const [only = '', ...more] = groups.map((name) => name.slice(0, name.indexOf('/')));
  return more.length === 0 ? only : '';
}

const RELEASE_NAMESPACE = /^["']?\{\{-?\s*\$?\.Release\.Namespace\s*(?:\|\s*quote\s*)?-?\}\}["']?$/;

/** In a Helm chart the release's namespace is the one that a resource without any gets. */
function readNamespaceName(namespace: Fields): Known<string | undefined> {
  if (namespace.source !== undefined && RELEASE_NAMESPACE.test(namespace.source)) return undefined;
  return namespace.text() || undefined;
}
