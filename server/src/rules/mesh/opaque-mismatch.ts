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
import { describeResource } from './describe.ts';

/**
 * linkerd2 `controller/api/destination`: clients go by the Service's list, and then by that of the pod. Where only one has the
 * port, the other side waits for the client to speak first. Seen with linkerd2-proxy and linkerd2 of August 2026.
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
    if (pods.length === 0) return;
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
        related: targets.slice(0, MOST_RELATED).map((each) => relatedOf(mesh, each)),
        fixes: isOnService
          ? addTo(mesh, targets.map(toAddition), target)
          : addTo(mesh, [{ owner: service, ports: [port.number] }], number),
      };
    }
  },
} satisfies MeshRule<'Service'>;

/** As many places as a reader looks at. */
const MOST_RELATED = 5;

/** A pod's port that a Service's port leads to, and that is opaque on one of the two only. */
interface Target {
  readonly pod: Applied<'Workload'>;
  readonly target: number;
  readonly opaqueOn: 'service' | 'pod';
}

/** Those of the pods that disagree with the Service, all in the same way. What appProtocol says is left to other rules. */
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

/** Whether a list is written. Where both go by the default one, a port may be opaque by chance. */
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

/** Adds ports to the lists of their owners. A list of its own replaces all others, so it repeats what counted before. */
function addTo(mesh: Mesh, additions: readonly Addition[], port: string): FieldFix[] {
  const [first] = additions;
  if (!first) return [];
  const edits = additions.map(({ owner, ports }) => ({
    resource: owner,
    at: [...annotationsPath(owner), OPAQUE_PORTS_KEY],
    change: { kind: 'set' as const, value: [...listed(mesh, owner), ...ports].join(',') },
  }));
  const where =
    additions.length === 1
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
      : facts.containers.items.flatMap((container) => container.ports.items);
  const numbers = ports.flatMap(({ number }) => (typeof number === 'number' ? [number] : []));
  return [...new Set(facts.type === 'Service' ? numbers : numbers.filter(isDefault))];
}
