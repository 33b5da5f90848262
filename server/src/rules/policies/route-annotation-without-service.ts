import * as l10n from '@vscode/l10n';
import type { Rule, RuleContext } from '../../engine/rule.ts';
import { keyRange, type MetadataEntry } from '../../kubernetes/metadataEntry.ts';
import { itemsOf, textOf } from '../../kubernetes/specFields.ts';
import { targetOf } from '../../linkerd/metadata/metadataTarget.ts';
import { mayHaveMoreEntries } from '../../yaml/template/templatedEnd.ts';
import { child } from '../../yaml/walkEntries.ts';

/**
 * linkerd2 `policy-controller/k8s/index/src/outbound/index.rs`: routes of a Server are inbound, for which annotations
 * are not read.
 */
export default {
  id: 'route-annotation-without-service',
  summary: 'Retries or timeouts on a route whose parents are Servers, where Linkerd does not read them',
  level: 'warning',
  fixable: undefined,
  since: '0.1.0',
  query: { annotation: ({ key, placement }) => placement === 'resource' && CLIENT_SIDE.test(key) },
  *check({ annotations }: RuleContext) {
    for (const annotation of annotations) {
      if (!CLIENT_SIDE.test(annotation.key.value) || annotation.valueKind === 'null') continue;
      const target = targetOf(annotation);
      if ((target !== 'HTTPRoute' && target !== 'GRPCRoute') || !isForServers(annotation)) continue;
      yield {
        range: keyRange(annotation),
        message: l10n.t(
          'Clients apply retries and timeouts, so Linkerd ignores them on this route for a Server. Set them on a route whose parent is the Service, or on the Service.',
        ),
      };
    }
  },
} satisfies Rule;

const CLIENT_SIDE = /^(?:retry|timeout)\.linkerd\.io\//;

function isForServers({ document, resource }: MetadataEntry): boolean {
  const node = child(child(resource?.node, 'spec'), 'parentRefs');
  if (!node || mayHaveMoreEntries(document, node)) return false;
  const parents = itemsOf(document, node);
  const kinds = parents.map((parent) => textOf(document, child(parent, 'kind')));
  return kinds.length > 0 && kinds.every((kind) => kind === 'Server');
}
