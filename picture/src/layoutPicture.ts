/** Where the nodes and arrows of a picture go. Lengths are in pixels, from the upper left corner. */
import { Graph, layout } from '@dagrejs/dagre';
import type { TrafficPicture } from '../../server/src/lsp/protocol.ts';

type Node = TrafficPicture['nodes'][number];
type Edge = TrafficPicture['edges'][number];

/** A point. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** A node and the rectangle around it. */
export interface PlacedNode extends Point {
  readonly node: Node;
  /** Its texts in lines that have room. */
  readonly lines: readonly Line[];
  readonly width: number;
  readonly height: number;
}

/** A line of text. */
export interface Line {
  readonly text: string;
  readonly isBold: boolean;
}

/** The width of a text. */
export type Measure = (line: Line) => number;

/** An arrow along its points, from the side of one node to that of the other. */
export interface PlacedEdge {
  readonly edge: Edge;
  readonly points: readonly Point[];
}

/** Everything with its place. */
export interface Layout {
  readonly nodes: readonly PlacedNode[];
  readonly edges: readonly PlacedEdge[];
  readonly width: number;
  readonly height: number;
}

/** The height of a line of text. */
export const LINE_HEIGHT = 16;
/** Between the text of a node and its border. */
export const PADDING = 8;

/** The columns: where each begins, and how wide it is. */
const COLUMNS: Readonly<Record<Node['kind'], { readonly x: number; readonly width: number }>> = {
  client: { x: 8, width: 190 },
  server: { x: 234, width: 150 },
  service: { x: 234, width: 150 },
  port: { x: 420, width: 130 },
  workload: { x: 586, width: 160 },
};

const WIDTH = 754;
const MARGIN = 8;
const GAP_OF_NODES = 12;
const GAP_OF_PARTS = 20;

/** Places parts that hang together below one another; each kind of node has its column. */
export function layoutPicture(nodes: readonly Node[], edges: readonly Edge[], measure: Measure): Layout {
  const shapes = new Map<string, Heights>();
  const placed: { nodes: PlacedNode[]; edges: PlacedEdge[] } = { nodes: [], edges: [] };
  let top = MARGIN;
  for (const part of partsOf(nodes, edges)) {
    const texts = part.nodes.map((node) => linesOf(node, measure));
    const heights = texts.map((lines) => lines.length * LINE_HEIGHT + 2 * PADDING);
    const shape = shapeOf(part, heights);
    // Many workloads of a repository look alike, and the library takes milliseconds for each.
    const found = shapes.get(shape) ?? heightsIn(part, heights);
    shapes.set(shape, found);
    const own = part.nodes.map((node, index): PlacedNode => {
      const { x, width } = COLUMNS[node.kind];
      const height = heights[index] ?? 0;
      return {
        node,
        lines: texts[index] ?? [],
        x,
        y: top + (found.nodes[index] ?? 0) - height / 2,
        width,
        height,
      };
    });
    const byId = new Map(own.map((place) => [place.node.id, place]));
    placed.nodes.push(...own);
    placed.edges.push(
      ...part.edges.map((edge, index) => ({
        edge,
        points: between(byId.get(edge.from), byId.get(edge.to), top + (found.edges[index] ?? 0)),
      })),
    );
    top += found.height + GAP_OF_PARTS;
  }
  return { ...placed, width: WIDTH, height: Math.max(0, top - GAP_OF_PARTS) + MARGIN };
}

interface Part {
  readonly nodes: Node[];
  readonly edges: Edge[];
}

/** The parts that no arrow connects, in the order of their first nodes. */
function partsOf(nodes: readonly Node[], edges: readonly Edge[]): Part[] {
  const heads = new Map(nodes.map(({ id }) => [id, id]));
  const headOf = (id: string): string => {
    let head = id;
    for (let next = heads.get(head); next !== undefined && next !== head; next = heads.get(head)) head = next;
    heads.set(id, head);
    return head;
  };
  for (const { from, to } of edges) heads.set(headOf(to), headOf(from));
  const parts = new Map<string, Part>();
  for (const node of nodes) {
    const head = headOf(node.id);
    const part = parts.get(head) ?? { nodes: [], edges: [] };
    part.nodes.push(node);
    parts.set(head, part);
  }
  for (const edge of edges) parts.get(headOf(edge.from))?.edges.push(edge);
  return [...parts.values()];
}

