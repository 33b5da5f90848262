import * as l10n from '@vscode/l10n';
import type { MeshRule } from '../../engine/meshRule.ts';
import type { Environment } from '../../linkerd/environment/environment.ts';
import { SKIP_OUTBOUND_KEY } from '../../linkerd/metadata/linkerdKeys.ts';
import { parsePortList } from '../../linkerd/ports/portList.ts';
import type { Applied } from '../../mesh/appliedResource.ts';
import { effectiveAnnotation } from '../../mesh/effectiveAnnotation.ts';
import { injectionOf } from '../../mesh/injectionOf.ts';
import type { Mesh } from '../../mesh/mesh.ts';
import { describeResource } from './describe.ts';

/** Galera's ports (linkerd2 `charts/linkerd-control-plane/values.yaml` proxyInit.ignoreOutboundPorts). */
const DEFAULT = [4567, 4568];

/** linkerd2 `pkg/inject/inject.go`: the annotation replaces the chart's value. linkerd-cni has no default for outbound ports. */
export default {
  id: 'skip-drops-default',
  summary: 'A skip-outbound-ports list that leaves out a default port of a Service in the namespace',
  level: 'information',
  fixable: 'suggestion',
  since: '0.2.0',
  covers: 'skip-outbound-missing-proxy-ports',
  subjects: ['Workload'],
  *check(pod: Applied<'Workload'>, mesh: Mesh, { dataPlane }: Environment) {
    const list = effectiveAnnotation(mesh, pod, SKIP_OUTBOUND_KEY);
    if (dataPlane === 'cni' || typeof list === 'string' || list.found.on !== pod) return;
    const { hasUnknown, skipped } = parsePortList(list.found.value);
    if (hasUnknown || skipped.isEmpty || injectionOf(mesh, pod, 'yes') !== 'yes') return;
    const dropped = DEFAULT.filter((port) => !skipped.has(port));
    const services = mesh.select('Service', pod.namespace, (service) =>
      dropped.some((port) => hasPort(service, port)) ? 'yes' : 'no',
    ).matches;
    const lost = dropped.filter((port) => services.some((service) => hasPort(service, port))).join(',');
    const [service] = services;
    if (!service) return;
    yield {
      at: list.found.at,
      message: l10n.t(
        'This list replaces the default 4567,4568, so connections to {0} of {1} go through the proxy. Add {0} unless that is intended.',
        lost,
        describeResource(service),
      ),
      related: [
        { resource: service, at: ['spec', 'ports'], message: l10n.t('A Service with a default port.') },
      ],
      fixes: [
        {
          title: l10n.t('Add {0}', lost),
          isPreferred: true,
          edits: [
            {
              resource: pod,
              at: list.found.at,
              change: { kind: 'set' as const, value: `${list.found.value},${lost}` },
            },
          ],
        },
      ],
    };
  },
} satisfies MeshRule<'Workload'>;

function hasPort({ facts }: Applied<'Service'>, port: number): boolean {
  return facts.ports.items.some(
    ({ number, protocol }) => number === port && (protocol === undefined || protocol === 'TCP'),
  );
}
