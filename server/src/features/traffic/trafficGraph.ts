import * as l10n from '@vscode/l10n';
import type { ServiceTraffic } from '../../mesh/traffic/serviceTraffic.ts';
import type { Clients, PortTraffic, WorkloadTraffic } from '../../mesh/traffic/workloadTraffic.ts';
import { counted, grantedText, othersText, sourceText, unguardedText } from './clientWords.ts';

/** Traffic as a graph: clients, Servers and Services lead to ports, and these to workloads. */
export interface TrafficGraph {
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
}

/** A node with what it shows. */
export interface GraphNode {
  /** Letters and digits. */
  readonly id: string;
  readonly kind: 'client' | 'server' | 'service' | 'port' | 'workload';
  readonly lines: readonly string[];
  /** `risk` for what goes past the proxy. */
  readonly tone: 'plain' | 'risk' | 'unknown';
  readonly subject: GraphSubject;
}

/** What a node is about. */
export interface GraphSubject {
  /** The index of the workload, or of the first of several. */
  readonly workload: number;
  readonly port?: number | undefined;
  /** Another resource of the workload's namespace, by kind and name. */
  readonly resource?: { readonly kind: string; readonly name: string } | undefined;
}

/** An arrow. */
export interface GraphEdge {
  readonly from: string;
  readonly to: string;
  /** `admits` from clients; `leads` from Services; the rest say how connections reach the pod, past the proxy from anywhere. */
  readonly kind: 'admits' | 'leads' | 'proxied' | 'past' | 'unknown';
}

/** More clients of a policy are counted. */
const MOST_CLIENTS = 3;

/** The graph of these workloads. A Service that leads to several is one node. */
export function trafficGraph(workloads: readonly WorkloadTraffic[]): TrafficGraph {
  const graph = new Builder();
  for (const [index, workload] of workloads.entries()) graph.addWorkload(workload, index);
  return graph;
}

class Builder implements TrafficGraph {
  readonly nodes: GraphNode[] = [];
  readonly edges: GraphEdge[] = [];
  readonly #ids = new Map<string, string>();
  readonly #edges = new Set<string>();

  addWorkload(workload: WorkloadTraffic, index: number): void {
    const { kind, name, namespace, set, isInjected, ports } = workload;
    const own = this.#node(`workload ${index}`, {
      kind: 'workload',
      lines: [`${kind}/${nameText(name)}`, [namespace, proxyText(isInjected)].filter(Boolean).join(' · ')],
      tone: isInjected === 'unknown' ? 'unknown' : 'plain',
      subject: { workload: index },
    });
    for (const port of ports) {
      const at = this.#node(`port ${index} ${port.port}`, {
        kind: 'port',
        lines: portLines(port),
        tone: toneOf(port),
        subject: { workload: index, port: port.port },
      });
      this.#edge(at, own, arrowOf(port));
      this.#addClients(port, at, index);
      for (const service of port.services) {
        const key = `service ${namespace ?? ''} ${set} ${service.service ?? index} ${service.port ?? '?'}`;
        const from = this.#node(key, {
          kind: 'service',
          lines: serviceLines(service),
          tone: 'plain',
          subject: { workload: index, port: port.port, resource: named('Service', service.service) },
        });
        this.#edge(from, at, arrowOf(port) === 'past' ? 'past' : 'leads');
      }
    }
  }

  #addClients(port: PortTraffic, at: string, index: number): void {
    const { server, clients, path } = port;
    const isUnproxied = path === 'bypass' || path === 'direct';
    const subject = { workload: index, port: port.port, resource: named('Server', server) };
    let guarded = at;
    if (server !== undefined) {
      guarded = this.#node(`server ${index} ${server}`, {
        kind: 'server',
        lines: [`Server/${server}`, ...port.routes.slice(0, 2)],
        tone: 'plain',
        subject,
      });
      this.#edge(guarded, at, 'admits');
    }
    const add = (lines: readonly string[], resource = subject.resource) => {
      const from = this.#node(`client ${index} ${lines.join('\n')}`, {
        kind: 'client',
        lines,
        tone: isUnproxied ? 'risk' : 'plain',
        subject: { ...subject, resource },
      });
      this.#edge(from, guarded, isUnproxied ? 'past' : 'admits');
    };
    if (isUnproxied) {
      add([unguardedText()]);
      return;
    }
    for (const grant of clients.grants) {
      const [kind, name] = grant.policy.split('/');
      add(grantLines(grant), named(kind ?? '', name === '?' ? undefined : name));
    }
    const others = othersText(clients);
    if (others !== '' || clients.grants.length === 0)
      add([others || l10n.t('unknown which clients may connect')]);
  }

  /** The id of a node, which is added the first time. */
  #node(key: string, node: Omit<GraphNode, 'id'>): string {
    const known = this.#ids.get(key);
    if (known !== undefined) return known;
    const id = `n${this.nodes.length}`;
    this.#ids.set(key, id);
    this.nodes.push({ id, ...node });
    return id;
  }

  #edge(from: string, to: string, kind: GraphEdge['kind']): void {
    const key = `${from} ${to}`;
    if (this.#edges.has(key)) return;
    this.#edges.add(key);
    this.edges.push({ from, to, kind });
  }
}

