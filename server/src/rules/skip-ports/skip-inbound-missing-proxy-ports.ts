import * as l10n from '@vscode/l10n';
import type { Fix } from '../../engine/finding.ts';
import type { Rule, RuleContext } from '../../engine/rule.ts';
import { annotationsNamed } from '../../engine/ruleQuery.ts';
import { valueRange } from '../../kubernetes/metadataEntry.ts';
import { SKIP_INBOUND_KEY } from '../../linkerd/metadata/linkerdKeys.ts';
import { withholdsIdentity } from '../../linkerd/ports/inboundSkipping.ts';
import { definitionOf } from '../fixes/listEdits.ts';
import {
  addMissingPorts,
  addMissingPortsSafely,
  type IncompleteList,
  incompleteLists,
} from './missingPorts.ts';
import { opaqueInstead } from './opaqueInstead.ts';
import { removeSkipPorts } from './removeSkipPorts.ts';
import { skipsUdpOnly } from './udpPorts.ts';

/**
 * In linkerd-cni before v1.6.3 this annotation replaces the plugin's own list of 4190 and 4191 (`cni-plugin/main.go`
 * cmdAdd; linkerd2#13976, linkerd2-proxy-init#518). Adding the ports brings tap back only with a control plane before
 * 2.11, so with any other it is not a safe fix.
 */
export default {
  id: 'skip-inbound-missing-proxy-ports',
  summary: 'skip-inbound-ports leaves out the proxy’s own ports 4190 and 4191',
  level: { affected: 'warning', unknown: 'warning', notAffected: 'off' },
  fixable: 'suggestion',
  since: '0.1.0',
  query: annotationsNamed(SKIP_INBOUND_KEY),
  *check({ annotations, environment }: RuleContext) {
    const mayList = !withholdsIdentity(environment);
    for (const incomplete of incompleteLists(annotations, 'inbound')) {
      // skip-ports-not-tcp suggests removing the whole list.
      if (skipsUdpOnly(incomplete.skipPorts)) continue;
      yield {
        range: valueRange(incomplete.skipPorts.annotation),
        message: l10n.t('{0} {1}', problem(incomplete), mayList ? remedyBefore211(incomplete) : remedy()),
        related: definitionOf(incomplete.skipPorts),
        fixes: fixesFor(incomplete, mayList),
        advice: l10n.t('Upgrade linkerd-cni to v1.6.3 or newer (explains how)'),
      };
    }
  },
} satisfies Rule;

/** The fixes, those that bring tap back first. */
function fixesFor(incomplete: IncompleteList, mayList: boolean): Fix[] {
  const others = [...opaqueInstead(incomplete.skipPorts), ...removeSkipPorts(incomplete.skipPorts)];
  return mayList
    ? [...addMissingPortsSafely(incomplete), ...others.map((fix) => ({ ...fix, isPreferred: false }))]
    : [...others, ...addMissingPorts(incomplete, l10n.t('tap stays refused'))];
}

function problem({ missing, ports: { control, admin } }: IncompleteList): string {
  if (missing.length === 2) {
    return l10n.t(
      'This list leaves out {0} (tap) and {1} (metrics and health). linkerd-cni before v1.6.3 then sends both through the proxy, and tap fails with no_tls_from_remote.',
      String(control),
      String(admin),
    );
  }
  if (missing[0] === control) {
    return l10n.t(
      'This list leaves out {0} (tap). linkerd-cni before v1.6.3 then sends it through the proxy, and tap fails with no_tls_from_remote.',
      String(control),
    );
  }
  return l10n.t(
    'This list leaves out {0} (metrics and health). linkerd-cni before v1.6.3 then sends it through the proxy, and a meshed scrape loses its identity: 403 under all-authenticated.',
    String(admin),
  );
}

function remedy(): string {
  return l10n.t('Upgrade linkerd-cni, or use opaque-ports instead.');
}

function remedyBefore211({ missing }: IncompleteList): string {
  return missing.length === 2
    ? l10n.t('Upgrade linkerd-cni, or add them.')
    : l10n.t('Upgrade linkerd-cni, or add it.');
}
