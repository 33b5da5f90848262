import * as l10n from '@vscode/l10n';
import type { MeshRule, MeshRuleFinding } from '../../engine/meshRule.ts';
import { OPAQUE_PORTS_KEY, SKIP_INBOUND_KEY, SKIP_OUTBOUND_KEY } from '../../linkerd/metadata/linkerdKeys.ts';
import { DEFAULT_OPAQUE_PORTS } from '../../linkerd/ports/defaultOpaquePorts.ts';
import { parsePortList } from '../../linkerd/ports/portList.ts';
import { formatRange, type PortRange, withoutPort } from '../../linkerd/ports/portSet.ts';
import type { Applied } from '../../mesh/appliedResource.ts';
import {
  type EffectiveAnnotation,
  effectiveAnnotation,
  namespaceAnnotation,
  namespaceOf,
} from '../../mesh/effectiveAnnotation.ts';
import { injectionOf } from '../../mesh/injectionOf.ts';
import type { Mesh } from '../../mesh/mesh.ts';
import { describeResource } from './describe.ts';

const KEYS = [SKIP_INBOUND_KEY, SKIP_OUTBOUND_KEY, OPAQUE_PORTS_KEY];

/** linkerd2 `pkg/inject/inject.go` AppendNamespaceAnnotations: a pod's own list replaces its Namespace's. */
export default {
  id: 'annotation-drops-inherited',
  summary: 'A list of ports on a pod that leaves out ports of its Namespace’s list',
  level: 'information',
  fixable: 'suggestion',
  since: '0.2.0',
  subjects: ['Workload'],
  *check(pod: Applied<'Workload'>, mesh: Mesh) {
    const namespace = namespaceOf(mesh, pod);
    if (namespace === 'unknown' || injectionOf(mesh, pod) === 'no') return;
    for (const key of KEYS) {
      const own = effectiveAnnotation(mesh, pod, key);
      const lent = namespaceAnnotation(namespace.found, key);
      if (typeof own === 'string' || typeof lent === 'string' || own.found.on !== pod) continue;
      const lost = lostPorts(key, own.found.value, lent.found.value);
      if (lost.length > 0) yield drops(pod, own.found, lent.found, lost.map(formatRange).join(','));
    }
  },
} satisfies MeshRule<'Workload'>;

/**
 * The ports of the Namespace's list that the pod's list lacks. Another rule reports default opaque ports, and an empty
 * list is intended.
 */
function lostPorts(key: string, own: string, lent: string): PortRange[] {
  const [mine, theirs] = [parsePortList(own), parsePortList(lent)];
  if (mine.hasUnknown || theirs.hasUnknown || own.trim() === '') return [];
  const kept = mine.tokens.flatMap(({ ports }) => ports ?? []);
  const defaults = key === OPAQUE_PORTS_KEY ? DEFAULT_OPAQUE_PORTS : [];
  const withoutDefaults = defaults.reduce<readonly PortRange[]>(
    (ranges, port) => ranges.flatMap((range) => withoutPort(range, port)),
    theirs.skipped.ranges,
  );
  return kept.reduce<PortRange[]>(
    (ranges, other) => ranges.flatMap((range) => without(range, other)),
    [...withoutDefaults],
  );
}

/** The parts of a range that are outside another range. */
function without({ first, last }: PortRange, other: PortRange): PortRange[] {
  return [
    { first, last: Math.min(last, other.first - 1) },
    { first: Math.max(first, other.last + 1), last },
  ].filter((part) => part.first <= part.last);
}

function drops(
  pod: Applied<'Workload'>,
  own: EffectiveAnnotation,
  lent: EffectiveAnnotation,
  lost: string,
): MeshRuleFinding {
  return {
    at: own.at,
    message: l10n.t(
      'This list replaces the one on {0}, so it leaves out {1} for these pods. Add {1} unless that is intended.',
      describeResource(lent.on),
      lost,
    ),
    related: [{ resource: lent.on, at: lent.at, message: l10n.t('The Namespace’s list.') }],
    fixes: [
      {
        title: l10n.t('Add {0}', lost),
        isPreferred: true,
        edits: [{ resource: pod, at: own.at, change: { kind: 'set', value: `${own.value},${lost}` } }],
      },
    ],
  };
}
