import * as l10n from '@vscode/l10n';
import { annotationRule } from '../../engine/annotationRule.ts';
import { isTemplated, type MetadataEntry, valueRange } from '../../kubernetes/metadataEntry.ts';
import {
  ADMIN_PORT_KEY,
  CONTROL_PORT_KEY,
  INBOUND_PORT_KEY,
  SKIP_INBOUND_KEY,
} from '../../linkerd/metadata/linkerdKeys.ts';
import { parsePortList } from '../../linkerd/ports/portList.ts';
import { ADMIN_PORT, CONTROL_PORT } from '../../linkerd/ports/proxyPorts.ts';

const OUTBOUND_PORT_KEY = 'config.linkerd.io/outbound-port';

/**
 * linkerd2 `charts/linkerd-control-plane/values.yaml` proxy.ports, and the same in `charts/linkerd2-cni/values.yaml`.
 */
const STANDARD_PORTS = new Map<string, number>([
  [CONTROL_PORT_KEY, CONTROL_PORT],
  [ADMIN_PORT_KEY, ADMIN_PORT],
  [INBOUND_PORT_KEY, 4143],
  [OUTBOUND_PORT_KEY, 4140],
]);

/**
 * linkerd-cni configures iptables from its own settings and reads none of these annotations (linkerd2-proxy-init
 * `cni-plugin/main.go` cmdAdd).
 */
export default annotationRule({
  id: 'proxy-port-override-with-cni',
  summary: 'A changed proxy port that linkerd-cni ignores',
  level: 'warning',
  fixable: undefined,
  since: '0.1.0',
  keys: [CONTROL_PORT_KEY, ADMIN_PORT_KEY, INBOUND_PORT_KEY, OUTBOUND_PORT_KEY],
  placements: ['pod', 'namespace'],
  appliesIn: ({ dataPlane }) => dataPlane === 'cni',
  *check(port, { annotation }) {
    const key = annotation.key.value;
    const standard = STANDARD_PORTS.get(key);
    if (port === standard || isSkippedToo(annotation, port)) return;
    yield { range: valueRange(annotation), message: messageFor(key, String(standard)) };
  },
});

/** A changed control or admin port that is skipped too is reachable as before. */
function isSkippedToo({ key, siblings }: MetadataEntry, port: number): boolean {
  const skip = isListener(key.value) ? siblings.get(SKIP_INBOUND_KEY) : undefined;
  return (
    skip !== undefined && (isTemplated(skip) || parsePortList(skip.value?.value ?? '').skipped.has(port))
  );
}

/** Whether the port is one that others connect to, and that linkerd-cni keeps skipping. */
function isListener(key: string): boolean {
  return key === CONTROL_PORT_KEY || key === ADMIN_PORT_KEY;
}

function messageFor(key: string, standard: string): string {
  if (!isListener(key))
    return l10n.t(
      'linkerd-cni ignores this annotation and keeps redirecting to {0}, where the proxy no longer listens, so the pod loses its network. Remove the annotation.',
      standard,
    );
  return l10n.t(
    'This annotation moves the port, but linkerd-cni keeps skipping {0}, so connections to the new port go through the proxy. Remove the annotation, or add the port to skip-inbound-ports.',
    standard,
  );
}
