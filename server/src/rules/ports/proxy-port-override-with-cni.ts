import * as l10n from '@vscode/l10n';
import type { Rule, RuleContext } from '../../engine/rule.ts';
import { isTemplated, type MetadataEntry, valueRange } from '../../kubernetes/metadataEntry.ts';
import { ADMIN_PORT_KEY, CONTROL_PORT_KEY, SKIP_INBOUND_KEY } from '../../linkerd/metadata/linkerdKeys.ts';
import { atoi, parsePortList } from '../../linkerd/ports/portList.ts';
import { ADMIN_PORT, CONTROL_PORT } from '../../linkerd/ports/proxyPorts.ts';

/** linkerd-cni sets iptables up from its own configuration and asks for none of these (linkerd2-proxy-init `cni-plugin/main.go` cmdAdd). */
export default {
  id: 'proxy-port-override-with-cni',
  summary: 'A port of the proxy that is moved where linkerd-cni does not notice',
  level: 'warning',
  fixable: undefined,
  since: '0.1.0',
  query: { annotation: ({ key }) => STANDARD_PORTS.has(key) },
  appliesIn: ({ dataPlane }) => dataPlane === 'cni',
  *check({ annotations, environment }: RuleContext) {
    if (environment.dataPlane !== 'cni') return;
    for (const annotation of annotations) {
      const standard = STANDARD_PORTS.get(annotation.key.value);
      const port = atoi(annotation.value?.value ?? '');
      if (standard === undefined || port === undefined || port === standard) continue;
      if (!isRead(annotation) || isTemplated(annotation) || isSkippedToo(annotation, port)) continue;
      yield { range: valueRange(annotation), message: messageFor(annotation.key.value, String(standard)) };
    }
  },
} satisfies Rule;

const INBOUND_PORT_KEY = 'config.linkerd.io/inbound-port';
const OUTBOUND_PORT_KEY = 'config.linkerd.io/outbound-port';

/** linkerd2 `charts/linkerd-control-plane/values.yaml` proxy.ports, and `charts/linkerd2-cni/values.yaml` alike. */
const STANDARD_PORTS = new Map([
  [CONTROL_PORT_KEY, CONTROL_PORT],
  [ADMIN_PORT_KEY, ADMIN_PORT],
  [INBOUND_PORT_KEY, 4143],
  [OUTBOUND_PORT_KEY, 4140],
]);

/** A moved control or admin port that skips the proxy is reached as before. */
function isSkippedToo({ key, siblings }: MetadataEntry, port: number): boolean {
  if (key.value !== CONTROL_PORT_KEY && key.value !== ADMIN_PORT_KEY) return false;
  const skip = siblings.get(SKIP_INBOUND_KEY);
  return (
    skip !== undefined && (isTemplated(skip) || parsePortList(skip.value?.value ?? '').skipped.has(port))
  );
}

function isRead({ placement }: MetadataEntry): boolean {
  return placement === 'pod' || placement === 'namespace';
}

function messageFor(key: string, standard: string): string {
  if (key === INBOUND_PORT_KEY || key === OUTBOUND_PORT_KEY)
    return l10n.t(
      'The proxy moves, and linkerd-cni goes on sending connections to {0}, where nothing listens: the pod is cut off. Remove the annotation.',
      standard,
    );
  return l10n.t(
    'The proxy moves this port, and linkerd-cni goes on skipping {0}: what is sent to the new port goes through the proxy. Remove the annotation, or add the port to skip-inbound-ports.',
    standard,
  );
}
