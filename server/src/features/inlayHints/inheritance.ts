import * as l10n from '@vscode/l10n';
import { readPod } from '../../kubernetes/pod.ts';
import { readMetadata } from '../../kubernetes/readMetadata.ts';
import { isCore, podTemplate, type Resource } from '../../kubernetes/resource.ts';
import { LINKERD_METADATA_AND_ALL_RESOURCES } from '../../linkerd/metadata/linkerdMetadata.ts';
import {
  type Annotations,
  type InheritedAnnotations,
  knownName,
} from '../../linkerd/metadata/namespaceAnnotations.ts';
import type { YamlDocument } from '../../yaml/document.ts';
import { isMap, isScalar, type YamlEntry, type YamlMap } from '../../yaml/nodes.ts';
import { mayHaveMoreEntries } from '../../yaml/template/templatedEnd.ts';
import { entryOf } from '../../yaml/walkEntries.ts';
import type { InlayHintText } from './inlayHint.ts';

const MOST_SHOWN = 3;
const LONGEST_VALUE = 24;
const LONGEST_LINE = 100;

/** For each pod that is written out in the document, what it inherits from its namespace. */
export function inheritanceHints(document: YamlDocument, inherited: InheritedAnnotations): InlayHintText[] {
  if (inherited.size === 0) return [];
  return readMetadata(document, LINKERD_METADATA_AND_ALL_RESOURCES).resources.flatMap((resource) => {
    const namespace = knownName(resource.namespace);
    const annotations = namespace === undefined ? undefined : inherited.get(namespace);
    return (annotations && podHint(document, resource, annotations)) ?? [];
  });
}

function podHint(
  document: YamlDocument,
  resource: Resource,
  inherited: Annotations,
): InlayHintText | undefined {
  const pod = isCore(resource, 'Pod') ? resource.node : podTemplate(resource);
  if (!pod || !readPod(document, pod, resource, pod.start).isComplete) return undefined;
  const own = ownAnnotations(document, pod);
  const taken = own && [...inherited].filter(([key]) => !own.keys.has(key));
  if (!taken || taken.length === 0) return undefined;
  const namespace = resource.namespace ?? '';
  return {
    offset: own.offset,
    label: l10n.t('from {0}: {1}', namespace, describeAnnotations(taken)),
    tooltip: [
      l10n.t('Inherited from Namespace {0}:', namespace),
      ...taken.map(([key, value]) => `${key}: ${shorten(value, LONGEST_LINE)}`),
    ].join('\n'),
  };
}

/** The keys of a pod's own annotations, and the place for a hint about them; undefined if some are unknown. */
function ownAnnotations(
  document: YamlDocument,
  pod: YamlMap,
): { readonly keys: ReadonlySet<string>; readonly offset: number } | undefined {
  const metadata = entryOf(pod, 'metadata');
  const entry = entryOf(metadata?.value, 'annotations');
  const keys = new Set<string>();
  if (!metadata || hasTemplatedLines(document, metadata)) return undefined;
  if (entry?.value && !isMap(entry.value) && !isEmpty(entry.value)) return undefined;
  for (const { key } of isMap(entry?.value) ? entry.value.entries : []) {
    // A merge key adds unknown keys, and a templated key may be any.
    if (!isScalar(key) || key.value === '<<' || document.isTemplated(key)) return undefined;
    keys.add(key.value);
  }
  return { keys, offset: document.text.indexOf(':', (entry ?? metadata).key.end) + 1 };
}

/** Whether a template makes lines of an entry. */
function hasTemplatedLines(document: YamlDocument, { key, value }: YamlEntry): boolean {
  return mayHaveMoreEntries(document, { start: key.start, end: (value ?? key).end });
}

function isEmpty(node: { readonly start: number; readonly end: number }): boolean {
  return node.start === node.end;
}

function describeAnnotations(annotations: readonly (readonly [string, string])[]): string {
  const shown = annotations
    .slice(0, MOST_SHOWN)
    .map(([key, value]) => `${key.slice(key.indexOf('/') + 1)} ${shorten(value, LONGEST_VALUE)}`)
    .join(', ');
  return annotations.length > MOST_SHOWN
    ? l10n.t('{0} and {1} more', shown, annotations.length - MOST_SHOWN)
    : shown;
}

/** A value on one line, shortened; control and bidirectional characters become a replacement character. */
function shorten(value: string, length: number): string {
  const shown = value.length > length ? `${value.slice(0, length)}…` : value;
  return shown.replace(/[\s\p{Z}]/gu, ' ').replace(/\p{C}/gu, '\uFFFD');
}
