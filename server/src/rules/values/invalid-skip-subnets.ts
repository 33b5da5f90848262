import * as l10n from '@vscode/l10n';
import type { Rule, RuleContext, RuleFinding } from '../../engine/rule.ts';
import { valueRange } from '../../kubernetes/metadataEntry.ts';
import type { CatalogueEntry } from '../../linkerd/catalogue/entry.ts';
import { valuesOf } from '../../linkerd/metadata/annotationValue.ts';
import { definitionOf, removeAnnotation } from '../fixes/listEdits.ts';
import { invalidValuesOf } from './invalidValues.ts';

const { query, check } = invalidValuesOf(isSubnets);

/**
 * linkerd2-proxy-init `proxy-init/cmd/root.go` BuildFirewallConfiguration fails at the first invalid subnet. With IPv6,
 * it runs once for iptables and once for ip6tables, and each fails on a subnet of the other kind; so does linkerd-cni
 * (`cni-plugin/main.go` cmdAdd). Seen with proxy-init and iptables 1.8.9.
 */
export default {
  id: 'invalid-skip-subnets',
  summary: 'A list of subnets that prevents the pod from starting',
  level: 'error',
  fixable: 'safe',
  since: '0.1.0',
  query,
  check: (context) => (context.environment.ipv6 === 'enabled' ? anySubnets(context) : check(context)),
} satisfies Rule;

function isSubnets({ value }: CatalogueEntry): boolean {
  return value.type === 'cidr-list';
}

function* anySubnets({ annotations }: RuleContext): Iterable<RuleFinding> {
  for (const list of valuesOf(annotations)) {
    if (!isSubnets(list.entry)) continue;
    yield {
      range: valueRange(list.annotation),
      message: l10n.t(
        'With IPv6 enabled, iptables and ip6tables both get this list and one of them fails on it, so the pod never starts. Remove the annotation, or set disableIPv6 to true.',
      ),
      related: definitionOf(list),
      fixes: removeAnnotation(list.annotation, l10n.t('Remove the annotation')),
    };
  }
}
