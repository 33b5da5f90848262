import * as l10n from '@vscode/l10n';
import type { Fix } from '../../engine/finding.ts';
import type { Rule, RuleContext } from '../../engine/rule.ts';
import { podAnnotationsNamed } from '../../engine/ruleQuery.ts';
import { isTemplated, type MetadataEntry, valueRange } from '../../kubernetes/metadataEntry.ts';
import { type ContainerPort, podAround } from '../../kubernetes/pod.ts';
import { OPAQUE_PORTS_KEY, SKIP_INBOUND_KEY } from '../../linkerd/metadata/linkerdKeys.ts';
import { DEFAULT_OPAQUE_PORTS } from '../../linkerd/ports/defaultOpaquePorts.ts';
import { parsePortList } from '../../linkerd/ports/portList.ts';
import { addedPorts, editList, fixOf } from '../fixes/listEdits.ts';

/**
 * An annotation replaces the default list and does not add to it (linkerd2 `pkg/inject/inject.go`
 * ApplyAnnotationOverrides).
 */
export default {
  id: 'opaque-drops-defaults',
  summary: 'opaque-ports replaces the default list and leaves out a port that this pod uses',
  level: 'information',
  fixable: 'suggestion',
  since: '0.1.0',
  query: podAnnotationsNamed(OPAQUE_PORTS_KEY),
  *check({ annotations }: RuleContext) {
    for (const annotation of annotations) {
      if (
        annotation.key.value !== OPAQUE_PORTS_KEY ||
        annotation.placement !== 'pod' ||
        annotation.valueKind === 'null'
      )
        continue;
      const lost = lostPorts(annotation);
      if (lost.length === 0) continue;
      const ports = lost.join(',');
      yield {
        range: valueRange(annotation),
        message: l10n.t(
          'This list replaces the default list and leaves out {0}, a port of this pod. If the server sends first, connections now wait 10 seconds: add the port.',
          ports,
        ),
        fixes: add(annotation, lost),
      };
    }
  },
} satisfies Rule;

/** Ports that the pod's containers declare, that are opaque by default, and that are in no list here. */
function lostPorts(annotation: MetadataEntry): number[] {
  const pod = podAround(annotation);
  if (!pod || isTemplated(annotation)) return [];
  const list = annotation.value?.value;
  if (!list) return [];
  const opaque = parsePortList(list);
  const skipped = annotation.siblings.get(SKIP_INBOUND_KEY);
  if (opaque.hasUnknown || (skipped && isTemplated(skipped))) return [];
  const skip = parsePortList(skipped?.value?.value ?? '').trimmed;
  const names = new Set(opaque.tokens.map(({ text }) => text.trim()));
  const ports = pod.containers.flatMap((container) => container.ports);
  const exposed = ports.filter((port) => port.protocol === 'TCP' && !isNamed(port, names));
  return DEFAULT_OPAQUE_PORTS.filter(
    (port) => exposed.some(({ number }) => number === port) && !opaque.trimmed.has(port) && !skip.has(port),
  );
}

function isNamed({ name }: ContainerPort, names: ReadonlySet<string>): boolean {
  return name !== undefined && names.has(name);
}

function add(annotation: MetadataEntry, ports: readonly number[]): Fix[] {
  const { value } = annotation;
  if (!value || annotation.alias || annotation.valueAlias) return [];
  const edits = editList({ annotation, value }, [addedPorts(value.value, ports)]);
  return fixOf(l10n.t('Add {0}', ports.join(',')), 'suggestion', edits);
}
