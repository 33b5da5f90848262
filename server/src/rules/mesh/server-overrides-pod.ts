import * as l10n from '@vscode/l10n';
import type { FieldFix, MeshRule, MeshRuleFinding } from '../../engine/meshRule.ts';
import { isKnown } from '../../facts/known.ts';
import { OPAQUE_PORTS_KEY, REQUIRE_IDENTITY_KEY } from '../../linkerd/metadata/linkerdKeys.ts';
import { parsePortList } from '../../linkerd/ports/portList.ts';
import type { Applied } from '../../mesh/appliedResource.ts';
import { isCrowded } from '../../mesh/crowdedNamespace.ts';
import { type EffectiveAnnotation, effectiveAnnotation } from '../../mesh/effectiveAnnotation.ts';
import { injectionOf } from '../../mesh/injectionOf.ts';
import type { Mesh } from '../../mesh/mesh.ts';
import { isOpaqueOn } from '../../mesh/opaquePorts.ts';
import { podsSelectedBy } from '../../mesh/podsSelectedBy.ts';
import { routesOf } from '../../mesh/routesOf.ts';
import { portNumbers } from '../../mesh/serversOn.ts';
import { describeResource } from './describe.ts';

/**
 * linkerd2 `policy-controller/k8s/index/src/inbound/index.rs`: default_inbound_server reads a pod's annotations for
 * ports without a Server. inbound_server does not read them.
 */
export default {
  id: 'server-overrides-pod',
  summary: 'A Server that overrides the pod’s annotations for a port',
  level: 'warning',
  fixable: 'suggestion',
  since: '0.2.0',
  subjects: ['Server'],
  *check(server: Applied<'Server'>, mesh: Mesh) {
    if (isCrowded(mesh, server.namespace)) return;
    for (const find of [opaqueInPod, identityInPod])
      for (const { pod, port } of podsOf(server, mesh)) {
        const found = find(pod, port, server, mesh);
        if (!found) continue;
        yield found;
        break;
      }
  },
} satisfies MeshRule<'Server'>;

interface PodPort {
  readonly pod: Applied<'Workload'>;
  readonly port: number;
}

function podsOf(server: Applied<'Server'>, mesh: Mesh): PodPort[] {
  return podsSelectedBy(mesh, server)
    .matches.filter((pod) => injectionOf(mesh, pod, 'yes') === 'yes')
    .flatMap((pod) => portNumbers(pod.facts, server.facts.port).items.map((port) => ({ pod, port })));
}

/** Protocols for which the proxy parses the connection's data. */
const LOOKING = new Set([undefined, 'unknown', 'HTTP/1', 'HTTP/2', 'gRPC']);

function opaqueInPod(
  pod: Applied<'Workload'>,
  port: number,
  server: Applied<'Server'>,
  mesh: Mesh,
): MeshRuleFinding | undefined {
  const { proxyProtocol } = server.facts;
  const annotation = effectiveAnnotation(mesh, pod, OPAQUE_PORTS_KEY);
  if (typeof annotation === 'string' || !isKnown(proxyProtocol) || !LOOKING.has(proxyProtocol))
    return undefined;
  if (isOpaqueOn(mesh, pod, port) !== 'yes') return undefined;
  return {
    at: ['spec', proxyProtocol === undefined ? 'port' : 'proxyProtocol'],
    message: l10n.t(
      'Port {0} of {1} is in opaque-ports, but with this Server its proxy expects {2}. Set proxyProtocol: opaque, or remove the port from the list.',
      String(port),
      describeResource(pod),
      proxyProtocol === undefined || proxyProtocol === 'unknown' ? 'HTTP' : proxyProtocol,
    ),
    related: [placeOf(annotation.found, port)],
    fixes: makeOpaque(server, mesh),
  };
}

/** Sets the protocol, if no route or rate limit of the Server needs HTTP. */
function makeOpaque(server: Applied<'Server'>, mesh: Mesh): FieldFix[] {
  const routes = routesOf(mesh, server);
  const limits = mesh.select('RateLimit', server.namespace, () => 'yes');
  if (!routes.isComplete || routes.matches.length > 0 || limits.matches.length > 0) return [];
  return [
    {
      title: l10n.t('Set {0}', 'proxyProtocol: opaque'),
      isPreferred: true,
      edits: [{ resource: server, at: ['spec', 'proxyProtocol'], change: { kind: 'set', value: 'opaque' } }],
    },
  ];
}

function identityInPod(
  pod: Applied<'Workload'>,
  port: number,
  _server: Applied<'Server'>,
  mesh: Mesh,
): MeshRuleFinding | undefined {
  const annotation = effectiveAnnotation(mesh, pod, REQUIRE_IDENTITY_KEY);
  if (typeof annotation === 'string' || !parsePortList(annotation.found.value).skipped.has(port))
    return undefined;
  return {
    severity: 'information',
    at: ['spec', 'port'],
    message: l10n.t(
      'Port {0} of {1} is in proxy-require-identity-inbound-ports, which has no effect on a port with a Server: only policies for the Server apply.',
      String(port),
      describeResource(pod),
    ),
    related: [placeOf(annotation.found, port)],
  };
}

function placeOf({ on, at }: EffectiveAnnotation, port: number) {
  return { resource: on, at, message: l10n.t('{0} is listed here.', String(port)) };
}
