import * as l10n from '@vscode/l10n';
import { annotationRule } from '../../engine/annotationRule.ts';
import { valueRange } from '../../kubernetes/metadataEntry.ts';
import { CONTROL_PORT_KEY } from '../../linkerd/metadata/linkerdKeys.ts';
import { CONTROL_PORT } from '../../linkerd/ports/proxyPorts.ts';

/** linkerd2 `viz/tap/api/main.go`: `-tap-port` is 4190, and the chart does not set it. */
export default annotationRule({
  id: 'control-port-breaks-viz-tap',
  summary: 'A control port other than 4190, so linkerd viz tap cannot connect',
  level: 'information',
  fixable: undefined,
  since: '0.1.0',
  keys: [CONTROL_PORT_KEY],
  placements: ['pod', 'namespace'],
  *check(port, { annotation }) {
    if (port === CONTROL_PORT) return;
    yield {
      range: valueRange(annotation),
      message: l10n.t(
        'linkerd viz tap connects to {0} on every pod, so it cannot tap this one. If you use tap, keep the default control port.',
        String(CONTROL_PORT),
      ),
    };
  },
});
