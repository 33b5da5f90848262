import * as l10n from '@vscode/l10n';
import type { Fix } from '../../engine/finding.ts';
import type { Rule, RuleContext } from '../../engine/rule.ts';
import type { MetadataEntry } from '../../kubernetes/metadataEntry.ts';
import { isCore, type Resource } from '../../kubernetes/resource.ts';
import { textOf } from '../../kubernetes/specFields.ts';
import type { Environment } from '../../linkerd/environment/environment.ts';
import { isReleaseBefore } from '../../linkerd/environment/milestones.ts';
import { parseRelease } from '../../linkerd/environment/releases.ts';
import { OPAQUE_PORTS_KEY } from '../../linkerd/metadata/linkerdKeys.ts';
import { isHttpProtocol } from '../../linkerd/ports/appProtocol.ts';
import { parsePortList } from '../../linkerd/ports/portList.ts';
import { formatRange, withoutPort } from '../../linkerd/ports/portSet.ts';
import {
  type OpaqueBy,
  opaqueBy,
  type ServicePort,
  tcpPortsOf,
} from '../../linkerd/ports/serviceOpaquePorts.ts';
import type { YamlDocument } from '../../yaml/document.ts';
import { appendEntry, appendNestedEntry, removeEntry } from '../../yaml/edit/entryEdits.ts';
import { isMap, rangeOf } from '../../yaml/nodes.ts';
import { child, entryOf } from '../../yaml/walkEntries.ts';
import { editList, fixOf, removedTokens, replacedToken } from '../fixes/listEdits.ts';

/**
 * The destination controller's profile says opaque, the policy controller says HTTP (“appProtocol set on service
 * port, ignoring opaque port setting”, linkerd2 `policy-controller/k8s/index/src/outbound/index.rs`), so the proxy of
 * a meshed client closes the connection (“Ignoring a discovery update that changed a route from opaq”). Seen with
 * linkerd2-proxy and linkerd2 of August 2026.
 */
export default {
  id: 'opaque-port-has-app-protocol',
  summary: 'A Service’s port that is both opaque and HTTP, so meshed clients cannot connect to it',
  level: 'error',
  fixable: 'suggestion',
  since: '0.1.0',
  query: { resource: (resource) => isCore(resource, 'Service') },
  appliesIn: closesConnections,
  *check({ document, annotations, resources }: RuleContext) {
    for (const service of resources.filter((resource) => isCore(resource, 'Service'))) {
      if (!hasClusterIp(document, service)) continue;
      const annotation = annotations.find((entry) => isOpaqueList(entry) && entry.owner === service.node);
      for (const port of tcpPortsOf(document, service)) {
        const by = isHttp(document, port) ? opaqueBy(document, service, port, annotation) : undefined;
        const protocol = child(port.node, 'appProtocol');
        if (!by || !protocol) continue;
        yield {
          range: rangeOf(protocol),
          message: messageFor(port, by),
          related:
            by === 'default'
              ? []
              : [{ range: by.annotation.key.range, message: l10n.t('The port is opaque here.') }],
          fixes: [...removeProtocol(document, port), ...removeFromList(document, service, port, by)],
        };
      }
    }
  },
} satisfies Rule;

/** The first release whose policy controller prefers appProtocol to opaque-ports (linkerd2#13660). */
const FIRST_CLOSING = { edge: 'edge-25.2.3', milestone: '2.18' };

function closesConnections({ linkerd }: Environment): boolean {
  return isReleaseBefore(parseRelease(linkerd), FIRST_CLOSING) !== true;
}

/** Outbound policy is looked up by a Service's cluster IP. */
function hasClusterIp(document: YamlDocument, { node }: Resource): boolean {
  const spec = child(node, 'spec');
  return ['clusterIP', 'type'].every((field) => {
    const value = child(spec, field);
    if (!value) return true;
    const text = textOf(document, value);
    return text !== undefined && text !== 'None' && text !== 'ExternalName';
  });
}

function isHttp(document: YamlDocument, { node }: ServicePort): boolean {
  return isHttpProtocol(textOf(document, child(node, 'appProtocol')));
}

function isOpaqueList({ key, placement }: MetadataEntry): boolean {
  return key.value === OPAQUE_PORTS_KEY && placement === 'service';
}

function messageFor({ number }: ServicePort, by: OpaqueBy): string {
  return by === 'default'
    ? l10n.t(
        'Port {0} is opaque by default, but this says HTTP, so meshed clients close every connection to it (since 2.18). Remove this, or set opaque-ports without {0}.',
        String(number),
      )
    : l10n.t(
        'Port {0} is in opaque-ports, but this says HTTP, so meshed clients close every connection to it (since 2.18). Remove one of the two.',
        String(number),
      );
}

function removeProtocol(document: YamlDocument, { node }: ServicePort): Fix[] {
  const entry = entryOf(node, 'appProtocol');
  const edit = entry && removeEntry(document, node, entry);
  return fixOf(l10n.t('Remove appProtocol (the port stays opaque)'), 'suggestion', edit && [edit], false);
}

function removeFromList(document: YamlDocument, service: Resource, port: ServicePort, by: OpaqueBy): Fix[] {
  return by === 'default' ? addList(document, service, port) : shortenList(port, by);
}

function shortenList({ number }: ServicePort, { annotation, tokens }: Exclude<OpaqueBy, 'default'>): Fix[] {
  const { value } = annotation;
  if (!value || annotation.alias || annotation.valueAlias) return [];
  const list = parsePortList(value.value);
  const isWider = ({ ports }: (typeof tokens)[number]) => ports !== undefined && ports.first !== ports.last;
  const wider = tokens.filter(isWider);
  const whole = tokens.filter((token) => !isWider(token));
  const changes =
    whole.length === list.tokens.length
      ? [{ start: 0, end: value.value.length, text: '' }]
      : removedTokens(
          list,
          list.tokens.filter(({ index }) => whole.some((token) => token.index === index)),
        )
          ?.concat(wider.map((token) => replacedToken(token, rest(token, number))))
          .sort((a, b) => a.start - b.start);
  const title = l10n.t('Remove {0} from opaque-ports (the port is then HTTP)', String(number));
  return fixOf(title, 'suggestion', editList({ annotation, value }, changes), false);
}

function rest(
  { ports }: { readonly ports: { first: number; last: number } | undefined },
  port: number,
): string {
  return ports ? withoutPort(ports, port).map(formatRange).join(',') : '';
}

/**
 * An annotation replaces the default list, so it has to name the Service's other ports that are opaque by default.
 */
function addList(document: YamlDocument, service: Resource, port: ServicePort): Fix[] {
  const others = tcpPortsOf(document, service).filter(
    (other) => other.number !== port.number && opaqueBy(document, service, other, undefined) === 'default',
  );
  const list = JSON.stringify(others.map(({ number }) => number).join(','));
  const metadata = child(service.node, 'metadata');
  const annotations = child(metadata, 'annotations');
  const entry = { block: `${OPAQUE_PORTS_KEY}: ${list}`, flow: `"${OPAQUE_PORTS_KEY}": ${list}` };
  const edit = isMap(annotations)
    ? appendEntry(document, annotations, entry)
    : isMap(metadata)
      ? appendNestedEntry(document, metadata, 'annotations', entry)
      : undefined;
  const title = l10n.t('Set opaque-ports without {0} (the port is then HTTP)', String(port.number));
  return fixOf(title, 'suggestion', edit && [edit], false);
}
