import * as l10n from '@vscode/l10n';
import type { Fix } from '../../engine/finding.ts';
import { type AnnotationSite, isTemplated } from '../../kubernetes/metadataEntry.ts';
import { OPAQUE_PORTS_KEY } from '../../linkerd/metadata/linkerdKeys.ts';
import { type PortList, parsePortList } from '../../linkerd/ports/portList.ts';
import type { SkipPorts } from '../../linkerd/ports/skipPorts.ts';
import type { TextEdit } from '../../text/edit.ts';
import { removeEntry } from '../../yaml/edit/entryEdits.ts';
import { quoteScalar } from '../../yaml/edit/scalarEdits.ts';
import { branchAround } from '../../yaml/template/controlFlow.ts';
import { addedPorts, editList, fixOf } from '../fixes/listEdits.ts';

/**
 * Turns skip-inbound-ports into opaque-ports: the ports stay in the mesh, with mTLS, policy and tap, but without
 * protocol detection. Offered only where every token of the list is a port, because one bad token voids the whole of
 * opaque-ports for the policy controller (`policy-controller/k8s/index/src/ports.rs` parse_portset).
 */
export function opaqueInstead(skipPorts: SkipPorts): Fix[] {
  const { site, list } = skipPorts;
  if (site.alias || site.placement === 'unknown' || !isOpaqueList(list)) return [];
  const edits = site.siblings.has(OPAQUE_PORTS_KEY) ? mergeInto(skipPorts) : renameKey(skipPorts);
  return fixOf(skipPorts, l10n.t('Proxy these ports as opaque instead'), 'suggestion', edits, false);
}

function isOpaqueList({ tokens, skipped }: PortList): boolean {
  return tokens.every(({ kind }) => kind === 'valid') && !skipped.has(0);
}

function renameKey({ site, value }: SkipPorts): TextEdit[] | undefined {
  const keyEdit = site.key.rename(OPAQUE_PORTS_KEY);
  if (!keyEdit) return undefined;
  if (site.valueKind === 'string') return [keyEdit];
  const valueEdit = quoteScalar(value, value.value);
  return valueEdit && [keyEdit, valueEdit];
}

function mergeInto({ site, list }: SkipPorts): TextEdit[] | undefined {
  const opaque = site.siblings.get(OPAQUE_PORTS_KEY);
  const removal = site.entry && removeEntry(site.document, site.entry.map, site.entry.pair);
  if (!removal || !opaque?.value || !isPlainlyBeside(opaque, site)) return undefined;
  const there = parsePortList(opaque.value.value);
  const missing = list.tokens.filter(({ ports }) => ports && !there.trimmed.covers(ports));
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
