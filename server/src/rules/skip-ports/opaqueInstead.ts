import * as l10n from '@vscode/l10n';
import type { Fix } from '../../engine/finding.ts';
import { isTemplated, type MetadataEntry } from '../../kubernetes/metadataEntry.ts';
import { podAround } from '../../kubernetes/pod.ts';
import { OPAQUE_PORTS_KEY } from '../../linkerd/metadata/linkerdKeys.ts';
import { DEFAULT_OPAQUE_PORTS } from '../../linkerd/ports/defaultOpaquePorts.ts';
import { type PortToken, parsePortList } from '../../linkerd/ports/portList.ts';
import { type PortRange, PortSet } from '../../linkerd/ports/portSet.ts';
import { ADMIN_PORT, CONTROL_PORT, proxyPorts } from '../../linkerd/ports/proxyPorts.ts';
import type { SkipPorts } from '../../linkerd/ports/skipPorts.ts';
import type { TextEdit } from '../../text/edit.ts';
import { removeEntry } from '../../yaml/edit/entryEdits.ts';
import { changeValue, quoteScalar } from '../../yaml/edit/scalarEdits.ts';
import { branchAround } from '../../yaml/template/controlFlow.ts';
import { addedPorts, editList, fixOf, removedTokens } from '../fixes/listEdits.ts';
import { companionOf } from '../fixes/serviceCompanion.ts';

/**
 * Turns skip-inbound-ports into opaque-ports: the ports stay in the mesh, with mTLS and policy but without protocol
 * detection, and tap works. The proxy's own ports are left out. Offered only if every token is a port, because one
 * bad token makes the policy controller ignore the whole opaque-ports (`policy-controller/k8s/index/src/ports.rs`
 * parse_portset).
 */
export function opaqueInstead(skipPorts: SkipPorts): Fix[] {
  const { annotation } = skipPorts;
  const tokens = opaqueTokens(skipPorts);
  if (annotation.alias || annotation.placement === 'unknown' || tokens.length === 0) return [];
  const edits = annotation.siblings.has(OPAQUE_PORTS_KEY)
    ? mergeInto(skipPorts, tokens)
    : rename(skipPorts, tokens);
  const companion = companionOf(
    annotation,
    tokens.flatMap(({ ports }) => ports ?? []),
  );
  return fixOf(titleFor(annotation), 'suggestion', edits, isPreferable(skipPorts, tokens)).map((fix) => ({
    ...fix,
    companion,
  }));
}

function titleFor({ placement }: MetadataEntry): string {
  if (placement === 'namespace')
    return l10n.t('Use opaque-ports instead (replaces the default opaque ports in this namespace)');
  return l10n.t(
    'Use opaque-ports instead (on the Service too if the server speaks first, or clients wait 10 s)',
  );
}

/** The tokens without those that only name the proxy's own ports; empty if a token is not a port. */
function opaqueTokens({ annotation, list: { tokens, skipped } }: SkipPorts): PortToken[] {
  const own = ownPorts(annotation);
  if (!own || skipped.has(0) || tokens.some(({ kind }) => kind !== 'valid')) return [];
  const others = tokens.filter(({ ports }) => ports && !own.covers(ports));
  return others.some(({ ports }) => ports && overlaps(ports, own)) ? [] : others;
}

function ownPorts(annotation: MetadataEntry): PortSet | undefined {
  const moved = proxyPorts(annotation);
  if (!moved) return undefined;
  const ports = [CONTROL_PORT, ADMIN_PORT, moved.control, moved.admin];
  return PortSet.of(ports.map((port) => ({ first: port, last: port })));
}

function overlaps({ first, last }: PortRange, { ranges }: PortSet): boolean {
  return ranges.some((range) => range.first <= last && first <= range.last);
}

/** A server does not have more ports than this; a longer list means "everything but". */
const MOST_PORTS = 100;

/** Keys that may block the unmeshed clients that skipping admits. */
const SHUTTING_KEYS = [
  'config.linkerd.io/default-inbound-policy',
  'config.linkerd.io/proxy-require-identity-inbound-ports',
];

/** Whether nothing in the document speaks against this fix. */
function isPreferable({ annotation }: SkipPorts, tokens: readonly PortToken[]): boolean {
  const { size } = PortSet.of(tokens.flatMap(({ ports }) => ports ?? []));
  return (
    annotation.placement === 'pod' &&
    size <= MOST_PORTS &&
    !SHUTTING_KEYS.some((key) => annotation.siblings.has(key))
  );
}

/** Renames the key. The list replaces the default one, so it has to include the pod's own default ports. */
function rename(skipPorts: SkipPorts, tokens: readonly PortToken[]): TextEdit[] | undefined {
  const { annotation, value, list } = skipPorts;
  const keyEdit = annotation.key.rename(OPAQUE_PORTS_KEY);
  const own = list.tokens.filter((token) => !tokens.includes(token));
  const removed = removedTokens(list, own);
  if (!keyEdit || !removed) return undefined;
  const defaults = lostDefaults(annotation, PortSet.of(tokens.flatMap(({ ports }) => ports ?? [])));
  const changes = defaults.length > 0 ? [...removed, addedPorts(value.value, defaults)] : removed;
  if (changes.length > 0) {
    const edits = editList(skipPorts, changes);
    return edits && [keyEdit, ...edits];
  }
  if (annotation.valueKind === 'string') return [keyEdit];
  const valueEdit = quoteScalar(value, changeValue(value.value, changes));
  return valueEdit && [keyEdit, valueEdit];
}

/** Ports of this pod that are opaque by default and would be missing from the new list. */
function lostDefaults(annotation: MetadataEntry, listed: PortSet): number[] {
  const ports = podAround(annotation)?.containers.flatMap((container) => container.ports) ?? [];
  return DEFAULT_OPAQUE_PORTS.filter(
    (port) =>
      !listed.has(port) && ports.some(({ number, protocol }) => number === port && protocol === 'TCP'),
  );
}

function mergeInto({ annotation }: SkipPorts, tokens: readonly PortToken[]): TextEdit[] | undefined {
  const opaque = annotation.siblings.get(OPAQUE_PORTS_KEY);
  const removal =
    annotation.mapEntry &&
    removeEntry(annotation.document, annotation.mapEntry.map, annotation.mapEntry.pair);
  if (!removal || !opaque?.value || !isPlainlyBeside(opaque, annotation)) return undefined;
  const there = parsePortList(opaque.value.value);
  const missing = tokens.filter(({ ports }) => ports && !there.trimmed.covers(ports));
  if (missing.length === 0) return [removal];
  const added = addedPorts(
    opaque.value.value,
    missing.map(({ text }) => text),
  );
  const addition = editList({ annotation: opaque, value: opaque.value }, [added]);
  return addition && [removal, ...addition];
}

/** Whether both are in the same mapping and nothing else decides the other one's value. */
function isPlainlyBeside(other: MetadataEntry, annotation: MetadataEntry): boolean {
  const { document, key } = annotation;
  if (
    other.mapEntry?.map !== annotation.mapEntry?.map ||
    other.alias ||
    other.valueAlias ||
    isTemplated(other)
  )
    return false;
  if (branchAround(document, other.key.range.start) !== branchAround(document, key.range.start)) return false;
  return other.valueKind !== 'null' && other.valueKind !== 'collection';
}
