import * as l10n from '@vscode/l10n';
import type { FieldFix, MeshRule, RelatedField } from '../../engine/meshRule.ts';
import type { ServicePortFacts } from '../../facts/resourceFacts.ts';
import { OPAQUE_PORTS_KEY } from '../../linkerd/metadata/linkerdKeys.ts';
import type { Applied } from '../../mesh/appliedResource.ts';
import { injectionOf } from '../../mesh/injectionOf.ts';
import type { Mesh } from '../../mesh/mesh.ts';
import { annotationsPath, type OpaqueOwner, opaqueList } from '../../mesh/opaqueList.ts';
import { isOpaqueForClients } from '../../mesh/opaquePorts.ts';
import { podsBehind, targetOn } from '../../mesh/podsBehind.ts';
import { hasClusterIp, isDefault, isOpaqueOnService } from '../../mesh/serviceProtocol.ts';
import { isSkippedInbound } from '../../mesh/skippedPorts.ts';
import { describeResource, relatedPlaces } from './describe.ts';

/**
 * linkerd2 `controller/api/destination`: a client's proxy uses the Service's list, and the pod's proxy uses the pod's
 * list. If only one list has the port, the other proxy waits for the client to send first. Tested with linkerd2-proxy
 * and linkerd2 of August 2026.
 */
export default {
  id: 'opaque-mismatch',
  summary: 'A port that is opaque on a Service or its pods, but not on both',
  level: 'warning',
  fixable: 'suggestion',
  since: '0.2.0',
  subjects: ['Service'],
  *check(service: Applied<'Service'>, mesh: Mesh) {
    if (!hasClusterIp(service)) return;
    const pods = podsBehind(mesh, service).matches.filter((pod) => isSaid(mesh, service, pod));
    for (const [index, port] of service.facts.ports.items.entries()) {
      const targets = disagreeing(mesh, service, port, pods);
      const [first] = targets;
      if (!first || typeof port.number !== 'number') continue;
      const [number, target, pod] = [String(port.number), String(first.target), describeResource(first.pod)];
      const isOnService = first.opaqueOn === 'service';
      yield {
        at: placeOf(mesh, service, index),
        message: isOnService
          ? l10n.t(
              'Port {0} of this Service is opaque, but {1} of {2} is not: if the server sends first, clients wait 10 seconds. Add {1} to opaque-ports of the pod.',
              number,
              target,
              pod,
            )
          : l10n.t(
              'Port {1} of {2} is opaque, but {0} of this Service is not: if the server sends first, clients wait 10 seconds. Add {0} to opaque-ports here.',
              number,
              target,
              pod,
            ),
        related: relatedPlaces(targets, (each) => relatedOf(mesh, each)),
        fixes: isOnService
          ? addTo(mesh, targets.map(toAddition), target)
          : addTo(mesh, [{ owner: service, ports: [port.number] }], number),
      };
    }
  },
} satisfies MeshRule<'Service'>;

/** A pod's port behind a Service's port, and which of the two is opaque. */
interface Target {
  readonly pod: Applied<'Workload'>;
  readonly target: number;
  readonly opaqueOn: 'service' | 'pod';
}

/** The pods that disagree with the Service. Other rules check ports with appProtocol. */
function disagreeing(
  mesh: Mesh,
  service: Applied<'Service'>,
  port: ServicePortFacts,
  pods: readonly Applied<'Workload'>[],
): readonly Target[] {
  const isTcp = port.protocol === undefined || port.protocol === 'TCP';
  if (!isTcp || port.appProtocol !== undefined) return [];
  const onService = isOpaqueOnService(mesh, service, port);
  if (onService === 'unknown') return [];
  return pods.flatMap((pod): Target[] => {
    const target = targetOn(pod, port);
    if (typeof target !== 'number' || injectionOf(mesh, pod) !== 'yes') return [];
    if (isSkippedInbound(mesh, pod, target) !== 'no') return [];
    const onPod = isOpaqueForClients(mesh, pod, target);
    if (onPod === 'unknown' || onPod === onService) return [];
    return [{ pod, target, opaqueOn: onService === 'yes' ? 'service' : 'pod' }];
  });
}

/** Whether the Service or the pod has a list. If both use the default list, the mismatch may not matter. */
function isSaid(mesh: Mesh, service: Applied<'Service'>, pod: Applied<'Workload'>): boolean {
  return [service, pod].some((owner) => typeof opaqueList(mesh, owner) !== 'string');
}

/** The Service's own list, or else its port. */
function placeOf(mesh: Mesh, service: Applied<'Service'>, index: number): readonly (string | number)[] {
  const list = opaqueList(mesh, service);
  return typeof list !== 'string' && list.found.on === service
    ? list.found.at
    : ['spec', 'ports', index, 'port'];
}

function relatedOf(mesh: Mesh, { pod, opaqueOn, target }: Target): RelatedField {
  const list = opaqueList(mesh, pod);
  const message =
    opaqueOn === 'pod'
      ? l10n.t('{0} is opaque here.', String(target))
      : l10n.t('{0} is not opaque here.', String(target));
  return typeof list === 'string'
    ? { resource: pod, at: [...pod.facts.podPath, 'spec', 'containers'], message }
    : { resource: list.found.on, at: list.found.at, message };
}

/** Ports for the list of a pod or a Service. */
interface Addition {
  readonly owner: OpaqueOwner;
  readonly ports: readonly number[];
}

function toAddition({ pod, target }: Target): Addition {
  return { owner: pod, ports: [target] };
}

/**
 * Adds ports to the lists of their owners. A new list replaces the inherited or default one, so it repeats those ports.
 */
function addTo(mesh: Mesh, additions: readonly Addition[], port: string): FieldFix[] {
  const [first, ...more] = additions;
  const edits = additions.map(({ owner, ports }) => ({
    resource: owner,
    at: [...annotationsPath(owner), OPAQUE_PORTS_KEY],
    change: { kind: 'set' as const, value: [...listed(mesh, owner), ...ports].join(',') },
  }));
  const where =
    first && more.length === 0
      ? describeResource(first.owner)
      : l10n.t('{0} resources', String(additions.length));
  return [{ title: l10n.t('Add {0} to opaque-ports of {1}', port, where), isPreferred: true, edits }];
}

function listed(mesh: Mesh, owner: OpaqueOwner): readonly (string | number)[] {
  const list = opaqueList(mesh, owner);
  if (typeof list !== 'string') return list.found.value.trim() === '' ? [] : [list.found.value];
  const { facts } = owner;
  const ports =
    facts.type === 'Service'
      ? facts.ports.items.filter(({ targetPort, number }) => isDefault(targetPort ?? number))
      : facts.containers.items
          .flatMap((container) => container.ports.items)
          .filter(({ number }) => isDefault(number));
  return [...new Set(ports.map(({ number }) => number))].filter((number) => typeof number === 'number');
}
