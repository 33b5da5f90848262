import * as l10n from '@vscode/l10n';
import type { Rule, RuleContext } from '../../engine/rule.ts';
import { isTemplated, type MetadataEntry } from '../../kubernetes/metadataEntry.ts';
import { OPAQUE_PORTS_KEY } from '../../linkerd/metadata/linkerdKeys.ts';
import { parsePortList } from '../../linkerd/ports/portList.ts';
import { protocolPorts, readsAppProtocol } from './servicePorts.ts';

/** linkerd2 `policy-controller/k8s/index/src/outbound/index.rs`: “appProtocol set on service port, ignoring opaque port setting”. */
export default {
  id: 'opaque-port-has-app-protocol',
  summary: 'A port in a Service’s opaque-ports that says it speaks HTTP, which counts more',
  level: 'information',
  fixable: undefined,
  since: '0.1.0',
  query: { annotation: ({ key, placement }) => placement === 'service' && key === OPAQUE_PORTS_KEY },
  appliesIn: readsAppProtocol,
  *check(context: RuleContext) {
    if (!readsAppProtocol(context.environment)) return;
    const ports = protocolPorts(context);
    if (ports.length === 0) return;
    for (const annotation of context.annotations.filter(isOpaqueList)) {
      const { trimmed } = parsePortList(annotation.value?.value ?? '');
      for (const { service, port, protocol, range } of ports) {
        if (service.node !== annotation.owner || !trimmed.has(port) || !HTTP.has(protocol.toLowerCase()))
          continue;
        yield {
          range,
          message: l10n.t(
            'From 2.18 on this counts more than opaque-ports, which names {0}: clients speak HTTP to the port. Remove one of the two.',
            String(port),
          ),
          related: [{ range: annotation.key.range, message: l10n.t('The port is opaque here.') }],
        };
      }
    }
  },
} satisfies Rule;

const HTTP = new Set(['http', 'kubernetes.io/h2c']);

function isOpaqueList(annotation: MetadataEntry): boolean {
  return (
    annotation.key.value === OPAQUE_PORTS_KEY &&
    annotation.placement === 'service' &&
    !isTemplated(annotation)
  );
}
