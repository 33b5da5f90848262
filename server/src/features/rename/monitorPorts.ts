import { type Known, type StringMap, UNKNOWN } from '../../facts/known.ts';
import type { YamlDocument } from '../../yaml/document.ts';
import { isMap, isScalar, isSequence, type YamlNode, type YamlScalar } from '../../yaml/nodes.ts';
import { child, childText } from '../../yaml/walkEntries.ts';
import { type Mention, namespaceIn } from './mentions.ts';

/** A place where a PodMonitor or ServiceMonitor names the port of a container. */
export interface MonitoredPort extends Mention {
  /** Whether it may be about pods with these labels. */
  mayBeOf(labels: StringMap): boolean;
}

/**
 * The places of a document where a monitor of the Prometheus operator names the port of a container.
 *
 * Source: prometheus-operator `pkg/apis/monitoring/v1/podmonitor_types.go` PodMetricsEndpoint.Port,
 * `servicemonitor_types.go` Endpoint.TargetPort; without a namespaceSelector the monitor's own namespace counts.
 */
export function monitoredPorts(document: YamlDocument, name: string): MonitoredPort[] {
  return document.roots.flatMap((root) => {
    const kind = childText(root, 'kind');
    if (kind !== 'PodMonitor' && kind !== 'ServiceMonitor') return [];
    const spec = child(root, 'spec');
    const selector = kind === 'PodMonitor' ? child(child(spec, 'selector'), 'matchLabels') : undefined;
    const [endpoints, field] =
      kind === 'PodMonitor' ? ['podMetricsEndpoints', 'port'] : ['endpoints', 'targetPort'];
    const namespace = child(spec, 'namespaceSelector')
      ? UNKNOWN
      : namespaceIn(document, child(root, 'metadata'));
    const labels = entriesOf(selector).filter(([, value]) => !document.isTemplated(value));
    return portsIn(child(spec, endpoints), field, name).map((node) => ({
      node,
      namespace,
      isHostName: false,
      mayBeOf: ({ values }: StringMap) => labels.every(([key, value]) => fits(values[key], value.value)),
    }));
  });
}

function fits(label: Known<string> | undefined, wanted: string): boolean {
  return label === undefined || label === UNKNOWN || label === wanted;
}

function portsIn(endpoints: YamlNode | undefined, field: string, name: string): YamlScalar[] {
  if (!isSequence(endpoints)) return [];
  return endpoints.items
    .map((endpoint) => child(endpoint, field))
    .filter((port) => isScalar(port))
    .filter(({ value }) => value === name);
}

function entriesOf(node: YamlNode | undefined): (readonly [string, YamlScalar])[] {
  if (!isMap(node)) return [];
  return node.entries.flatMap(({ key, value }) =>
    isScalar(key) && isScalar(value) ? [[key.value, value] as const] : [],
  );
}
