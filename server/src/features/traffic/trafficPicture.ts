import * as l10n from '@vscode/l10n';
import type { PlaceElsewhere } from '../../engine/finding.ts';
import { placeOfField } from '../../engine/locateMeshFindings.ts';
import type { RepositoryMesh } from '../../engine/repositoryMesh.ts';
import type { SourceFile } from '../../engine/sourceFile.ts';
import { isKnown } from '../../facts/known.ts';
import type { FieldPath } from '../../facts/resourceFacts.ts';
import type { Applied, AppliedResource } from '../../mesh/appliedResource.ts';
import type { Mesh } from '../../mesh/mesh.ts';
import { declaredPorts, NAME } from '../../mesh/meshReferences.ts';
import { namespaceName } from '../../mesh/namespaceKey.ts';
import { portNumbers } from '../../mesh/serversOn.ts';
import { workloadsOf } from '../../mesh/traffic/meshTraffic.ts';
import {
  type PortTraffic,
  titleOf,
  type WorkloadTraffic,
  workloadTraffic,
} from '../../mesh/traffic/workloadTraffic.ts';
import { resourceUnderCursor } from '../navigation/resourceUnderCursor.ts';
import { clientsText } from './clientWords.ts';
import {
  type GraphEdge,
  type GraphNode,
  type GraphSubject,
  pathText,
  protocolText,
  trafficGraph,
} from './trafficGraph.ts';
import { trafficMermaid } from './trafficMermaid.ts';
import {
  choicesIn,
  isInScope,
  type ScopeChoice,
  scopeOf,
  scopeText,
  type TrafficScope,
} from './trafficScope.ts';
import { unclearText } from './unclearWords.ts';

/** Effective traffic to be drawn, with its texts in the person's language. Plain data. */
export interface TrafficPicture {
  /** What it is of; undefined if the person has to choose, or if there is nothing to choose. */
  readonly scope: TrafficScope | undefined;
  /** What can be chosen instead. */
  readonly choices: readonly ScopeChoice[];
  readonly title: string;
  readonly nodes: readonly PictureNode[];
  readonly edges: readonly GraphEdge[];
  /** The same as a table, a row for each port; one without cells behind the first for a workload without ports. */
  readonly rows: readonly (readonly PictureCell[])[];
  /** Sentences above the picture: why it is empty, what is left out. */
  readonly notes: readonly string[];
  /** What is left out, to be chosen. */
  readonly folded: readonly ScopeChoice[];
  readonly mermaid: string;
  readonly words: PictureWords;
}

/** A node with its line in a file, if that is known. */
export type PictureNode = Omit<GraphNode, 'subject'> & { readonly place?: PlaceElsewhere | undefined };

/** A cell of the table. */
export interface PictureCell {
  readonly text: string;
  readonly place?: PlaceElsewhere | undefined;
}

/** The texts around a picture. */
export interface PictureWords {
  readonly columns: readonly string[];
  readonly tableTitle: string;
  readonly legend: string;
  readonly scopeLabel: string;
  readonly copy: string;
  readonly description: string;
}

/** More workloads are folded: drawing would take longer than a person waits. */
const MOST_WORKLOADS = 200;

/** The same for nodes: a workload may have hundreds of policies. */
const MOST_NODES = 4_000;

/** What a picture is asked for. */
export interface PictureRequest {
  readonly mesh: RepositoryMesh;
  /** The file where it was asked for, and the place there in UTF-16 code units. */
  readonly cursor?: { readonly uri: string; readonly file: SourceFile; readonly offset: number } | undefined;
  /** Counts before what is under the cursor. */
  readonly scope?: TrafficScope | undefined;
}