function nameText(name: string | undefined): string {
  return name ?? l10n.t('(templated)');
}

function named(kind: string, name: string | undefined): GraphSubject['resource'] {
  return name === undefined ? undefined : { kind, name };
}

function proxyText(isInjected: WorkloadTraffic['isInjected']): string {
  if (isInjected === 'yes') return l10n.t('with the proxy');
  return isInjected === 'no' ? l10n.t('without the proxy') : l10n.t('possibly with the proxy');
}

function portLines({ port, name, protocol, path }: PortTraffic): string[] {
  return [
    name === undefined ? String(port) : `${port} ${name}`,
    ...(protocol === undefined || protocol === 'unknown' ? [] : [protocolText(protocol)]),
    ...(path === 'proxy' ? [] : [pathText(path)]),
  ];
}

/** The protocol as the proxy takes it. */
export function protocolText(protocol: string): string {
  if (protocol === 'opaque') return l10n.t('opaque');
  return protocol === 'detected' ? l10n.t('protocol detected') : protocol;
}

function toneOf({ path }: PortTraffic): GraphNode['tone'] {
  if (path === 'proxy') return 'plain';
  return path === 'unknown' ? 'unknown' : 'risk';
}

function arrowOf({ path }: PortTraffic): GraphEdge['kind'] {
  if (path === 'proxy') return 'proxied';
  return path === 'unknown' ? 'unknown' : 'past';
}

/** How connections reach the pod. */
export function pathText(path: PortTraffic['path']): string {
  switch (path) {
    case 'proxy':
      return l10n.t('through the proxy');
    case 'bypass':
      return l10n.t('past the proxy');
    case 'direct':
      return l10n.t('no proxy');
    case 'unknown':
      return l10n.t('possibly past the proxy');
  }
}

function grantLines(grant: Clients['grants'][number]): string[] {
  const { clients } = grant;
  if (clients === undefined) return [grantedText(grant)];
  if (clients.length <= 1) return [grantedText(grant), sourceText(grant)];
  const textOf = (client: (typeof clients)[number]) => grantedText({ ...grant, clients: [client] });
  return [...counted(clients, MOST_CLIENTS, textOf), sourceText(grant)];
}

function serviceLines({ service, port, protocol, routes }: ServiceTraffic): string[] {
  const title = `Service/${nameText(service)}:${port ?? '?'}`;
  const how = protocol === 'unknown' ? [] : [protocolText(protocol)];
  const taken = routes.slice(0, 2).map(({ kind, name }) => `${kind}/${name ?? '?'}`);
  return [title, ...how, ...taken];
}
