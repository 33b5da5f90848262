import * as l10n from '@vscode/l10n';
import type { Fix } from '../../engine/finding.ts';
import { type AnnotationSite, isTemplated } from '../../kubernetes/annotationSite.ts';
import { podAround } from '../../kubernetes/pod.ts';
import { OPAQUE_PORTS_KEY } from '../../linkerd/annotations.ts';
import { DEFAULT_OPAQUE_PORTS } from '../../linkerd/opaquePorts.ts';
import { type PortToken, parsePortList } from '../../linkerd/portList.ts';
import { type PortRange, PortSet } from '../../linkerd/portSet.ts';
import { ADMIN_PORT, CONTROL_PORT, proxyPorts } from '../../linkerd/proxyPorts.ts';
import type { SkipPorts } from '../../linkerd/skipPorts.ts';
import type { TextEdit } from '../../text/edit.ts';
import { removeEntry } from '../../yaml/entryEdits.ts';
import { changeValue, quoteScalar } from '../../yaml/scalarEdits.ts';
import { branchAround } from '../../yaml/templateBlocks.ts';
import { addedPorts, editList, fixOf, removedTokens } from './listEdits.ts';

/**
 * Turns skip-inbound-ports into opaque-ports: the ports stay in the mesh, with mTLS and policy but without protocol
 * detection, and the pod can be tapped. The proxy's own ports stay out. Offered only where every token of the list is a
 * port, because one bad token voids the whole of opaque-ports for the policy controller
 * (`policy-controller/k8s/index/src/ports.rs` parse_portset).
 */
export function opaqueInstead(skipPorts: SkipPorts): Fix[] {
  const { site } = skipPorts;
  const tokens = opaqueTokens(skipPorts);
  if (site.alias || site.placement === 'unknown' || tokens.length === 0) return [];
  const edits = site.siblings.has(OPAQUE_PORTS_KEY)
    ? mergeInto(skipPorts, tokens)
    : rename(skipPorts, tokens);
  return fixOf(skipPorts, titleFor(site), 'suggestion', edits, isPreferable(skipPorts, tokens));
}

function titleFor({ placement }: AnnotationSite): string {
  if (placement === 'namespace')
    return l10n.t('Use opaque-ports instead (replaces the default opaque ports in this namespace)');
  return l10n.t(
    'Use opaque-ports instead (on the Service too if the server speaks first, or clients wait 10 s)',
  );
}

/** The tokens but for those that name the proxy's own ports alone; none where something in the list is no port. */
function opaqueTokens({ site, list: { tokens, skipped } }: SkipPorts): PortToken[] {
  const own = ownPorts(site);
  if (!own || skipped.has(0) || tokens.some(({ kind }) => kind !== 'valid')) return [];
  const others = tokens.filter(({ ports }) => ports && !own.covers(ports));
  return others.some(({ ports }) => ports && overlaps(ports, own)) ? [] : others;
}

function ownPorts(site: AnnotationSite): PortSet | undefined {
  const moved = proxyPorts(site);
  if (!moved) return undefined;
  const ports = [CONTROL_PORT, ADMIN_PORT, moved.control, moved.admin];
  return PortSet.of(ports.map((port) => ({ first: port, last: port })));
}

function overlaps({ first, last }: PortRange, { ranges }: PortSet): boolean {
  return ranges.some((range) => range.first <= last && first <= range.last);
}

/** More ports than this are not those of a server; such a list means "everything but". */
const MOST_PORTS = 100;

/** Keys that may shut out the unmeshed clients which skipping lets in. */
const SHUTTING_KEYS = [
  'config.linkerd.io/default-inbound-policy',
  'config.linkerd.io/proxy-require-identity-inbound-ports',
];

/** Whether nothing in sight speaks against it. */
function isPreferable({ site }: SkipPorts, tokens: readonly PortToken[]): boolean {
  const { size } = PortSet.of(tokens.flatMap(({ ports }) => ports ?? []));
  return (
    site.placement === 'pod' && size <= MOST_PORTS && !SHUTTING_KEYS.some((key) => site.siblings.has(key))
  );
}

/** Renames the key; the list replaces the default one, of which the pod's own ports are kept. */
function rename(skipPorts: SkipPorts, tokens: readonly PortToken[]): TextEdit[] | undefined {
  const { site, value, list } = skipPorts;
  const keyEdit = site.key.rename(OPAQUE_PORTS_KEY);
  const own = list.tokens.filter((token) => !tokens.includes(token));
  const removed = removedTokens(list, own);
  if (!keyEdit || !removed) return undefined;
  const defaults = lostDefaults(site, PortSet.of(tokens.flatMap(({ ports }) => ports ?? [])));
  const changes = defaults.length > 0 ? [...removed, addedPorts(value.value, defaults)] : removed;
  if (changes.length > 0) {
    const edits = editList(skipPorts, changes);
    return edits && [keyEdit, ...edits];
  }
  if (site.valueKind === 'string') return [keyEdit];
  const valueEdit = quoteScalar(value, changeValue(value.value, changes));
  return valueEdit && [keyEdit, valueEdit];
}

/** Ports of this pod that are opaque by default and would not be in the new list. */
function lostDefaults(site: AnnotationSite, listed: PortSet): number[] {
  const ports = podAround(site)?.containers.flatMap((container) => container.ports) ?? [];
  return DEFAULT_OPAQUE_PORTS.filter(
    (port) =>
      !listed.has(port) && ports.some(({ number, protocol }) => number === port && protocol === 'TCP'),
  );
}

function mergeInto({ site }: SkipPorts, tokens: readonly PortToken[]): TextEdit[] | undefined {
  const opaque = site.siblings.get(OPAQUE_PORTS_KEY);
  const removal = site.entry && removeEntry(site.document, site.entry.map, site.entry.pair);
  if (!removal || !opaque?.value || !isPlainlyBeside(opaque, site)) return undefined;
  const there = parsePortList(opaque.value.value);
  const missing = tokens.filter(({ ports }) => ports && !there.trimmed.covers(ports));
  if (missing.length === 0) return [removal];
  const added = addedPorts(
    opaque.value.value,
    missing.map(({ text }) => text),
  );
  const addition = editList({ site: opaque, value: opaque.value }, [added]);
  return addition && [removal, ...addition];
}

/** Whether both stand in the same mapping and whether nothing else decides about the other one's value. */
function isPlainlyBeside(other: AnnotationSite, site: AnnotationSite): boolean {
  const { document, key } = site;
  if (other.entry?.map !== site.entry?.map || other.alias || other.valueAlias || isTemplated(other))
    return false;
  if (branchAround(document, other.key.range.start) !== branchAround(document, key.range.start)) return false;
  return other.valueKind !== 'null' && other.valueKind !== 'collection';
}
