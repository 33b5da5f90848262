import * as l10n from '@vscode/l10n';
import type { Rule, RuleContext } from '../../engine/rule.ts';
import { annotationsNamed } from '../../engine/ruleQuery.ts';
import { isTemplated, valueRange } from '../../kubernetes/metadataEntry.ts';
import { CONTROL_PORT_KEY } from '../../linkerd/metadata/linkerdKeys.ts';
import { atoi } from '../../linkerd/ports/portList.ts';
import { CONTROL_PORT } from '../../linkerd/ports/proxyPorts.ts';

/** linkerd2 `viz/tap/api/main.go`: `-tap-port` is 4190, and the chart does not set it. */
export default {
  id: 'control-port-breaks-viz-tap',
  summary: 'A control port other than 4190, where linkerd viz tap does not look',
  level: 'information',
  fixable: undefined,
  since: '0.1.0',
  query: annotationsNamed(CONTROL_PORT_KEY),
  *check({ annotations }: RuleContext) {
    for (const annotation of annotations) {
      const port = atoi(annotation.value?.value ?? '');
      if (annotation.key.value !== CONTROL_PORT_KEY || port === undefined || port === CONTROL_PORT) continue;
      if ((annotation.placement !== 'pod' && annotation.placement !== 'namespace') || isTemplated(annotation))
        continue;
      yield {
        range: valueRange(annotation),
        message: l10n.t(
          'linkerd viz tap connects to {0} on every pod, so it finds nothing here any more. Leave the control port where it is, unless you do without tap.',
          String(CONTROL_PORT),
        ),
      };
    }
  },
} satisfies Rule;
