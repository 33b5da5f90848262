import * as l10n from '@vscode/l10n';
import { knownOrUndefined } from '../../facts/known.ts';
import type { FieldPath } from '../../facts/resourceFacts.ts';
import type { Applied, AppliedResource } from '../../mesh/appliedResource.ts';
import type { Mesh } from '../../mesh/mesh.ts';
import { declaredPorts } from '../../mesh/meshReferences.ts';
import { podsBehind, targetOn } from '../../mesh/podsBehind.ts';
import { podsSelectedBy } from '../../mesh/podsSelectedBy.ts';
import { portNumbers } from '../../mesh/serversOn.ts';
import type { ServiceTraffic } from '../../mesh/traffic/serviceTraffic.ts';
import { type Clients, type PortTraffic, workloadTraffic } from '../../mesh/traffic/workloadTraffic.ts';
import type { TextRange } from '../../text/range.ts';
import { type NavigationPlace, resourceUnderCursor } from '../navigation/resourceUnderCursor.ts';
import { blocks, bullets, code, prose } from './markdown.ts';

/** A port of pods, and the words under the cursor that lead to it. */
interface PortPlace {
  readonly range: TextRange;
  readonly ports: readonly PortOfPod[];
}

interface PortOfPod {
  readonly pod: Applied<'Workload'>;
  readonly port: number;
  readonly mesh: Mesh;
}

/** Of more pods, only these are shown. */
const MOST_PODS = 2;
/** The policies, routes and Services of a port that are named. */
const MOST_NAMES = 3;

/**
 * Who can reach a port and how, on the name or number of a container's port, the port of a Service, and the kind, the
 * name and the port of a Server: at most eight lines. The range counts UTF-16 code units from the file's beginning.
 * Undefined at any other place, and where it is not known which port it is.
 */
export function trafficHover(place: NavigationPlace): { markdown: string; range: TextRange } | undefined {
  const found = portAt(place);
  const [first, ...others] = found?.ports ?? [];
  if (!found || !first) return undefined;
  const shown = [first, ...others].slice(0, MOST_PODS).map((port) => describe(port, others.length > 0));
  const more = found.ports.length - shown.length;
  const rest = more > 0 ? prose(l10n.t('… and {0} more workloads.', String(more))) : undefined;
  return { markdown: blocks(...shown, rest), range: found.range };
}

function portAt(place: NavigationPlace): PortPlace | undefined {
  const here = resourceUnderCursor(place);
  const resource = here?.applied[0];
  if (!here || !resource) return undefined;
  const seenFrom = (pod: AppliedResource) => place.mesh.seenFrom(pod);
  return portOf(resource, seenFrom, here.fieldUnderCursor);
}

function portOf(
  resource: AppliedResource,
  seenFrom: (resource: AppliedResource) => Mesh,
  rangeOf: (path: FieldPath) => TextRange | undefined,
): PortPlace | undefined {
  const { facts } = resource;
  const mesh = seenFrom(resource);
  if (facts.type === 'Workload') {
    const pod = resource as Applied<'Workload'>;
    for (const { at, value } of declaredPorts(facts)) {
      const range = rangeOf(at);
      const { items } = portNumbers(facts, value);
      if (range) return { range, ports: items.map((port) => ({ pod, port, mesh })) };
    }
  }
  if (facts.type === 'Service') {
    for (const [index, port] of facts.ports.items.entries()) {
      const range = firstOf(['name', 'port', 'targetPort'], (key) => rangeOf(['spec', 'ports', index, key]));
      if (!range) continue;
      const ports = podsBehind(mesh, resource as Applied<'Service'>).matches.flatMap((pod) => {
        const target = targetOn(pod, port);
        return typeof target === 'number' ? [{ pod, port: target, mesh: seenFrom(pod) }] : [];
      });
      return { range, ports };
    }
  }
  if (facts.type === 'Server') {
    const range = firstOf([['kind'], ['metadata', 'name'], ['spec', 'port']], rangeOf);
    if (!range) return undefined;
    const ports = podsSelectedBy(mesh, resource as Applied<'Server'>).matches.flatMap((pod) =>
      portNumbers(pod.facts, facts.port).items.map((port) => ({ pod, port, mesh: seenFrom(pod) })),
    );
    return { range, ports };
  }
  return undefined;
}

