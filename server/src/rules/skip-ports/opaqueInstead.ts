import * as l10n from '@vscode/l10n';
import type { Fix } from '../../engine/finding.ts';
import { isTemplated } from '../../kubernetes/annotationSite.ts';
import { OPAQUE_PORTS_KEY } from '../../linkerd/annotations.ts';
import { parsePortList } from '../../linkerd/portList.ts';
import type { SkipPorts } from '../../linkerd/skipPorts.ts';
import type { TextEdit } from '../../text/edit.ts';
import { removeEntry } from '../../yaml/entryEdits.ts';
import { quoteScalar } from '../../yaml/scalarEdits.ts';
import { appendPorts, fixOf } from './listEdits.ts';

/**
 * Turns skip-inbound-ports into opaque-ports: the ports stay in the mesh, with mTLS, policy and tap, but without
 * protocol detection. Offered only where every token of the list is a port, because one bad token voids the whole of
 * opaque-ports for the policy controller (`policy-controller/k8s/index/src/ports.rs` parse_portset).
 */
export function opaqueInstead(skipPorts: SkipPorts): Fix[] {
  const { site, list } = skipPorts;
  if (
    site.alias ||
    site.placement === 'unknown' ||
    list.tokens.some(({ kind }) => kind !== 'valid') ||
    list.skipped.has(0)
  )
    return [];
  const edits = site.siblings.has(OPAQUE_PORTS_KEY) ? mergeInto(skipPorts) : renameKey(skipPorts);
  return fixOf(skipPorts, l10n.t('Proxy these ports as opaque instead'), 'suggestion', edits, false);
}

function renameKey({ site, value }: SkipPorts): (TextEdit | undefined)[] {
  const keyEdit = site.key.rename(OPAQUE_PORTS_KEY);
  return site.valueKind === 'string' ? [keyEdit] : [keyEdit, quoteScalar(value, value.value)];
}

function mergeInto({ site, list }: SkipPorts): (TextEdit | undefined)[] {
  const opaque = site.siblings.get(OPAQUE_PORTS_KEY);
  if (!opaque?.value || opaque.alias || opaque.valueAlias || isTemplated(opaque) || opaque.entry?.map !== site.entry?.map)
    return [undefined];
  const there = parsePortList(opaque.value.value);
  const missing = list.tokens
    .filter(({ ports }) => ports && !there.trimmed.covers(ports))
    .map(({ text }) => text);
  const removal = site.entry && removeEntry(site.document, site.entry.map, site.entry.pair);
  if (missing.length === 0) return [removal];
  if (opaque.value.value === '') return [removal, quoteScalar(opaque.value, missing.join(','))];
  return [removal, appendPorts({ site: opaque, value: opaque.value }, missing)];
}
