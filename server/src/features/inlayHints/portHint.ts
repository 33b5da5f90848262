import * as l10n from '@vscode/l10n';
import { isTemplated, type MetadataEntry } from '../../kubernetes/metadataEntry.ts';
import { type Environment, findSkipListImpact } from '../../linkerd/environment/environment.ts';
import { type IptablesSetup, possibleSetups } from '../../linkerd/environment/iptablesSetup.ts';
import { readAnnotationValue } from '../../linkerd/metadata/annotationValue.ts';
import { OPAQUE_PORTS_KEY } from '../../linkerd/metadata/linkerdKeys.ts';
import { type PortList, parsePortList } from '../../linkerd/ports/portList.ts';
import { PortSet } from '../../linkerd/ports/portSet.ts';
import { ADMIN_PORT, CONTROL_PORT, proxyPorts } from '../../linkerd/ports/proxyPorts.ts';
import { readSkipPorts, type SkipPorts } from '../../linkerd/ports/skipPorts.ts';
import type { InlayHintText } from './inlayHint.ts';
import { describeSet, saysMore } from './portWords.ts';

/**
 * The effective ports of a list, if they differ from what is written: parts are ignored or overlap, or the proxy's
 * own ports are added. Undefined if the list shows them, or if something about it is unknown.
 */
export function portHint(annotation: MetadataEntry, environment: Environment): InlayHintText | undefined {
  if (annotation.alias || annotation.valueAlias || isTemplated(annotation)) return undefined;
  const skipPorts = readSkipPorts(annotation);
  if (skipPorts) return skipHint(skipPorts, environment);
  return annotation.key.value === OPAQUE_PORTS_KEY ? opaqueHint(annotation) : undefined;
}

function skipHint(skipPorts: SkipPorts, environment: Environment): InlayHintText | undefined {
  const { list, value } = skipPorts;
  const added = addedPorts(skipPorts, environment);
  // A quote breaks proxy-init's template, and a list without ports has its own findings.
  if (!added || list.hasUnknown || list.skipped.isEmpty || value.value.includes('"')) return undefined;
  const certain = PortSet.of([...list.skipped.ranges, ...added.certain.ranges]);
  const perhaps = PortSet.of(added.possible.ranges.filter((range) => !certain.covers(range)));
  const joins = certain.size > list.skipped.size || !perhaps.isEmpty;
  if (!joins && !saysMore(list.tokens, list.skipped)) return undefined;
  const label = perhaps.isEmpty
    ? l10n.t('skips {0}', describeSet(certain))
    : l10n.t('skips {0}, perhaps {1}', describeSet(certain), describeSet(perhaps));
  const reasons = [lostReason(list), joins ? findSkipListImpact(environment).reason : ''];
  return hintBehind(skipPorts.annotation, label, reasons);
}

/**
 * The proxy's own ports that are skipped in addition: in every setup that the environment allows, or in some of them.
 */
interface AddedPorts {
  readonly certain: PortSet;
  readonly possible: PortSet;
}

function addedPorts({ annotation, direction }: SkipPorts, environment: Environment): AddedPorts | undefined {
  if (direction === 'outbound') return { certain: PortSet.EMPTY, possible: PortSet.EMPTY };
  const own = proxyPorts(annotation);
  if (!own) return undefined;
  const bySetup: Readonly<Record<IptablesSetup, readonly number[]>> = {
    'proxy-init': [own.control, own.admin],
    'cni-appending': [CONTROL_PORT, ADMIN_PORT],
    'cni-replacing': [],
  };
  const added = possibleSetups(environment).map((setup) => bySetup[setup]);
  const all = [...new Set(added.flat())];
  return {
    certain: setOf(all.filter((port) => added.every((ports) => ports.includes(port)))),
    possible: setOf(all),
  };
}

function setOf(ports: readonly number[]): PortSet {
  return PortSet.of(ports.map((port) => ({ first: port, last: port })));
}

function opaqueHint(annotation: MetadataEntry): InlayHintText | undefined {
  const read = readAnnotationValue(annotation);
  if (!read?.reading.isValid) return undefined;
  const { tokens, trimmed } = parsePortList(read.value.value);
  // Whitespace around a port is insignificant to all readers of this list.
  const isMore = saysMore(
    tokens.map((token) => (token.kind === 'untrimmed' ? { ...token, kind: 'valid' } : token)),
    trimmed,
  );
  return isMore ? hintBehind(annotation, l10n.t('opaque: {0}', describeSet(trimmed)), []) : undefined;
}

function lostReason({ tokens }: PortList): string {
  const lost = tokens.some(({ kind }) => kind === 'invalid' || kind === 'reversed' || kind === 'untrimmed');
  return lost ? l10n.t('Linkerd ignores the parts of the list that it cannot parse.') : '';
}

/** After the value's last character, which in a block scalar is before its last line break. */
function hintBehind(
  { document, value, key }: MetadataEntry,
  label: string,
  reasons: readonly string[],
): InlayHintText {
  const { start, end } = value?.range ?? key.range;
  const written = document.text.slice(start, end).trimEnd();
  return {
    offset: start + written.length,
    label,
    tooltip: reasons.filter((reason) => reason !== '').join(' '),
  };
}
