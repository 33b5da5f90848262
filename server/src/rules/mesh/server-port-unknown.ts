import * as l10n from '@vscode/l10n';
import type { MeshRule } from '../../engine/meshRule.ts';
import { isKnown } from '../../facts/known.ts';
import type { Applied } from '../../mesh/appliedResource.ts';
import { isCrowded } from '../../mesh/crowdedNamespace.ts';
import type { Mesh } from '../../mesh/mesh.ts';
import { podsSelectedBy } from '../../mesh/podsSelectedBy.ts';
import { namesPods } from '../../mesh/selectors.ts';
import { portNames, portNumbers } from '../../mesh/serversOn.ts';
import { relatedPlaces } from './describe.ts';
import { nearNameFix } from './nearNameFix.ts';

/**
 * linkerd2 `policy-controller/k8s/index/src/inbound/index.rs` Pod::select_ports: a name that no container port has
 * selects no port.
 */
export default {
  id: 'server-port-unknown',
  summary: 'A Server whose port name does not exist on any selected pod',
  level: 'error',
  fixable: 'suggestion',
  since: '0.2.0',
  subjects: ['Server'],
  *check(server: Applied<'Server'>, mesh: Mesh) {
    const { port, podSelector } = server.facts;
    if (!isKnown(port) || typeof port !== 'string' || isOfOthers(port) || !namesPods(podSelector)) return;
    if (isCrowded(mesh, server.namespace)) return;
    const pods = podsSelectedBy(mesh, server);
    const isMissing = pods.matches.every(({ facts }) => hasNoPort(portNumbers(facts, port)));
    if (!pods.isComplete || pods.matches.length === 0 || !isMissing) return;
    const names = [...new Set(pods.matches.flatMap(({ facts }) => portNames(facts)))].sort();
    const at = ['spec', 'port'];
    yield {
      at,
      message:
        names.length === 0
          ? l10n.t(
              'No pod of this Server has a TCP port named “{0}”, so the Server has no effect. Name the port in the container, or write its number.',
              port,
            )
          : l10n.t(
              'No pod of this Server has a TCP port named “{0}”, so the Server has no effect. Use an existing name: {1}.',
              port,
              names.slice(0, MOST_NAMES).join(', '),
            ),
      related: relatedPlaces(pods.matches, (resource) => ({
        resource,
        at: [...resource.facts.podPath, 'spec', 'containers'],
        message: l10n.t('None of these containers has such a port.'),
      })),
      fixes: nearNameFix(server, at, port, names),
    };
  },
} satisfies MeshRule<'Server'>;

/** The maximum number of names in a message. */
const MOST_NAMES = 5;

/** Another rule reports digits, and manifests do not contain the injected proxy's own ports. */
function isOfOthers(port: string): boolean {
  return /^[0-9]+$/.test(port) || port.startsWith('linkerd-');
}

function hasNoPort({ items, isComplete }: ReturnType<typeof portNumbers>): boolean {
  return isComplete && items.length === 0;
}
