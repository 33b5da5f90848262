import { isCore, podTemplatePath, type Resource } from '../kubernetes/resource.ts';
import type { Fields } from './fields.ts';
import type { Listing } from './known.ts';
import { isPodAnnotation } from './metadataKeys.ts';
import type { ContainerFacts, ContainerPortFacts, FactsOf, HttpProbeFacts } from './resourceFacts.ts';

/** The path from a resource to the pod in it; undefined for a resource without one. */
export function podPathOf(resource: Resource): readonly string[] | undefined {
  return isCore(resource, 'Pod') ? [] : podTemplatePath(resource);
}

/** Reads a Pod or the pod template of a workload. */
export function readWorkload(
  root: Fields,
  podPath: readonly string[],
): Omit<FactsOf<'Workload'>, 'id' | 'condition'> {
  const pod = podPath.reduce((here, key) => here.at(key), root);
  const metadata = pod.at('metadata');
  const spec = pod.at('spec');
  return {
    type: 'Workload',
    podPath,
    ownLabels: root.at('metadata').at('labels').strings(),
    labels: metadata.at('labels').strings(),
    annotations: metadata.at('annotations').strings(isPodAnnotation),
    hostNetwork: spec.at('hostNetwork').boolean(),
    containers: readContainers(spec.at('containers')),
    initContainers: readContainers(spec.at('initContainers')),
  };
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
  };
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
