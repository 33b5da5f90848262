import * as l10n from '@vscode/l10n';
import type { Fix } from '../../engine/finding.ts';
import type { Rule, RuleContext } from '../../engine/rule.ts';
import { annotationsNamed } from '../../engine/ruleQuery.ts';
import { isTemplated, type MetadataEntry } from '../../kubernetes/metadataEntry.ts';
import { OPAQUE_PORTS_KEY } from '../../linkerd/metadata/linkerdKeys.ts';
import { type PortToken, parsePortList } from '../../linkerd/ports/portList.ts';
import { type ServicePort, tcpPortsOf } from '../../linkerd/ports/serviceOpaquePorts.ts';
import { isSequence } from '../../yaml/nodes.ts';
import { descend } from '../../yaml/walkEntries.ts';
import { definitionOf, editList, fixOf, replacedToken } from '../fixes/listEdits.ts';

/**
 * Destination and policy controller compare a Service's list with its ports, never with its target ports (linkerd2
 * `controller/api/destination/watcher/opaque_ports_watcher.go`, `policy-controller/k8s/index/src/outbound/index.rs`).
 */
export default {
  id: 'opaque-port-not-on-service',
  summary: 'A target port in a Service’s opaque-ports, which must list the Service’s own ports',
  level: 'warning',
  fixable: 'suggestion',
  since: '0.2.0',
  query: annotationsNamed(OPAQUE_PORTS_KEY),
  *check({ annotations }: RuleContext) {
    for (const annotation of annotations) {
      const { key, placement, value } = annotation;
      if (key.value !== OPAQUE_PORTS_KEY || placement !== 'service' || !value) continue;
      for (const { token, port } of targetPorts(annotation, value.value)) {
        yield {
          range: annotation.alias ?? annotation.valueAlias ?? value.sourceRange(token.start, token.end),
          message: l10n.t(
            '{0} is a target port, but this list needs the Service’s own ports, so the entry has no effect. Write {1}.',
            token.text.trim(),
            String(port.number),
          ),
          related: definitionOf({ annotation, value }),
          fixes: change({ annotation, value }, token, port),
        };
      }
    }
  },
} satisfies Rule;

interface TargetToken {
  readonly token: PortToken;
  /** The port of the Service that leads to the target port. */
  readonly port: ServicePort;
}

/** The listed ports that are only target ports of the Service, and whose Service port is not listed. */
function targetPorts(annotation: MetadataEntry, value: string): TargetToken[] {
  const { document, resource } = annotation;
  if (!resource || isTemplated(annotation)) return [];
  const written = descend(resource.node, ['spec', 'ports']);
  if (!isSequence(written) || document.hasTemplatedLines(written)) return [];
  const ports = tcpPortsOf(document, resource);
  if (ports.length !== written.items.length) return [];
  const list = parsePortList(value);
  return list.tokens.flatMap((token) => {
    const first = token.ports?.first;
    if (first === undefined || first !== token.ports?.last) return [];
    if (ports.some(({ number }) => number === first)) return [];
    const port = ports.find(({ target }) => target === first);
    return port && !list.trimmed.has(port.number) ? [{ token, port }] : [];
  });
}

function change(list: Parameters<typeof editList>[0], token: PortToken, { number }: ServicePort): Fix[] {
  const edits = editList(list, [replacedToken(token, String(number))]);
  return fixOf(l10n.t('Change to {0}', String(number)), 'suggestion', edits);
}
