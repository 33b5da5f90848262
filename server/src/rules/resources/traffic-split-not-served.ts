import * as l10n from '@vscode/l10n';
import type { Rule, RuleContext } from '../../engine/rule.ts';
import { textOf } from '../../kubernetes/specFields.ts';
import { isTrafficSplit } from '../../linkerd/metadata/judgedResources.ts';
import { rangeOf } from '../../yaml/nodes.ts';
import { child } from '../../yaml/walkEntries.ts';

/** Served by linkerd-smi (`charts/linkerd-smi/templates/smi-adaptor-crds.yaml`), and by Linkerd itself before 2.12. */
const SERVED = new Set(['split.smi-spec.io/v1alpha1', 'split.smi-spec.io/v1alpha2']);

export default {
  id: 'traffic-split-not-served',
  summary: 'A TrafficSplit of an API version that no release of Linkerd serves',
  level: 'warning',
  fixable: undefined,
  since: '0.2.0',
  query: { resource: isTrafficSplit },
  *check({ document, resources }: RuleContext) {
    for (const { node, apiVersion } of resources.filter(isTrafficSplit)) {
      const written = child(node, 'apiVersion');
      if (!written || textOf(document, written) === undefined || SERVED.has(apiVersion ?? '')) continue;
      yield {
        range: rangeOf(written),
        message: l10n.t(
          'Linkerd supports only TrafficSplit v1alpha1 and v1alpha2, so it does not split this traffic. Use an HTTPRoute with weights.',
        ),
      };
    }
  },
} satisfies Rule;
