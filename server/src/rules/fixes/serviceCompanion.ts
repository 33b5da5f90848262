import * as l10n from '@vscode/l10n';
import { memoizeByObject } from '../../caching/memoizeByObject.ts';
import type { Fix, ServiceCompanion } from '../../engine/finding.ts';
import type { PlacedDocument } from '../../engine/passingDocument.ts';
import type { SourceFile } from '../../engine/sourceFile.ts';
import { isTemplated, type MetadataEntry } from '../../kubernetes/metadataEntry.ts';
import { podAround } from '../../kubernetes/pod.ts';
import { readMetadata } from '../../kubernetes/readMetadata.ts';
import { isCore, type Resource, readResource } from '../../kubernetes/resource.ts';
import { isDefinitelyAbsent, textOf } from '../../kubernetes/specFields.ts';
import { OPAQUE_PORTS_KEY } from '../../linkerd/metadata/linkerdKeys.ts';
import { LINKERD_METADATA } from '../../linkerd/metadata/linkerdMetadata.ts';
import { isHttpProtocol } from '../../linkerd/ports/appProtocol.ts';
import { parsePortList } from '../../linkerd/ports/portList.ts';
import { type PortRange, PortSet } from '../../linkerd/ports/portSet.ts';
import { opaqueBy, type ServicePort, tcpPortsOf } from '../../linkerd/ports/serviceOpaquePorts.ts';
import { shiftEdit, type TextEdit } from '../../text/edit.ts';
import type { YamlDocument } from '../../yaml/document.ts';
import { appendEntry, appendNestedEntry } from '../../yaml/edit/entryEdits.ts';
import { isMap, isScalar, isSequence, type YamlMap } from '../../yaml/nodes.ts';
import { PLACEHOLDER } from '../../yaml/template/maskTemplates.ts';
import { child, childText, descend } from '../../yaml/walkEntries.ts';
import { addedPorts, editList } from './listEdits.ts';

/**
 * What identifies the Services that need the same ports in their own opaque-ports; undefined if the pod's labels or
 * namespace are not certain.
 */
export function companionOf(
  annotation: MetadataEntry,
  ports: readonly PortRange[],
): ServiceCompanion | undefined {
  const { document, owner, placement, resource } = annotation;
  const labels = child(child(owner, 'metadata'), 'labels');
  if (placement !== 'pod' || !isMap(labels)) return undefined;
  const pairs = pairsOf(document, labels);
  const namespace = resource?.namespace;
  if (!pairs || namespace?.includes(PLACEHOLDER)) return undefined;
  const containers = podAround(annotation)?.containers ?? [];
  const named = containers.flatMap(({ ports: declared }) =>
    declared.flatMap(({ name, number }) =>
      name !== undefined && number !== undefined ? [[name, number] as const] : [],
    ),
  );
  return { labels: pairs, namespace, ports, named };
}

/**
 * The fix extended by the same list on the Services of the file that select the pod, with their names in the title.
 * Returns a fix without a companion, or for a pod that no Service here selects, unchanged.
 */
export function withCompanion(fix: Fix, file: SourceFile): Fix {
  const { companion } = fix;
  if (!companion) return fix;
  const services = file.documents.flatMap((placed) => servicesFor(placed, companion));
  if (services.length === 0) return fix;
  const added = services.flatMap(({ edit, name }) => (edit ? [{ edit, name }] : []));
  const names = added.map(({ name }) => name).join(', ');
  return {
    ...fix,
    title:
      added.length > 0
        ? l10n.t('Use opaque-ports instead, on the Service {0} too', names)
        : l10n.t('Use opaque-ports instead'),
    edits: [...fix.edits, ...added.map(({ edit }) => edit)],
  };
}

interface SelectedService {
  readonly name: string;
  /** Undefined if the Service's list already has the ports, or cannot be changed. */
  readonly edit: TextEdit | undefined;
}

function servicesFor({ document, offset }: PlacedDocument, companion: ServiceCompanion): SelectedService[] {
  return servicesIn(document).flatMap((service) => {
    if (!selects(document, service, companion)) return [];
    const edits = addPorts(document, service, companion);
    return edits.length > 1
      ? []
      : [{ name: service.name ?? '', edit: edits[0] && shiftEdit(edits[0], offset) }];
  });
}

