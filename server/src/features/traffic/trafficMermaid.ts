import type { GraphEdge, GraphNode, TrafficGraph } from './trafficGraph.ts';

/**
 * A graph of traffic as a flowchart of Mermaid, which Markdown on GitHub and GitLab shows. A thick arrow goes past the
 * proxy, a dotted one says who may connect.
 */
export function trafficMermaid({ nodes, edges }: TrafficGraph): string {
  const lines = [
    'flowchart LR',
    ...nodes.map(nodeText),
    ...edges.map(({ from, to, kind }) => `  ${from} ${ARROWS[kind]} ${to}`),
  ];
  return `${lines.join('\n')}\n`;
}

function nodeText({ id, kind, lines }: GraphNode): string {
  const [before, after] = SHAPES[kind];
  return `  ${id}${before}"${label(lines.join(', '))}"${after}`;
}

const SHAPES: Readonly<Record<GraphNode['kind'], readonly [string, string]>> = {
  client: ['[', ']'],
  server: ['{{', '}}'],
  service: ['[/', '/]'],
  port: ['([', '])'],
  workload: ['[', ']'],
};

const ARROWS: Readonly<Record<GraphEdge['kind'], string>> = {
  admits: '-.->',
  unknown: '-.->',
  leads: '-->',
  proxied: '-->',
  past: '==>',
};

/** What may stand in a quoted label; anything else is written by its number, which Mermaid reads. */
function label(text: string): string {
  return text.replace(/[^A-Za-z0-9 ,.;:/()_-]/gu, (character) => `#${character.codePointAt(0)};`);
}
