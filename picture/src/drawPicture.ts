/** The picture as SVG. Texts come from manifests, so they become text nodes and never markup. */
import type { TrafficPicture } from '../../server/src/lsp/protocol.ts';
import {
  LINE_HEIGHT,
  type Line,
  layoutPicture,
  PADDING,
  type PlacedEdge,
  type PlacedNode,
  type Point,
} from './layoutPicture.ts';

const SVG = 'http://www.w3.org/2000/svg';

/** Of the width that it is made for. */
const SMALLEST = 0.85;

/** Called with a node that a person chooses. */
export type Choose = (node: TrafficPicture['nodes'][number]) => void;

/** Draws a picture. One node at a time can be reached with Tab; arrow keys lead to its neighbours. */
export function drawPicture(picture: TrafficPicture, onChoose: Choose): SVGElement {
  const { nodes, edges, width, height } = layoutPicture(picture.nodes, picture.edges, textWidth);
  const svg = element('svg', {
    class: 'picture',
    viewBox: `0 0 ${width} ${height}`,
    role: 'group',
    'aria-labelledby': 'picture-title',
    'aria-describedby': 'picture-description',
  });
  // As wide as there is room, and never too small to be read.
  svg.style.maxWidth = `${width}px`;
  svg.style.minWidth = `${SMALLEST * width}px`;
  svg.append(
    textElement('title', picture.title, { id: 'picture-title' }),
    textElement('desc', picture.words.description, { id: 'picture-description' }),
    arrowheads(),
    ...edges.map(drawEdge),
  );
  const drawn = new Map(nodes.map((placed) => [placed.node.id, drawNode(placed, onChoose)]));
  svg.append(...drawn.values());
  const [first] = drawn.values();
  first?.setAttribute('tabindex', '0');
  svg.addEventListener('keydown', (event) => {
    const from = nodes.find(({ node }) => drawn.get(node.id) === document.activeElement);
    const to = from && neighbour(from, nodes, picture.edges, event.key);
    if (!from || !to) return;
    event.preventDefault();
    drawn.get(from.node.id)?.setAttribute('tabindex', '-1');
    const target = drawn.get(to.node.id);
    target?.setAttribute('tabindex', '0');
    target?.focus();
    target?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  });
  return svg;
}

/** Left and right follow the arrows, up and down go through a column. */
function neighbour(
  from: PlacedNode,
  nodes: readonly PlacedNode[],
  edges: TrafficPicture['edges'],
  key: string,
): PlacedNode | undefined {
  const { id } = from.node;
  const isNear = ({ node }: PlacedNode) =>
    key === 'ArrowRight'
      ? edges.some((edge) => edge.from === id && edge.to === node.id)
      : edges.some((edge) => edge.to === id && edge.from === node.id);
  if (key === 'ArrowRight' || key === 'ArrowLeft') return closest(from, nodes.filter(isNear));
  const step = key === 'ArrowDown' ? 1 : -1;
  if (key !== 'ArrowDown' && key !== 'ArrowUp') return undefined;
  const column = nodes.filter(
    (other) => Math.abs(other.x - from.x) < from.width / 2 && (other.y - from.y) * step > 0,
  );
  return closest(from, column);
}

function closest(from: Point, nodes: readonly PlacedNode[]): PlacedNode | undefined {
  return [...nodes].sort((a, b) => Math.abs(a.y - from.y) - Math.abs(b.y - from.y))[0];
}

function drawNode({ node, lines, x, y, width, height }: PlacedNode, onChoose: Choose): SVGElement {
  const { kind, tone, place } = node;
  const text = node.lines.join(', ');
  const group = element('g', {
    class: `node ${kind} ${tone}${place ? ' leads' : ''}`,
    transform: `translate(${Math.round(x)} ${Math.round(y)})`,
    tabindex: -1,
    role: place ? 'link' : 'img',
    'aria-label': text,
    'data-id': node.id,
  });
  group.append(
    textElement('title', text, {}),
    element('rect', { width, height, rx: kind === 'port' ? 16 : kind === 'client' ? 8 : 2 }),
    ...lines.map((line, index) =>
      textElement('text', line.text, {
        x: kind === 'port' ? width / 2 : PADDING,
        y: PADDING + LINE_HEIGHT * index + 12,
        class: line.isBold ? 'first' : 'more',
        'text-anchor': kind === 'port' ? 'middle' : 'start',
      }),
    ),
  );
  if (place) {
    group.addEventListener('click', () => onChoose(node));
    group.addEventListener('keydown', (event) => {
      if (event.key !== 'Enter' && event.key !== ' ') return;
      event.preventDefault();
      onChoose(node);
    });
  }
  return group;
}

let pen: CanvasRenderingContext2D | null | undefined;

/** In the page's font, as the style sheet has it. */
function textWidth({ text, isBold }: Line): number {
  pen ??= document.createElement('canvas').getContext('2d');
  if (!pen) return 7 * text.length;
  pen.font = `${isBold ? '600 ' : ''}12px ${getComputedStyle(document.body).fontFamily}`;
  return pen.measureText(text).width;
}

function drawEdge({ edge: { kind }, points }: PlacedEdge): SVGElement {
  return element('path', {
    class: `edge ${kind}`,
    d: curve(points),
    'marker-end': `url(#head-${kind === 'past' ? 'past' : 'plain'})`,
  });
}

/** Leaves and enters horizontally. */
function curve(points: readonly Point[]): string {
  const [first, ...more] = points;
  if (!first) return '';
  let before = first;
  const parts = more.map((point) => {
    const middle = (before.x + point.x) / 2;
    const part = `C${middle} ${before.y} ${middle} ${point.y} ${point.x} ${point.y}`;
    before = point;
    return part;
  });
  return `M${first.x} ${first.y}${parts.join('')}`;
}

function arrowheads(): SVGElement {
  const heads = ['plain', 'past'].map((name) => {
    const marker = element('marker', {
      id: `head-${name}`,
      class: `head ${name}`,
      viewBox: '0 0 10 10',
      refX: 9,
      refY: 5,
      markerWidth: 8,
      markerHeight: 8,
      markerUnits: 'userSpaceOnUse',
      orient: 'auto',
    });
    marker.append(element('path', { d: 'M0 0L10 5L0 10z' }));
    return marker;
  });
  const definitions = element('defs', {});
  definitions.append(...heads);
  return definitions;
}

type Attributes = Readonly<Record<string, string | number>>;

function element(name: string, attributes: Attributes): SVGElement {
  const made = document.createElementNS(SVG, name) as SVGElement;
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, String(value));
  return made;
}

function textElement(name: string, text: string, attributes: Attributes): SVGElement {
  const made = element(name, attributes);
  made.textContent = text;
  return made;
}
