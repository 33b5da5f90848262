import * as l10n from '@vscode/l10n';
import type { TextEdit } from '../text/edit.ts';
import type { TextRange } from '../text/range.ts';
import type { YamlDocument } from '../yaml/document.ts';
import type { YamlNode } from '../yaml/nodes.ts';
import { visitNodes } from '../yaml/visitNodes.ts';
import type { Finding, Fix } from './finding.ts';

/** A node that has an anchor and is used through aliases. */
interface SharedNode extends TextRange {
  readonly anchor: string;
  readonly aliases: TextRange[];
  /** The innermost shared node around it. */
  parent: SharedNode | undefined;
  /** Number of times that aliases repeat its text, including aliases in other shared nodes; computed on demand. */
  repeats: number | undefined;
}

/** Levels of aliases in anchors; more than people write. */
const DEEPEST = 100;

/**
 * An edit of a node with an anchor changes every use of the anchor, and some may not be Linkerd's: the same text may
 * be data of a ConfigMap. The title of such a fix says so, and a safe fix stays safe only if the rule wants the same
 * edits for every use.
 *
 * Offsets of findings and edits count from the document's beginning. Duplicate findings are not removed yet.
 */
export function markSharedEdits(document: YamlDocument, findings: Finding[]): Finding[] {
  // Mostly there is nothing to fix, and going through all nodes would make a document with anchors slower to type in.
  if (!document.mayHaveAliases || findings.every(({ fixes }) => fixes.length === 0)) return findings;
  const shared = sharedNodes(document.roots);
  const wanted = countFixes(findings);
  return findings.map((finding) => ({
    ...finding,
    fixes: finding.fixes.map((fix) => {
      const { places, anchor } = reachOf(shared, fix.edits);
      if (anchor === undefined) return fix;
      const title = l10n.t('{0} (changes every use of “&{1}”)', fix.title, anchor);
      const isWantedEverywhere = places <= (wanted.get(identityOf(finding, fix)) ?? 0);
      if (!isSafe(fix) || isWantedEverywhere) return { ...fix, title };
      return { ...fix, title, safety: 'suggestion', isPreferred: false };
    }),
  }));
}

function isSafe({ safety }: Fix): boolean {
  return safety === 'safe';
}

function identityOf({ rule }: Finding, { edits }: Fix): string {
  return `${rule} ${JSON.stringify(edits)}`;
}

/** For each safe fix, the number of places where its rule wants it. */
function countFixes(findings: readonly Finding[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const finding of findings)
    for (const fix of finding.fixes.filter(isSafe)) {
      const identity = identityOf(finding, fix);
      counts.set(identity, (counts.get(identity) ?? 0) + 1);
    }
  return counts;
}

/** The maximum number of places that edits change, and the anchor that causes it; no anchor if that is one place. */
function reachOf(
  shared: readonly SharedNode[],
  edits: readonly TextEdit[],
): { places: number; anchor: string | undefined } {
  let reach: { places: number; anchor: string | undefined } = { places: 1, anchor: undefined };
  for (const { range } of edits) {
    const around = innermostAt(shared, range);
    const torn = tornBy(shared, around, range);
    const places = torn ? Number.POSITIVE_INFINITY : placesOf(shared, range, DEEPEST);
    if (places > reach.places) reach = { places, anchor: (torn ?? around)?.anchor };
  }
  return reach;
}

/** The node whose beginning or end an edit changes, or that it removes: its aliases lose that too. */
function tornBy(
  shared: readonly SharedNode[],
  around: SharedNode | undefined,
  range: TextRange,
): SharedNode | undefined {
  if (around && !holds(around, range)) return around;
  const next = shared[firstFrom(shared, range.start)];
  return next && next.start < range.end && !holds(next, range) ? next : undefined;
}

/** Number of places where a range of the text counts: its own, and one for each way that aliases lead to it. */
function placesOf(shared: readonly SharedNode[], range: TextRange, depthLeft: number): number {
  let places = 1;
  for (let node = innermostAt(shared, range); node; node = node.parent)
    places += repeatsOf(shared, node, depthLeft);
  return places;
}

function repeatsOf(shared: readonly SharedNode[], node: SharedNode, depthLeft: number): number {
  if (node.repeats !== undefined) return node.repeats;
  if (depthLeft === 0) return Number.POSITIVE_INFINITY;
  // An alias inside its own anchor repeats it infinitely.
  node.repeats = Number.POSITIVE_INFINITY;
  node.repeats = node.aliases.reduce((sum, alias) => sum + placesOf(shared, alias, depthLeft - 1), 0);
  return node.repeats;
}

/** The nodes that have an anchor and at least one alias, in the order of the text. */
function sharedNodes(roots: readonly YamlNode[]): readonly SharedNode[] {
  const latest = new Map<string, SharedNode>();
  const anchored: SharedNode[] = [];
  visitNodes(roots, (node) => {
    if (node.kind === 'alias') latest.get(node.name)?.aliases.push(node);
    else if (node.anchor !== undefined) {
      const { start, end, anchor } = node;
      const made: SharedNode = { start, end, anchor, aliases: [], parent: undefined, repeats: undefined };
      latest.set(anchor, made);
      anchored.push(made);
    }
    return true;
  });
  // In broken YAML the order may differ.
  const shared = anchored.filter(({ aliases }) => aliases.length > 0).sort((a, b) => a.start - b.start);
  linkParents(shared);
  return shared;
}

function linkParents(inOrder: readonly SharedNode[]): void {
  const open: SharedNode[] = [];
  for (const node of inOrder) {
    while (open.length > 0 && !holds(open.at(-1) as SharedNode, node)) open.pop();
    node.parent = open.at(-1);
    open.push(node);
  }
}

/** The innermost node that contains the beginning of a range, or ends there. */
function innermostAt(inOrder: readonly SharedNode[], range: TextRange): SharedNode | undefined {
  let candidate = inOrder[firstFrom(inOrder, range.start + 1) - 1];
  while (candidate && candidate.end < range.start) candidate = candidate.parent;
  return candidate;
}

function holds(outer: TextRange, inner: TextRange): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}

/** Index of the first node that begins at an offset or after it. */
function firstFrom(inOrder: readonly TextRange[], offset: number): number {
  let low = 0;
  let high = inOrder.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((inOrder[middle] as TextRange).start < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}
