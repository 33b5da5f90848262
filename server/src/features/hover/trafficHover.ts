import * as l10n from '@vscode/l10n';
import type { FieldPath } from '../../facts/resourceFacts.ts';
import type { Applied, AppliedResource } from '../../mesh/appliedResource.ts';
import type { Mesh } from '../../mesh/mesh.ts';
import { declaredPorts } from '../../mesh/meshReferences.ts';
import { podsBehind, targetOn } from '../../mesh/podsBehind.ts';
import { podsSelectedBy } from '../../mesh/podsSelectedBy.ts';
import { portNumbers } from '../../mesh/serversOn.ts';
import type { ServiceTraffic } from '../../mesh/traffic/serviceTraffic.ts';
import {
  type PortTraffic,
  titleOf,
  type Unclear,
  workloadTraffic,
} from '../../mesh/traffic/workloadTraffic.ts';
import type { TextRange } from '../../text/range.ts';
import { type NavigationPlace, resourceUnderCursor } from '../navigation/resourceUnderCursor.ts';
import { clientsText } from '../traffic/clientWords.ts';
import { protocolText } from '../traffic/trafficGraph.ts';
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
  const { ports, unknowns } = workloadTraffic(mesh, pod);
  const traffic = ports.find((candidate) => candidate.port === port);
  if (!traffic) return '';
  const owner = code(titleOf(pod));
  const title = `**${l10n.t('Port {0}', String(port))}** ${owner}: ${pathText(traffic)}`;
  const lines = [
    prose(l10n.t('May connect: {0}', clientsText(traffic.clients, traffic.path, MOST_NAMES))),
    traffic.routes.length > 0 ? l10n.t('Routes of the Server: {0}', names(traffic.routes)) : undefined,
    ...(isOneOfSeveral ? [] : traffic.services.slice(0, 2).map(serviceText)),
    unclearText([...traffic.unknowns, ...unknowns]),
  ];
  return blocks(title, bullets(lines.filter((line) => line !== undefined)));
}

function pathText({ path, protocol, server }: PortTraffic): string {
  if (path === 'bypass') return prose(l10n.t('connections bypass the proxy.'));
  if (path === 'direct') return prose(l10n.t('the pod has no proxy.'));
  const how = protocol === undefined || protocol === 'unknown' ? '' : `, ${prose(protocolText(protocol))}`;
  const guard = server === undefined ? '' : `, ${l10n.t('guarded by the Server {0}', code(server))}`;
  if (path === 'unknown')
    return `${prose(l10n.t('it is unknown whether connections go through the proxy'))}${how}${guard}.`;
  return `${prose(l10n.t('through the proxy'))}${how}${guard}.`;
}

function serviceText({ service, port, routes, settings }: ServiceTraffic): string {
  const by = l10n.t('By the Service {0}', code(`${service ?? '?'}:${port ?? '?'}`));
  const taken = routes.map(({ kind, name }) => `${kind}/${name ?? '?'}`);
  const own = Object.entries(settings ?? {}).map(([key, value]) => `${code(key)} ${code(value)}`);
  return [by, ...(taken.length > 0 ? [names(taken)] : []), ...own.slice(0, MOST_NAMES)].join(', ');
}

function unclearText(unknowns: readonly Unclear[]): string | undefined {
  if (unknowns.includes('several-servers'))
    return prose(l10n.t('Several Servers select this port; Linkerd uses the oldest in the cluster.'));
  return unknowns.length > 0
    ? prose(l10n.t('A template, or files outside this repository, may change this.'))
    : undefined;
}

function names(all: readonly string[]): string {
  const shown = all.slice(0, MOST_NAMES).map(code).join(', ');
  return all.length > MOST_NAMES ? `${shown}, …` : shown;
}