/** The middles of nodes and arrows of a part, from its top. */
interface Heights {
  readonly nodes: readonly number[];
  readonly edges: readonly number[];
  readonly height: number;
}

/** What the heights depend on. */
function shapeOf({ nodes, edges }: Part, heights: readonly number[]): string {
  const indices = new Map(nodes.map(({ id }, index) => [id, index]));
  return JSON.stringify([
    nodes.map(({ kind }, index) => [kind, heights[index]]),
    edges.map(({ from, to }) => [indices.get(from), indices.get(to)]),
  ]);
}

function heightsIn({ nodes, edges }: Part, heights: readonly number[]): Heights {
  const graph = new Graph();
  // Every rank is a column, so that there is nothing to optimize.
  graph.setGraph({ rankdir: 'LR', nodesep: GAP_OF_NODES, ranker: 'longest-path' });
  const kinds = new Map(nodes.map(({ id, kind }) => [id, kind]));
  for (const [index, { id, kind }] of nodes.entries())
    graph.setNode(id, { width: COLUMNS[kind].width, height: heights[index] ?? 0 });
  for (const { from, to } of edges) {
    // A client is two columns before a port, with or without a Server between them.
    const minlen = kinds.get(from) === 'client' && kinds.get(to) === 'port' ? 2 : 1;
    graph.setEdge(from, to, { minlen });
  }
  layout(graph);
  return {
    nodes: nodes.map(({ id }) => (graph.node(id) as { y: number }).y),
    edges: edges.map(({ from, to }) => {
      const { points } = graph.edge(from, to) as unknown as { points: readonly Point[] };
      return points[Math.floor(points.length / 2)]?.y ?? 0;
    }),
    height: (graph.graph() as { height?: number }).height ?? 0,
  };
}

/** From the right side of one node to the left side of the other, level across the column between them if there is one. */
function between(from: PlacedNode | undefined, to: PlacedNode | undefined, y: number): Point[] {
  if (!from || !to) return [];
  const { x, width } = COLUMNS.server;
  const isAcross = from.x + from.width < x && to.x > x + width;
  return [
    { x: from.x + from.width, y: from.y + from.height / 2 },
    ...(isAcross
      ? [
          { x, y },
          { x: x + width, y },
        ]
      : []),
    { x: to.x, y: to.y + to.height / 2 },
  ];
}

/** Longer texts are cut. */
const MOST_LINES = 3;
/** UTF-16 code units; no node has room for more, and measuring takes time. */
const LONGEST_TEXT = 200;

function linesOf({ kind, lines }: Node, measure: Measure): Line[] {
  const room = COLUMNS[kind].width - 2 * PADDING;
  return lines.flatMap((text, index) => wrapped(text.slice(0, LONGEST_TEXT), index === 0, room, measure));
}

/** Breaks a text after spaces, hyphens, slashes, colons and dots, and anywhere in a longer word. */
function wrapped(text: string, isBold: boolean, room: number, measure: Measure): Line[] {
  const words = text.match(/[^\s\-/.:]+[\s\-/.:]*|[\s\-/.:]+/gu) ?? [text];
  const lines: string[] = [''];
  const fits = (line: string) => measure({ text: line.trimEnd(), isBold }) <= room;
  for (const word of words) {
    if (fits(`${lines.at(-1)}${word}`)) {
      lines.push(`${lines.pop()}${word}`);
      continue;
    }
    if (lines.at(-1) !== '') lines.push('');
    for (const character of fits(word) ? [word] : word)
      if (fits(`${lines.at(-1)}${character}`)) lines.push(`${lines.pop()}${character}`);
      else lines.push(character);
  }
  const shown = lines.slice(0, MOST_LINES).map((line) => line.trimEnd());
  if (lines.length > MOST_LINES) shown.push(cut(shown.pop() ?? '', fits));
  return shown.map((line) => ({ text: line, isBold }));
}

function cut(text: string, fits: (line: string) => boolean): string {
  const characters = [...text];
  while (characters.length > 0 && !fits(`${characters.join('')}…`)) characters.pop();
  return `${characters.join('')}…`;
}