function firstOf<Item, Found>(
  items: readonly Item[],
  find: (item: Item) => Found | undefined,
): Found | undefined {
  for (const item of items) {
    const found = find(item);
    if (found !== undefined) return found;
  }
  return undefined;
}

function describe({ pod, port, mesh }: PortOfPod, isOneOfSeveral: boolean): string {
  const traffic = workloadTraffic(mesh, pod).ports.find((candidate) => candidate.port === port);
  if (!traffic) return '';
  const { id } = pod.facts;
  const owner = code(`${id.kind}/${knownOrUndefined(id.name) ?? '?'}`);
  const title = `**${l10n.t('Port {0}', String(port))}** ${owner}: ${pathText(traffic)}`;
  const lines = [
    whoText(traffic),
    traffic.routes.length > 0 ? l10n.t('Routes of the Server: {0}', names(traffic.routes)) : undefined,
    ...(isOneOfSeveral ? [] : traffic.services.slice(0, 2).map(serviceText)),
    unclearText(traffic),
  ];
  return blocks(title, bullets(lines.filter((line) => line !== undefined)));
}

function pathText({ path, protocol, server }: PortTraffic): string {
  if (path === 'bypass') return prose(l10n.t('connections go past the proxy.'));
  if (path === 'direct') return prose(l10n.t('the pod has no proxy.'));
  const how = protocol === undefined || protocol === 'unknown' ? '' : `, ${prose(protocol)}`;
  const guard = server === undefined ? '' : `, ${l10n.t('guarded by the Server {0}', code(server))}`;
  if (path === 'unknown')
    return `${prose(l10n.t('it is not certain whether connections go through the proxy'))}${how}${guard}.`;
  return `${prose(l10n.t('through the proxy'))}${how}${guard}.`;
}

function whoText({ path, clients }: PortTraffic): string {
  if (path === 'bypass' || path === 'direct')
    return prose(l10n.t('Anyone may connect, in plain text: no mTLS, and no policy of Linkerd applies.'));
  const { allowedBy } = clients;
  if (allowedBy.length === 0) return othersText(clients);
  const allowed = l10n.t('May connect: clients of {0}', names(allowedBy));
  return clients.otherwise === 'deny' ? allowed : `${allowed}. ${othersText(clients)}`;
}

function othersText({ otherwise, admitsUnauthenticated }: Clients): string {
  if (otherwise === undefined) return prose(l10n.t('Who else may connect is not known.'));
  if (otherwise === 'cluster-default')
    return prose(l10n.t('The default policy of the cluster decides who may connect.'));
  if (otherwise === 'deny') return prose(l10n.t('No client may connect (deny).'));
  return admitsUnauthenticated === 'yes'
    ? l10n.t('Anyone may connect, with or without an identity of the mesh ({0}).', code(otherwise))
    : l10n.t('Clients may connect as {0} says.', code(otherwise));
}

function serviceText({ service, port, routes, settings }: ServiceTraffic): string {
  const by = l10n.t('By the Service {0}', code(`${service ?? '?'}:${port ?? '?'}`));
  const taken = routes.map(({ kind, name }) => `${kind}/${name ?? '?'}`);
  const own = Object.entries(settings ?? {}).map(([key, value]) => `${code(key)} ${code(value)}`);
  return [by, ...(taken.length > 0 ? [names(taken)] : []), ...own.slice(0, MOST_NAMES)].join(', ');
}

function unclearText({ unknowns }: PortTraffic): string | undefined {
  if (unknowns.includes('several-servers'))
    return prose(l10n.t('Several Servers guard this port; the oldest in the cluster counts.'));
  return unknowns.length > 0
    ? prose(l10n.t('A template, or files that are not here, may change this.'))
    : undefined;
}

function names(all: readonly string[]): string {
  const shown = all.slice(0, MOST_NAMES).map(code).join(', ');
  return all.length > MOST_NAMES ? `${shown}, …` : shown;
}
