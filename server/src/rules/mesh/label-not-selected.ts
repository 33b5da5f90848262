import * as l10n from '@vscode/l10n';
import type { MeshRule } from '../../engine/meshRule.ts';
import { type Certainty, isKnown, type Known } from '../../facts/known.ts';
import type { LinkFacts, SelectorFacts } from '../../facts/resourceFacts.ts';
import type { Applied } from '../../mesh/appliedResource.ts';
import type { Mesh } from '../../mesh/mesh.ts';
import { selectorFits } from '../../mesh/selectors.ts';
import { relatedPlaces } from './describe.ts';

/** Each label with its value, and the field of a Link that selects it by default. */
const ASKED = [
  ['mirror.linkerd.io/exported', 'remote-discovery', 'remoteDiscoverySelector'],
  ['mirror.linkerd.io/federated', 'member', 'federatedServiceSelector'],
] as const;

/**
 * linkerd2 `multicluster/service-mirror/cluster_watcher.go` isRemoteDiscovery, isFederatedServiceMember: a selector that is
 * absent or empty selects nothing.
 */
export default {
  id: 'label-not-selected',
  summary: 'A multicluster label on a Service that none of the Links selects',
  level: 'information',
  fixable: undefined,
  since: '0.2.0',
  subjects: ['Service'],
  *check(service: Applied<'Service'>, mesh: Mesh) {
    const { labels } = service.facts;
    for (const [key, value, field] of ASKED) {
      if (labels.values[key] !== value) continue;
      const links = mesh.everywhere('Link');
      if (links.length === 0 || !links.every(({ facts }) => ignores(facts, service))) continue;
      yield {
        at: ['metadata', 'labels', key],
        message: l10n.t(
          'No Link in this repository has a {0} that matches this Service, so the label has no effect. Add one to the Link, as “linkerd multicluster link-gen” does.',
          field,
        ),
        related: relatedPlaces(links, (resource) => ({
          resource,
          at: ['spec'],
          message: l10n.t('This Link does not select the Service.'),
        })),
      };
    }
  },
} satisfies MeshRule<'Service'>;

function ignores(link: LinkFacts, { facts: { labels } }: Applied<'Service'>): boolean {
  const fits = (selector: Known<SelectorFacts | undefined>): Certainty =>
    isKnown(selector) && isEmpty(selector) ? 'no' : selectorFits(selector, labels);
  // With an empty selector, older versions mirror every Service through the gateway.
  if (isKnown(link.selector) && isEmpty(link.selector)) return false;
  return (['selector', 'remoteDiscoverySelector', 'federatedServiceSelector'] as const).every(
    (field) => fits(link[field]) === 'no',
  );
}

function isEmpty(selector: SelectorFacts | undefined): boolean {
  if (!selector) return true;
  const { matchLabels, matchExpressions } = selector;
  const isComplete = matchLabels.isComplete && matchExpressions.isComplete;
  return isComplete && Object.keys(matchLabels.values).length + matchExpressions.items.length === 0;
}
