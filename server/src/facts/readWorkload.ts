import { isCore, podTemplatePath, type Resource } from '../kubernetes/resource.ts';
import type { Fields } from './fields.ts';
import type { Listing } from './known.ts';
import { isPodAnnotation } from './metadataKeys.ts';
import type { OwnFacts } from './readPolicy.ts';
import type {
  ContainerFacts,
  ContainerPortFacts,
  ControllerFacts,
  HttpProbeFacts,
  PortUseFacts,
} from './resourceFacts.ts';

/** The path from a resource to the pod in it; undefined for a resource without one. */
export function podPathOf(resource: Resource): readonly string[] | undefined {
  return isCore(resource, 'Pod') ? [] : podTemplatePath(resource);
}

/** The paths to what has annotations in a resource: to itself, and to the pod in it. */
export function annotatedPaths(resource: Resource): readonly (readonly string[])[] {
  const podPath = podPathOf(resource) ?? [];
  return podPath.length === 0 ? [[]] : [[], podPath];
}

/** Reads a Pod or the pod template of a workload. */
export function readWorkload(root: Fields, podPath: readonly string[]): OwnFacts<'Workload'> {
  const pod = root.along(podPath);
  const metadata = pod.at('metadata');
  const spec = pod.at('spec');
  return {
    type: 'Workload',
    podPath,
    controller: readController(root.at('metadata').at('ownerReferences')),
    ownLabels: root.at('metadata').at('labels').strings(),
    labels: metadata.at('labels').strings(),
    annotations: metadata.at('annotations').strings(isPodAnnotation),
    hostNetwork: spec.at('hostNetwork').boolean(),
    serviceAccountName: spec.at('serviceAccountName').text(),
    containers: readContainers(spec.at('containers')),
    initContainers: readContainers(spec.at('initContainers')),
  };
}

/** The controllers of Kubernetes that make ReplicaSets, Jobs and Pods after a template. */
const CONTROLLERS = new Set<unknown>([
  'CronJob',
  'DaemonSet',
  'Deployment',
  'Job',
  'ReplicaSet',
  'ReplicationController',
  'StatefulSet',
]);

/** Kubernetes `apimachinery/pkg/apis/meta/v1/types.go` OwnerReference: one owner at most is the controller. */
function readController(owners: Fields): ControllerFacts | undefined {
  if (owners.exists !== true) return undefined;
  for (const owner of owners.items().items) {
    const [kind, name] = [owner.at('kind').text(), owner.at('name').text()];
    const isController = owner.at('controller').boolean() === true && CONTROLLERS.has(kind);
    if (isController && typeof kind === 'string' && typeof name === 'string') return { kind, name };
  }
  return undefined;
}

function readContainers(containers: Fields): Listing<ContainerFacts> {
  const { items, isComplete } = containers.items();
  return { items: items.map(readContainer), isComplete };
}

const PROBES = ['livenessProbe', 'readinessProbe', 'startupProbe'] as const;

function readContainer(container: Fields): ContainerFacts {
  const ports = container.at('ports').items();
  return {
    name: container.at('name').text(),
    ports: { ...ports, items: ports.items.map(readPort) },
    probes: PROBES.flatMap((field) => readProbe(container, field) ?? []),
    portUses: readPortUses(container),
  };
}

const HOOKS = [
  ['lifecycle', 'postStart'],
  ['lifecycle', 'preStop'],
];

/** Kubernetes `pkg/probe/util.go` ResolveContainerPort: the name is that of a port of the same container. */
function readPortUses(container: Fields): PortUseFacts[] {
  return [...PROBES.map((probe) => [probe]), ...HOOKS].flatMap((path) => {
    const handler = container.along(path);
    if (handler.exists !== true) return [];
    return ['httpGet', 'tcpSocket'].flatMap((action) => {
      const name = handler.at(action).at('port').integerOrText();
      return typeof name === 'string' ? [{ at: [...path, action, 'port'], name }] : [];
    });
  });
}

function readPort(port: Fields): ContainerPortFacts {
  return {
    number: port.at('containerPort').integer(),
    name: port.at('name').text(),
    protocol: port.at('protocol').text(),
  };
}

function readProbe(container: Fields, field: (typeof PROBES)[number]): HttpProbeFacts | undefined {
  const probe = container.at(field).at('httpGet');
  if (probe.exists !== true) return undefined;
  return {
    field,
    port: probe.at('port').integerOrText(),
    path: probe.at('path').text(),
    scheme: probe.at('scheme').text(),
  };
}