/** How traffic reaches the workloads of a scope, or of the resource under the cursor. */
export async function trafficPicture(request: PictureRequest): Promise<TrafficPicture> {
  const { mesh } = request;
  const all = workloadsOf(mesh.model);
  const scope = request.scope ?? scopeUnderCursor(request);
  const choices = choicesIn(all);
  const chosen = scope === undefined ? [] : all.filter((pod) => isInScope(pod, scope));
  let drawn = chosen.slice(0, MOST_WORKLOADS);
  let traffic = drawn.map((pod) => workloadTraffic(mesh.seenFrom(pod), pod));
  let graph = trafficGraph(traffic);
  while (graph.nodes.length > MOST_NODES && drawn.length > 1) {
    drawn = drawn.slice(0, drawn.length / 2);
    traffic = traffic.slice(0, drawn.length);
    graph = trafficGraph(traffic);
  }
  const places = new Places(mesh, drawn);
  const nodes = [];
  for (const { subject, ...node } of graph.nodes) nodes.push({ ...node, place: await places.of(subject) });
  const rows = [];
  for (const [index, workload] of traffic.entries()) rows.push(...(await rowsOf(workload, index, places)));
  return {
    scope,
    choices: all.length === 0 ? [] : choices,
    title: scope === undefined ? l10n.t('Effective traffic') : scopeText(scope),
    nodes,
    edges: graph.edges,
    rows,
    notes: notesOf(all.length, chosen.length, drawn.length, scope, traffic),
    folded: foldedIn(chosen, drawn.length),
    mermaid: trafficMermaid(graph),
    words: words(),
  };
}

function scopeUnderCursor({ mesh, cursor }: PictureRequest): TrafficScope | undefined {
  const resource = cursor && resourceUnderCursor({ mesh, ...cursor })?.applied[0];
  return resource && scopeOf(mesh.seenFrom(resource), resource);
}

function notesOf(
  all: number,
  chosen: number,
  drawn: number,
  scope: TrafficScope | undefined,
  traffic: readonly WorkloadTraffic[],
): string[] {
  if (all === 0)
    return [
      l10n.t(
        'There is no workload in these files: no Deployment, StatefulSet or other resource with a pod template that is a part of the mesh.',
      ),
    ];
  if (scope === undefined) return [];
  if (chosen === 0) return [l10n.t('There is no workload in {0} any more.', scopeText(scope))];
  const more =
    chosen > drawn
      ? [
          l10n.t(
            'The first {0} of {1} workloads are drawn. Choose a namespace to see the others.',
            String(drawn),
            String(chosen),
          ),
        ]
      : [];
  const unclear = [...new Set(traffic.flatMap(({ unknowns }) => unknowns))];
  return [...more, ...unclear.map((each) => l10n.t('Not known: {0}.', unclearText(each)))];
}

/** Where to see those that are not drawn: their namespaces, or parts of a namespace that is too large itself. */
function foldedIn(chosen: readonly AppliedResource[], most: number): ScopeChoice[] {
  const ofNamespace = (pods: readonly AppliedResource[], name: string | undefined) =>
    pods.filter(({ namespace }) => namespaceName(namespace) === name);
  const hidden = chosen.slice(most);
  return [...new Set(hidden.map(({ namespace }) => namespaceName(namespace)))].flatMap((namespace) => {
    const pods = ofNamespace(hidden, namespace);
    const isSmall = namespace !== undefined && ofNamespace(chosen, namespace).length <= most;
    const parts = isSmall ? [pods] : chunks(pods, most);
    return parts.map((part) => ({
      label: l10n.t('{0}: {1} more', namespace ?? '–', String(part.length)),
      scope: isSmall ? { namespace } : { namespace, workloads: part.map(titleOf) },
    }));
  });
}

function chunks<Item>(items: readonly Item[], size: number): Item[][] {
  const count = Math.ceil(items.length / size);
  return Array.from({ length: count }, (_, index) => items.slice(index * size, (index + 1) * size));
}

/** Finds the lines of what a graph shows; each file is read once. */
class Places {
  readonly #mesh: RepositoryMesh;
  readonly #pods: readonly Applied<'Workload'>[];
  readonly #files = new Map<string, SourceFile | undefined>();

  constructor(mesh: RepositoryMesh, pods: readonly Applied<'Workload'>[]) {
    this.#mesh = mesh;
    this.#pods = pods;
  }

