import * as l10n from '@vscode/l10n';
import type { Fix } from '../../engine/finding.ts';
import type { Rule, RuleContext } from '../../engine/rule.ts';
import { podAnnotations } from '../../engine/ruleQuery.ts';
import { type AnnotationSite, isTemplated, valueRange } from '../../kubernetes/metadataEntry.ts';
import { type ContainerPort, podAround } from '../../kubernetes/pod.ts';
import { OPAQUE_PORTS_KEY, SKIP_INBOUND_KEY } from '../../linkerd/metadata/linkerdKeys.ts';
import { DEFAULT_OPAQUE_PORTS } from '../../linkerd/ports/defaultOpaquePorts.ts';
import { parsePortList } from '../../linkerd/ports/portList.ts';
import { addedPorts, editList } from '../fixes/listEdits.ts';

/** An annotation replaces the default list, it does not add to it (linkerd2 `pkg/inject/inject.go` ApplyAnnotationOverrides). */
export default {
  id: 'opaque-drops-defaults',
  summary: 'opaque-ports replaces the default list and leaves out a port of this pod that was in it',
  level: 'information',
  fixable: 'suggestion',
  since: '0.1.0',
  about: podAnnotations(OPAQUE_PORTS_KEY),
  *check({ sites }: RuleContext) {
    for (const site of sites) {
      if (site.key.value !== OPAQUE_PORTS_KEY || site.placement !== 'pod' || !site.value?.value) continue;
      const lost = lostPorts(site);
      if (lost.length === 0) continue;
      const ports = lost.join(',');
      yield {
        range: valueRange(site),
        message: l10n.t(
          'This list replaces the default one, which has {0}, a port of this pod: clients now wait for its protocol to be detected. Add it.',
          ports,
        ),
        fixes: add(site, lost),
      };
    }
  },
} satisfies Rule;

/** Ports that the pod's containers name, that are opaque by default, and that no list here mentions. */
function lostPorts(site: AnnotationSite): number[] {
  const pod = podAround(site);
  if (!pod || isTemplated(site)) return [];
  const opaque = parsePortList(site.value?.value ?? '');
  const skipped = site.siblings.get(SKIP_INBOUND_KEY);
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

function add(site: AnnotationSite, ports: readonly number[]): Fix[] {
  if (!site.value || site.alias || site.valueAlias || site.valueKind === 'null') return [];
  const list = { site, value: site.value };
  const edits = editList(list, [addedPorts(site.value.value, ports)]);
  if (!edits) return [];
  return [{ title: l10n.t('Add {0}', ports.join(',')), safety: 'suggestion', isPreferred: true, edits }];
}