/** Searched in the text first, because most documents contain no Service and need not be parsed. */
const SERVICE = /\bkind["']?: *["']?Service\b/;

const servicesIn = memoizeByObject((document: YamlDocument): readonly Resource[] => {
  if (!SERVICE.test(document.text)) return [];
  const resources = document.roots.flatMap((root) => {
    const items = child(root, 'items');
    return [root, ...(isSequence(items) ? items.items : [])].filter(isMap).map(readResource);
  });
  return resources.filter((resource) => isCore(resource, 'Service') && resource.name !== undefined);
});

function selects(
  document: YamlDocument,
  service: Resource,
  { labels, namespace }: ServiceCompanion,
): boolean {
  const selector = descend(service.node, ['spec', 'selector']);
  const pairs = isMap(selector) ? pairsOf(document, selector) : undefined;
  if (!pairs || pairs.length === 0 || service.namespace !== namespace) return false;
  return pairs.every(([key, value]) => labels.some((label) => label[0] === key && label[1] === value));
}

/** The entries of a mapping from texts to texts; undefined if one is not certain. */
function pairsOf(document: YamlDocument, map: YamlMap): (readonly [string, string])[] | undefined {
  const pairs = map.entries.map(({ key, value }) => {
    const text = textOf(document, value ?? undefined);
    return isScalar(key) && key.value !== '<<' && text !== undefined
      ? ([key.value, text] as const)
      : undefined;
  });
  const known = pairs.filter((pair) => pair !== undefined);
  return known.length === pairs.length && !document.hasTemplatedLines(map) ? known : undefined;
}

function addPorts(document: YamlDocument, service: Resource, companion: ServiceCompanion): TextEdit[] {
  const annotation = readMetadata(document, LINKERD_METADATA).annotations.find(
    (entry) => entry.key.value === OPAQUE_PORTS_KEY && entry.owner === service.node,
  );
  const ports = tcpPortsOf(document, service);
  const missing = ports.filter((port) => {
    // With `appProtocol: http`, opaque-ports would close the port to meshed clients.
    const isHttp = isHttpProtocol(childText(port.node, 'appProtocol'));
    return leadsTo(port, companion) && !isHttp && !opaqueBy(document, service, port, annotation);
  });
  if (missing.length === 0) return [];
  const numbers = missing.map(({ number }) => number);
  if (annotation) return extendList(annotation, numbers);
  const defaults = ports.filter((port) => opaqueBy(document, service, port, undefined) === 'default');
  const edit = newList(document, service, [...defaults.map(({ number }) => number), ...numbers]);
  return edit ? [edit] : [];
}

function leadsTo({ target }: ServicePort, { ports, named }: ServiceCompanion): boolean {
  const number = typeof target === 'string' ? named.find(([name]) => name === target)?.[1] : target;
  return number !== undefined && PortSet.of(ports).has(number);
}

function extendList(annotation: MetadataEntry, numbers: readonly number[]): TextEdit[] {
  const { value } = annotation;
  if (!value || annotation.alias || annotation.valueAlias || isTemplated(annotation)) return [];
  if (parsePortList(value.value).hasUnknown || annotation.valueKind === 'null') return [];
  return editList({ annotation, value }, [addedPorts(value.value, numbers)]) ?? [];
}

function newList(
  document: YamlDocument,
  service: Resource,
  numbers: readonly number[],
): TextEdit | undefined {
  const list = JSON.stringify(numbers.join(','));
  const entry = { block: `${OPAQUE_PORTS_KEY}: ${list}`, flow: `"${OPAQUE_PORTS_KEY}": ${list}` };
  const metadata = child(service.node, 'metadata');
  const annotations = child(metadata, 'annotations');
  if (isMap(annotations))
    return isDefinitelyAbsent(document, annotations, OPAQUE_PORTS_KEY)
      ? appendEntry(document, annotations, entry)
      : undefined;
  const isFree = isMap(metadata) && isDefinitelyAbsent(document, metadata, 'annotations');
  return isFree ? appendNestedEntry(document, metadata, 'annotations', entry) : undefined;
}
