import { expect, test } from 'vitest';
import { type Line, layoutPicture, type PlacedNode } from '../../../picture/src/layoutPicture.ts';
import type { PictureNode, TrafficPicture } from '../../../server/src/lsp/protocol.ts';
import { measured } from '../../support/processorTime.ts';

const measure = ({ text }: Line) => 7 * text.length;

function node(id: string, kind: PictureNode['kind'], ...lines: readonly string[]): PictureNode {
  return { id, kind, lines: lines.length > 0 ? lines : [id], tone: 'plain' };
}

const edge = (from: string, to: string): TrafficPicture['edges'][number] => ({ from, to, kind: 'leads' });

/** A workload with two ports, a Service of both, a Server, and a client of each port. */
function workload(name: string) {
  const id = (part: string) => `${name}-${part}`;
  return {
    nodes: [
      node(id('workload'), 'workload'),
      node(id('http'), 'port'),
      node(id('metrics'), 'port'),
      node(id('server'), 'server'),
      node(id('service'), 'service'),
      node(id('cart'), 'client'),
      node(id('anyone'), 'client'),
    ],
    edges: [
      edge(id('http'), id('workload')),
      edge(id('metrics'), id('workload')),
      edge(id('server'), id('http')),
      edge(id('service'), id('http')),
      edge(id('service'), id('metrics')),
      edge(id('cart'), id('server')),
      edge(id('anyone'), id('metrics')),
    ],
  };
}

function overlap(a: PlacedNode, b: PlacedNode): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

test('has a column for each kind, with or without Servers, and nothing lies on anything else', () => {
  const [web, cart] = [workload('web'), workload('cart')];
  const plain = [node('blog', 'workload'), node('8080', 'port'), node('all', 'client')];
  const { nodes, width, height } = layoutPicture(
    [...web.nodes, ...plain, ...cart.nodes],
    [...web.edges, edge('8080', 'blog'), edge('all', '8080'), ...cart.edges],
    measure,
  );
  const columns = (...kinds: PictureNode['kind'][]) =>
    new Set(nodes.filter(({ node: { kind } }) => kinds.includes(kind)).map(({ x }) => Math.round(x)));
  for (const kinds of [['client'], ['server', 'service'], ['port'], ['workload']] as const)
    expect(columns(...kinds).size).toBe(1);
  for (const [index, one] of nodes.entries()) {
    for (const other of nodes.slice(index + 1)) expect(overlap(one, other)).toBe(false);
    expect(one.x + one.width).toBeLessThanOrEqual(width);
    expect(one.y + one.height).toBeLessThanOrEqual(height);
  }
});

test('leads arrows from the right side of one node to the left side of another', () => {
  const { nodes, edges } = layoutPicture(
    [node('8080', 'port'), node('web', 'workload')],
    [edge('8080', 'web')],
    measure,
  );
  const [port, web] = nodes as [PlacedNode, PlacedNode];
  const points = edges[0]?.points ?? [];
  expect(points[0]).toEqual({ x: port.x + port.width, y: port.y + port.height / 2 });
  expect(points.at(-1)).toEqual({ x: web.x, y: web.y + web.height / 2 });
});

test('breaks long texts and cuts the longest', () => {
  const linesOf = (...lines: string[]) =>
    layoutPicture([node('a', 'server', ...lines)], [], measure).nodes[0]?.lines.map(({ text }) => text);
  expect(linesOf('Server/a-name-that-is-long', 'opaque')).toEqual([
    'Server/a-name-that-',
    'is-long',
    'opaque',
  ]);
  expect(linesOf('x'.repeat(1000))).toEqual(['x'.repeat(19), 'x'.repeat(19), `${'x'.repeat(18)}…`]);
  expect(layoutPicture([], [], measure)).toMatchObject({ nodes: [], edges: [] });
});

test('places 200 workloads of ten shapes in a moment', () => {
  const all = Array.from({ length: 200 }, (_, index) => {
    const { nodes, edges } = workload(`web${index}`);
    const more = Array.from({ length: index % 10 }, (_, client) => `web${index}-${client}`);
    return {
      nodes: [...nodes, ...more.map((id) => node(id, 'client'))],
      edges: [...edges, ...more.map((id) => edge(id, `web${index}-server`))],
    };
  });
  const { result, milliseconds } = measured(() =>
    layoutPicture(
      all.flatMap(({ nodes }) => nodes),
      all.flatMap(({ edges }) => edges),
      measure,
    ),
  );
  expect(result.nodes).toHaveLength(2300);
  expect(milliseconds).toBeLessThan(1_000);
});
