import * as l10n from '@vscode/l10n';
import type { Rule, RuleContext } from '../../engine/rule.ts';
import { valueRange } from '../../kubernetes/metadataEntry.ts';
import { skipPortsOf } from '../../linkerd/ports/skipPorts.ts';
import { definitionOf } from '../fixes/listEdits.ts';
import { SKIP_PORTS } from './skipPortsQuery.ts';

/**
 * proxy-init reads an empty annotation as an empty list (`charts/partials/templates/_proxy-init.tpl` through
 * `pkg/inject/inject.go`), linkerd-cni as a missing one (`cni-plugin/main.go` getAnnotationOverride).
 */
export default {
  id: 'skip-ports-empty-value',
  summary: 'An empty list of ports, which proxy-init and linkerd-cni read differently',
  level: 'information',
  fixable: undefined,
  since: '0.1.0',
  query: SKIP_PORTS,
  *check({ annotations }: RuleContext) {
    for (const skipPorts of skipPortsOf(annotations)) {
      if (skipPorts.value.value !== '') continue;
      yield {
        range: valueRange(skipPorts.annotation),
        message: l10n.t(
          'An empty list is read differently by proxy-init (which skips no ports, not even the default 4567,4568) and by linkerd-cni (which uses the namespace’s list or its own). List the ports, or remove the annotation.',
        ),
        related: definitionOf(skipPorts),
      };
    }
  },
} satisfies Rule;
