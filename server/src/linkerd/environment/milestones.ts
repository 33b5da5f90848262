import { parseRelease, type Release } from './releases.ts';

type Edge = Extract<Release, { channel: 'edge' }>;

/**
 * The newest edge release that is part of each milestone. The tags `version-2.15` and later of linkerd2 mark it, and
 * `git describe` names it for `stable-2.14.0` and earlier.
 */
const LAST_EDGES: ReadonlyMap<number, string> = new Map([
  [0, 'edge-18.9.2'],
  [1, 'edge-18.12.2'],
  [2, 'edge-19.2.3'],
  [3, 'edge-19.4.4'],
  [4, 'edge-19.7.3'],
  [5, 'edge-19.8.5'],
  [6, 'edge-19.10.2'],
  [7, 'edge-20.2.1'],
  [8, 'edge-20.6.2'],
  [9, 'edge-20.11.1'],
  [10, 'edge-21.3.2'],
  [11, 'edge-21.9.5'],
  [12, 'edge-22.8.2'],
  [13, 'edge-23.4.1'],
  [14, 'edge-23.8.3'],
  [15, 'edge-24.2.4'],
  [16, 'edge-24.8.2'],
  [17, 'edge-24.11.8'],
  [18, 'edge-25.4.4'],
  [19, 'edge-25.10.7'],
  [20, 'edge-26.6.3'],
]);
const NEWEST = Math.max(...LAST_EDGES.keys());

/**
 * Whether a release is older than the named one, so that it lacks what that one introduced. Undefined if that is not
 * known: the release is, or its name is too vague, or it is newer than this table.
 */
export function isReleaseBefore(
  release: Release | undefined,
  name: { readonly edge?: string; readonly milestone?: string },
): boolean | undefined {
  if (!release) return undefined;
  return release.channel === 'stable' ? isMilestoneBefore(release.minor, name) : isEdgeBefore(release, name);
}

/** The milestone, `2.18`, that an edge release became part of; undefined for those after the newest milestone. */
export function milestoneOf(edge: string): string | undefined {
  const release = parseEdge(edge);
  if (!release) return undefined;
  for (const minor of LAST_EDGES.keys()) {
    const last = lastEdgeOf(minor);
    if (last && compareEdges(release, last) <= 0) return `2.${minor}`;
  }
  return undefined;
}

/** The edge release that a release is: itself, or the newest one that is part of a stable milestone. */
export function edgeOf(release: Release): Edge | undefined {
  return release.channel === 'edge' ? release : lastEdgeOf(release.minor);
}

function isMilestoneBefore(
  minor: number,
  { edge, milestone }: { readonly edge?: string; readonly milestone?: string },
): boolean | undefined {
  const named = minorOf(milestone ?? (edge && milestoneOf(edge)));
  if (named !== undefined) return minor < named;
  // The edge is newer than all milestones in this table, so it is in none of them.
  return edge && parseEdge(edge) && minor <= NEWEST ? true : undefined;
}

function isEdgeBefore(
  release: Edge,
  { edge, milestone }: { readonly edge?: string; readonly milestone?: string },
): boolean | undefined {
  const named = edge === undefined ? undefined : parseEdge(edge);
  if (named) return compareEdges(release, named) < 0;
  const minor = minorOf(milestone);
  if (minor === undefined) return undefined;
  // Only a milestone is named. It stands for any edge after the previous milestone up to its own.
  const [previous, last] = [lastEdgeOf(minor - 1), lastEdgeOf(minor)];
  if (previous && compareEdges(release, previous) <= 0) return true;
  return last && compareEdges(release, last) >= 0 ? false : undefined;
}

function lastEdgeOf(minor: number): Edge | undefined {
  const edge = LAST_EDGES.get(minor);
  return edge === undefined ? undefined : parseEdge(edge);
}

function minorOf(milestone: string | undefined): number | undefined {
  const release = milestone === undefined ? undefined : parseRelease(milestone);
  return release?.channel === 'stable' ? release.minor : undefined;
}

function parseEdge(text: string): Edge | undefined {
  const release = parseRelease(text);
  return release?.channel === 'edge' ? release : undefined;
}

function compareEdges(one: Edge, other: Edge): number {
  return one.year - other.year || one.month - other.month || one.number - other.number;
}
