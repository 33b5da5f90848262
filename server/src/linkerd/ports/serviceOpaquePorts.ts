import { isTemplated, type MetadataEntry } from '../../kubernetes/metadataEntry.ts';
import type { Resource } from '../../kubernetes/resource.ts';
import { isDefinitelyAbsent, textOf } from '../../kubernetes/specFields.ts';
import type { YamlDocument } from '../../yaml/document.ts';
import { isMap, isSequence, type YamlMap } from '../../yaml/nodes.ts';
import { child, descend, entryOf } from '../../yaml/walkEntries.ts';
import { DEFAULT_OPAQUE_PORTS } from './defaultOpaquePorts.ts';
import { type PortToken, parsePortList, trimSpace } from './portList.ts';

/** A TCP port of a Service as written. Fields that a template decides are undefined. */
export interface ServicePort {
  readonly node: YamlMap;
  readonly number: number;
  readonly name: string | undefined;
  /** A number or a name; the port itself if there is no `targetPort`. */
  readonly target: number | string | undefined;
}

/** Why a Service's port is opaque to clients: a token of its annotation, or the default list. */
export type OpaqueBy =
  | { readonly annotation: MetadataEntry; readonly tokens: readonly PortToken[] }
  | 'default';

/** The TCP ports of a Service whose number is certain. */
export function tcpPortsOf(document: YamlDocument, service: Resource): readonly ServicePort[] {
  const ports = descend(service.node, ['spec', 'ports']);
  if (!isSequence(ports)) return [];
  return ports.items.flatMap((node) => {
    const number = textOf(document, child(node, 'port'));
    if (!isMap(node) || number === undefined || !/^[0-9]{1,5}$/.test(number)) return [];
    if (entryOf(node, 'protocol') && textOf(document, child(node, 'protocol')) !== 'TCP') return [];
    return [
      {
        node,
        number: Number(number),
        name: textOf(document, child(node, 'name')),
        target: targetOf(document, node, Number(number)),
      },
    ];
  });
}

function targetOf(document: YamlDocument, port: YamlMap, number: number): number | string | undefined {
  if (!entryOf(port, 'targetPort')) return number;
  const text = textOf(document, child(port, 'targetPort'));
  return text !== undefined && /^[0-9]{1,5}$/.test(text) ? Number(text) : text;
}

/**
 * Why this port is opaque to the clients of a Service; undefined if it is not certainly opaque.
 *
 * The destination controller reads the annotation, including names of the Service's own ports, and without it uses
 * the default list (linkerd2 `controller/api/destination/watcher/opaque_ports_watcher.go`). If a port of the default
 * list is targeted by number, the injector writes the Service's ports of that list into the annotation
 * (`pkg/inject/inject.go` CreateOpaquePortsPatch), which replaces the rest of the default list.
 *
 * @param annotation the Service's own opaque-ports, if it has one
 */
export function opaqueBy(
  document: YamlDocument,
  service: Resource,
  port: ServicePort,
  annotation: MetadataEntry | undefined,
): OpaqueBy | undefined {
  if (!annotation) return isOpaqueByDefault(document, service, port) ? 'default' : undefined;
  if (isTemplated(annotation) || annotation.valueKind === 'null') return undefined;
  const tokens = parsePortList(annotation.value?.value ?? '').tokens.filter((token) => covers(token, port));
  return tokens.length > 0 ? { annotation, tokens } : undefined;
}

function covers({ kind, ports, text }: PortToken, { number, name }: ServicePort): boolean {
  if (name !== undefined && trimSpace(text) === name) return true;
  const isRead = kind === 'valid' || kind === 'untrimmed';
  return isRead && ports !== undefined && ports.first <= number && number <= ports.last;
}

/** A Service without a selector may be a patch, whose annotations are elsewhere. */
function isOpaqueByDefault(document: YamlDocument, service: Resource, port: ServicePort): boolean {
  const metadata = child(service.node, 'metadata');
  const annotations = child(metadata, 'annotations');
  const isComplete =
    isMap(metadata) &&
    isMap(child(child(service.node, 'spec'), 'selector')) &&
    (annotations === undefined
      ? isDefinitelyAbsent(document, metadata, 'annotations')
      : isMap(annotations) && isDefinitelyAbsent(document, annotations, 'config.linkerd.io/opaque-ports'));
  if (!isComplete) return false;
  const ports = tcpPortsOf(document, service);
  if (ports.some(({ target }) => target === undefined)) return false;
  const written = ports.filter(({ target }) => isDefault(target));
  return written.length > 0 ? written.some(({ number }) => number === port.number) : isDefault(port.number);
}

function isDefault(port: number | string | undefined): boolean {
  return typeof port === 'number' && DEFAULT_OPAQUE_PORTS.includes(port);
}