  /** The place of the resource, or else of the port, or else of the workload. */
  async of({ workload, port, resource }: GraphSubject): Promise<PlaceElsewhere | undefined> {
    const pod = this.#pods[workload];
    if (!pod) return undefined;
    const found = resource && resourceNamed(this.#mesh.seenFrom(pod), pod, resource);
    if (found) return this.#at(found, NAME);
    const declared = port === undefined ? undefined : declaredAt(pod, port);
    return (declared && (await this.#at(pod, declared))) ?? this.#at(pod, NAME);
  }

  async #at(resource: AppliedResource, path: FieldPath): Promise<PlaceElsewhere | undefined> {
    const { uri } = resource;
    if (!this.#files.has(uri)) this.#files.set(uri, await this.#mesh.fileOf(uri));
    const file = this.#files.get(uri);
    return file && (placeOfField(file, resource, path) ?? placeOfField(file, resource, ['kind']));
  }
}

function resourceNamed(
  mesh: Mesh,
  { namespace }: AppliedResource,
  { kind, name }: NonNullable<GraphSubject['resource']>,
): AppliedResource | undefined {
  if (!isResourceType(kind)) return undefined;
  const found = mesh.find(kind, { kind, name, namespace });
  return found === 'unknown' ? undefined : found.found;
}

/** The kinds that nodes are about. */
const TYPES = ['AuthorizationPolicy', 'Server', 'ServerAuthorization', 'Service'] as const;

function isResourceType(kind: string): kind is (typeof TYPES)[number] {
  return TYPES.some((type) => type === kind);
}

function declaredAt(pod: Applied<'Workload'>, port: number): FieldPath | undefined {
  return declaredPorts(pod.facts).find(({ value }) => {
    const numbers = portNumbers(pod.facts, value).items;
    return numbers.some((number) => isKnown(number) && number === port);
  })?.at;
}

async function rowsOf(workload: WorkloadTraffic, index: number, places: Places): Promise<PictureCell[][]> {
  const owner = {
    text: `${workload.kind}/${workload.name ?? '?'}${workload.namespace === undefined ? '' : ` (${workload.namespace})`}`,
    place: await places.of({ workload: index }),
  };
  if (workload.ports.length === 0)
    return [[owner, { text: l10n.t('These files contain none of its ports.') }]];
  const rows: PictureCell[][] = [];
  for (const port of workload.ports) {
    const { server } = port;
    rows.push([
      owner,
      {
        text: port.name === undefined ? String(port.port) : `${port.port} ${port.name}`,
        place: await places.of({ workload: index, port: port.port }),
      },
      { text: pathText(port.path) },
      { text: port.protocol === undefined ? '–' : protocolText(port.protocol) },
      server === undefined
        ? { text: '–' }
        : {
            text: server,
            place: await places.of({ workload: index, resource: { kind: 'Server', name: server } }),
          },
      { text: whoText(port) },
      {
        text:
          port.services.map(({ service, port: own }) => `${service ?? '?'}:${own ?? '?'}`).join(', ') || '–',
      },
    ]);
  }
  return rows;
}

function whoText({ clients, path, unknowns }: PortTraffic): string {
  const unclear = unknowns.map((each) => l10n.t('Not known: {0}.', unclearText(each)));
  return [`${clientsText(clients, path)}.`, ...unclear].join(' ');
}

function words(): PictureWords {
  return {
    columns: [
      l10n.t('Workload'),
      l10n.t('Port'),
      l10n.t('Connections'),
      l10n.t('Protocol'),
      l10n.t('Server'),
      l10n.t('Who may connect'),
      l10n.t('By Service'),
    ],
    tableTitle: l10n.t('The same as a table'),
    legend: l10n.t(
      'Dotted arrows: who may connect. Thin arrows: through the proxy. Thick arrows: past the proxy, without mTLS and policy.',
    ),
    scopeLabel: l10n.t('Show'),
    copy: l10n.t('Copy as Mermaid'),
    description: l10n.t(
      'Arrow keys move between what is connected, and Enter opens its line. The table below says the same.',
    ),
  };
}
