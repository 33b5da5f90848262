import * as l10n from '@vscode/l10n';
import type { MeshRule } from '../../engine/meshRule.ts';
import { isKnown } from '../../facts/known.ts';
import { DEFAULT_INBOUND_POLICY_KEY } from '../../linkerd/metadata/linkerdKeys.ts';
import { ADMIN_PORT } from '../../linkerd/ports/proxyPorts.ts';
import type { Applied } from '../../mesh/appliedResource.ts';
import { effectiveAnnotation } from '../../mesh/effectiveAnnotation.ts';
import { injectionOf } from '../../mesh/injectionOf.ts';
import type { Mesh } from '../../mesh/mesh.ts';
import { namespaceName } from '../../mesh/namespaceKey.ts';
import { podFits, serverSelects } from '../../mesh/podsSelectedBy.ts';
import { describeResource } from './describe.ts';

/** The name of the admin port in the injected container (linkerd2 `charts/partials/templates/_proxy.tpl`). */
const ADMIN_NAME = 'linkerd-admin';

/** linkerd2 `policy-controller/k8s/index/src/inbound/index.rs` Pod::default_inbound_server: only probes pass `deny`. */
export default {
  id: 'policy-denies-metrics',
  summary: '`default-inbound-policy: deny` on pods whose proxies a PodMonitor scrapes',
  level: 'information',
  fixable: undefined,
  since: '0.2.0',
  subjects: ['Namespace', 'Workload'],
  *check(subject: Applied<'Namespace' | 'Workload'>, mesh: Mesh) {
    if (subject.facts.annotations.values[DEFAULT_INBOUND_POLICY_KEY] !== 'deny') return;
    const monitors = mesh.together('PodMonitor').filter(scrapesProxies);
    if (monitors.length === 0) return;
    for (const pod of podsOf(subject, mesh)) {
      const policy = effectiveAnnotation(mesh, pod, DEFAULT_INBOUND_POLICY_KEY);
      const monitor = monitors.find((one) => selects(one, pod));
      if (typeof policy === 'string' || policy.found.on !== subject || !monitor) continue;
      if (injectionOf(mesh, pod) !== 'yes' || mayHaveServer(mesh, pod)) continue;
      yield {
        at: policy.found.at,
        message: l10n.t(
          '{0} scrapes the proxies’ port linkerd-admin, and this policy denies it, so Prometheus gets 403. Add a Server for linkerd-admin, and authorize Prometheus.',
          describeResource(monitor),
        ),
        related: [
          {
            resource: monitor,
            at: ['spec', 'podMetricsEndpoints'],
            message: l10n.t('The proxies of {0} are scraped here.', describeResource(pod)),
          },
        ],
      };
      return;
    }
  },
} satisfies MeshRule<'Namespace' | 'Workload'>;

function scrapesProxies({ facts }: Applied<'PodMonitor'>): boolean {
  return facts.ports.some((port) => port === ADMIN_NAME || port === ADMIN_PORT);
}

function podsOf(subject: Applied<'Namespace' | 'Workload'>, mesh: Mesh): readonly Applied<'Workload'>[] {
  const { type, id } = subject.facts;
  if (type === 'Workload') return [subject as Applied<'Workload'>];
  return isKnown(id.name) ? mesh.select('Workload', `=${id.name}`, () => 'yes').matches : [];
}

function selects(monitor: Applied<'PodMonitor'>, pod: Applied<'Workload'>): boolean {
  const { isForAllNamespaces, namespaces, podSelector } = monitor.facts;
  if (podFits(podSelector, pod) !== 'yes') return false;
  if (isForAllNamespaces === true) return true;
  const name = namespaceName(pod.namespace);
  if (name !== undefined && namespaces.items.includes(name)) return true;
  const isForOwn = namespaces.isComplete && namespaces.items.length === 0 && !isForAllNamespaces;
  return isForOwn && monitor.namespace === pod.namespace;
}

/** Whether a Server may select the pod's admin port. Policies for the Server then apply instead. */
function mayHaveServer(mesh: Mesh, pod: Applied<'Workload'>): boolean {
  const servers = mesh.selectSelecting('Server', pod.namespace, pod.facts.labels, (server) => {
    const { port } = server.facts;
    const isOther = isKnown(port) && port !== ADMIN_PORT && port !== ADMIN_NAME;
    return isOther ? 'no' : serverSelects(server, pod);
  });
  return servers.matches.length > 0 || !servers.isComplete;
}
