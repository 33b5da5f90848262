import * as l10n from '@vscode/l10n';
import type { Fix } from '../../engine/finding.ts';
import type { Rule, RuleContext } from '../../engine/rule.ts';
import { isDefinitelyAbsent, itemsOf, locatedText, textOf } from '../../kubernetes/specFields.ts';
import { containsNetwork, type Network, parseNetwork } from '../../linkerd/values/network.ts';
import type { YamlDocument } from '../../yaml/document.ts';
import { appendEntry, removeEntry } from '../../yaml/edit/entryEdits.ts';
import { isSequence, type YamlMap } from '../../yaml/nodes.ts';
import { child, entryOf } from '../../yaml/walkEntries.ts';
import { fixOf } from '../fixes/listEdits.ts';
import { resourcesWhose, specsOf } from './resourceSpecs.ts';

/**
 * linkerd2 `policy-controller/k8s/status/src/index.rs` network_condition: an EgressNetwork that intersects the cluster's own
 * networks is not accepted.
 */
export default {
  id: 'egress-overlap',
  summary: 'An EgressNetwork that includes the cluster’s own networks, so Linkerd does not accept it',
  level: 'warning',
  fixable: 'suggestion',
  since: '0.2.0',
  query: resourcesWhose(isEgressNetwork),
  *check(context: RuleContext) {
    const { document } = context;
    for (const { spec } of specsOf(context, isEgressNetwork)) {
      const networks = itemsOf(document, child(spec, 'networks'));
      for (const network of networks) {
        const cidr = locatedText(document, child(network, 'cidr'));
        if (!cidr || !coversCluster(document, network, cidr.text)) continue;
        const removal = removeNetworks(document, spec, networks);
        yield {
          range: cidr.range,
          message: l10n.t(
            '“{0}” includes the cluster’s networks, so Linkerd does not accept this EgressNetwork and ignores its routes. Exclude these networks with except, or remove the networks field.',
            cidr.text,
          ),
          fixes: [...removal, ...exceptCluster(document, network, removal.length === 0)],
        };
      }
    }
  },
} satisfies Rule;

function isEgressNetwork(kind: string, group: string): boolean {
  return kind === 'EgressNetwork' && group === 'policy.linkerd.io';
}

/** The default of `clusterNetworks` (linkerd2 `charts/linkerd-control-plane/values.yaml`). Clusters use parts of these. */
const CLUSTER = ['10.0.0.0/8', '100.64.0.0/10', '172.16.0.0/12', '192.168.0.0/16'];
const CLUSTER_NETWORKS = CLUSTER.flatMap((text) => parseNetwork(text) ?? []);

/** Whether a network contains all private addresses, and certainly excludes none of them. */
function coversCluster(document: YamlDocument, network: YamlMap, text: string): boolean {
  const cidr = parseNetwork(text);
  if (!cidr || !CLUSTER_NETWORKS.every((own) => containsNetwork(cidr, own))) return false;
  if (isDefinitelyAbsent(document, network, 'except')) return true;
  const except = child(network, 'except');
  if (!isSequence(except) || document.hasTemplatedLines(except)) return false;
  return except.items.every((item) => {
    const exception = parseNetwork(textOf(document, item) ?? '');
    return exception !== undefined && !CLUSTER_NETWORKS.some((own) => intersect(own, exception));
  });
}

function intersect(a: Network, b: Network): boolean {
  return containsNetwork(a, b) || containsNetwork(b, a);
}

/**
 * Without `networks`, an EgressNetwork covers all addresses except the cluster's, which a network of all addresses
 * intends.
 */
function removeNetworks(document: YamlDocument, spec: YamlMap, networks: readonly YamlMap[]): Fix[] {
  const isEverything = networks.every(
    (network) =>
      parseNetwork(textOf(document, child(network, 'cidr')) ?? '')?.prefix === 0 &&
      isDefinitelyAbsent(document, network, 'except'),
  );
  const entry = isEverything ? entryOf(spec, 'networks') : undefined;
  const edit = entry && removeEntry(document, spec, entry);
  const title = l10n.t('Remove networks (the default is all except the cluster’s own)');
  return fixOf(title, 'suggestion', edit && [edit]);
}

function exceptCluster(document: YamlDocument, network: YamlMap, isPreferred: boolean): Fix[] {
  if (!isDefinitelyAbsent(document, network, 'except')) return [];
  const entry = {
    block: `except: [${CLUSTER.join(', ')}]`,
    flow: `"except": ${JSON.stringify(CLUSTER)}`,
  };
  const edit = appendEntry(document, network, entry);
  return fixOf(l10n.t('Exclude {0}', CLUSTER.join(', ')), 'suggestion', edit && [edit], isPreferred);
}
