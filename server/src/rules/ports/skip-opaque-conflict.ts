import * as l10n from '@vscode/l10n';
import type { Fix } from '../../engine/finding.ts';
import type { Rule, RuleContext } from '../../engine/rule.ts';
import { annotationsNamed } from '../../engine/ruleQuery.ts';
import { isTemplated, type MetadataEntry, valueRange } from '../../kubernetes/metadataEntry.ts';
import { OPAQUE_PORTS_KEY, SKIP_INBOUND_KEY } from '../../linkerd/metadata/linkerdKeys.ts';
import { type PortToken, parsePortList } from '../../linkerd/ports/portList.ts';
import { PortSet } from '../../linkerd/ports/portSet.ts';
import { type SkipPorts, skipPortsOf, skipsKnownPorts, tokenRange } from '../../linkerd/ports/skipPorts.ts';
import type { TextRange } from '../../text/range.ts';
import { listFix, removeAnnotation, removedTokens } from '../fixes/listEdits.ts';

/**
 * A skipped port never reaches the proxy that would treat it as opaque, and peers do not use mTLS for it (linkerd2
 * `controller/api/destination/endpoint_translator.go` createWeightedAddr). Listing it as opaque still has one effect:
 * peers do not detect its protocol (`endpoint_profile_translator.go` update).
 */
export default {
  id: 'skip-opaque-conflict',
  summary: 'A port that is both skipped and opaque, so it has no mTLS',
  level: 'information',
  fixable: 'suggestion',
  since: '0.1.0',
  query: annotationsNamed(SKIP_INBOUND_KEY),
  *check({ annotations }: RuleContext) {
    for (const skipPorts of skipPortsOf(annotations)) {
      const opaque =
        skipPorts.direction === 'inbound' ? opaquePortsBeside(skipPorts.annotation) : PortSet.EMPTY;
      if (!skipsKnownPorts(skipPorts)) continue;
      const both = skipPorts.list.tokens.filter((token) => isIn(token, opaque));
      if (both.length === 0) continue;
      const ports = both.map(({ text }) => text).join(',');
      yield {
        range: tokensRange(skipPorts, both),
        message: l10n.t(
          'Port {0} is also in opaque-ports, but this list takes it out of the mesh. Remove it here to keep it in the mesh as opaque.',
          ports,
        ),
        fixes: takeOut(skipPorts, both, ports),
      };
    }
  },
} satisfies Rule;

/** The range of the one token, or of the whole value. */
function tokensRange(skipPorts: SkipPorts, tokens: readonly PortToken[]): TextRange {
  const [only, ...more] = tokens;
  return only && more.length === 0 ? tokenRange(skipPorts, only) : valueRange(skipPorts.annotation);
}

function opaquePortsBeside({ siblings }: MetadataEntry): PortSet {
  const annotation = siblings.get(OPAQUE_PORTS_KEY);
  return annotation && !isTemplated(annotation)
    ? parsePortList(annotation.value?.value ?? '').trimmed
    : PortSet.EMPTY;
}

/** A range that covers more than the opaque ports has another purpose: all ports except some. */
function isIn({ kind, ports }: PortToken, opaque: PortSet): boolean {
  return kind === 'valid' && ports !== undefined && opaque.covers(ports);
}

/** Removes the ports from the list, or the whole annotation if it has no others. */
function takeOut(skipPorts: SkipPorts, tokens: readonly PortToken[], ports: string): Fix[] {
  const { annotation, list } = skipPorts;
  if (tokens.length < list.tokens.length)
    return listFix(skipPorts, l10n.t('Remove {0}', ports), 'suggestion', removedTokens(list, tokens));
  return removeAnnotation(annotation, l10n.t('Remove skip-inbound-ports'), true);
}
