import * as l10n from '@vscode/l10n';
import type { Fix } from '../../engine/finding.ts';
import { isTemplated, type MetadataEntry } from '../../kubernetes/metadataEntry.ts';
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
  const { annotation, list } = skipPorts;
  if (annotation.alias || annotation.placement === 'unknown' || !isOpaqueList(list)) return [];
  const edits = annotation.siblings.has(OPAQUE_PORTS_KEY) ? mergeInto(skipPorts) : renameKey(skipPorts);
  return fixOf(skipPorts, l10n.t('Proxy these ports as opaque instead'), 'suggestion', edits, false);
}

function isOpaqueList({ tokens, skipped }: PortList): boolean {
  return tokens.every(({ kind }) => kind === 'valid') && !skipped.has(0);
}

function renameKey({ annotation, value }: SkipPorts): TextEdit[] | undefined {
  const keyEdit = annotation.key.rename(OPAQUE_PORTS_KEY);
  if (!keyEdit) return undefined;
  if (annotation.valueKind === 'string') return [keyEdit];
  const valueEdit = quoteScalar(value, value.value);
  return valueEdit && [keyEdit, valueEdit];
}

function mergeInto({ annotation, list }: SkipPorts): TextEdit[] | undefined {
  const opaque = annotation.siblings.get(OPAQUE_PORTS_KEY);
  const removal =
    annotation.mapEntry &&
    removeEntry(annotation.document, annotation.mapEntry.map, annotation.mapEntry.pair);
  if (!removal || !opaque?.value || !isPlainlyBeside(opaque, annotation)) return undefined;
  const there = parsePortList(opaque.value.value);
  const missing = list.tokens.filter(({ ports }) => ports && !there.trimmed.covers(ports));
  if (missing.length === 0) return [removal];
  const added = addedPorts(
    opaque.value.value,
    missing.map(({ text }) => text),
  );
  const addition = editList({ annotation: opaque, value: opaque.value }, [added]);
  return addition && [removal, ...addition];
}

/** Whether both stand in the same mapping and whether nothing else decides about the other one's value. */
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
