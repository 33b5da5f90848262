import * as l10n from '@vscode/l10n';
import { type AnnotationSite, isTemplated } from '../../kubernetes/annotationSite.ts';
import { isCore, type Manifest, podTemplate } from '../../kubernetes/manifest.ts';
import { readPod } from '../../kubernetes/pod.ts';
import { readMetadata } from '../../kubernetes/siteReader.ts';
import { isLinkerdKey } from '../../linkerd/annotations.ts';
import { entryFor } from '../../linkerd/catalogue/catalogue.ts';
import { concernsLinkerd, LINKERD_METADATA } from '../../linkerd/concern.ts';
import type { YamlDocument } from '../../yaml/document.ts';
import { isMap, isScalar, type YamlEntry, type YamlMap } from '../../yaml/nodes.ts';
import { PLACEHOLDER } from '../../yaml/templateMask.ts';
import { entryOf } from '../../yaml/walk.ts';
import type { InlayHintText } from './inlayHint.ts';

/** Values by key that the pods of a namespace take over. */
type Annotations = ReadonlyMap<string, string>;

/** What the Namespaces of a file hand on, by their names. */
export type InheritedAnnotations = ReadonlyMap<string, Annotations>;

const MOST_SHOWN = 3;
const LONGEST_VALUE = 24;

/** Reads what the Namespaces among some documents hand on. One that is written twice is left out: who knows which counts. */
export function inheritedAnnotations(documents: readonly YamlDocument[]): InheritedAnnotations {
  const byName = new Map<string, Map<string, string>>();
  const owners = new Map<string, unknown>();
  for (const document of documents) {
    if (!concernsLinkerd(document.text) || !document.text.includes('Namespace')) continue;
    for (const site of readMetadata(document, LINKERD_METADATA).annotations) {
      const name = namespaceName(site);
      if (name === undefined || !isHandedOn(site)) continue;
      const { node } = site.manifest ?? {};
      if (!owners.has(name)) owners.set(name, node);
      else if (owners.get(name) !== node) owners.set(name, undefined);
      const values = byName.get(name) ?? new Map<string, string>();
      byName.set(name, values.set(site.key.value, site.value?.value ?? ''));
    }
  }
  for (const [name, owner] of owners) if (owner === undefined) byName.delete(name);
  return byName;
}

function namespaceName({ placement, manifest }: AnnotationSite): string | undefined {
  return placement === 'namespace' ? known(manifest?.name) : undefined;
}

function isHandedOn(site: AnnotationSite): boolean {
  const entry = entryFor(site.key.value, 'annotation');
  if (!entry?.isInherited || entry.status === 'removed' || entry.status === 'ineffective') return false;
  return site.valueKind === 'string' && !isTemplated(site);
}

/** For each pod of the document that is written out, what it takes over from its namespace. */
export function inheritanceHints(document: YamlDocument, inherited: InheritedAnnotations): InlayHintText[] {
  if (inherited.size === 0) return [];
  const filter = { isOfInterest: isLinkerdKey, mayHold: () => true };
  return readMetadata(document, filter).resources.flatMap((manifest) => {
    const namespace = known(manifest.namespace);
    const annotations = namespace === undefined ? undefined : inherited.get(namespace);
    return (annotations && podHint(document, manifest, annotations)) ?? [];
  });
}

function podHint(
  document: YamlDocument,
  manifest: Manifest,
  inherited: Annotations,
): InlayHintText | undefined {
  const pod = isCore(manifest, 'Pod') ? manifest.node : podTemplate(manifest);
  if (!pod || !readPod(document, pod, manifest, pod.start).isWhole) return undefined;
  const own = ownAnnotations(document, pod);
  const taken = own && [...inherited].filter(([key]) => !own.keys.has(key));
  if (!taken || taken.length === 0) return undefined;
  const namespace = manifest.namespace ?? '';
  return {
    offset: own.offset,
    label: l10n.t('from {0}: {1}', namespace, describeAnnotations(taken)),
    tooltip: [
      l10n.t('Taken over from Namespace {0}:', namespace),
      ...taken.map(([key, value]) => `${key}: ${value}`),
    ].join('\n'),
  };
}

/** The keys of a pod's own annotations, and where a word about them has its place; undefined where not all are known. */
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
    // A merge brings keys from elsewhere, and a templated key may be any.
    if (!isScalar(key) || key.value === '<<' || document.isTemplated(key)) return undefined;
    keys.add(key.value);
  }
  return { keys, offset: document.text.indexOf(':', (entry ?? metadata).key.end) + 1 };
}

/** Whether lines of an entry come from a template, the last of them behind what is written out. */
function hasTemplatedLines(document: YamlDocument, { key, value }: YamlEntry): boolean {
  const end = (value ?? key).end;
  const blanks = document.maskedText.slice(end).search(/\S/);
  return document.hasTemplatedLines({
    start: key.start,
    end: blanks === -1 ? document.maskedText.length : end + blanks,
  });
}

function isEmpty(node: { readonly start: number; readonly end: number }): boolean {
  return node.start === node.end;
}

function describeAnnotations(annotations: readonly (readonly [string, string])[]): string {
  const shown = annotations
    .slice(0, MOST_SHOWN)
    .map(([key, value]) => `${key.slice(key.indexOf('/') + 1)} ${shorten(value)}`)
    .join(', ');
  return annotations.length > MOST_SHOWN
    ? l10n.t('{0} and {1} more', shown, annotations.length - MOST_SHOWN)
    : shown;
}

function shorten(value: string): string {
  const line = value.replace(/\s+/g, ' ');
  return line.length > LONGEST_VALUE ? `${line.slice(0, LONGEST_VALUE)}…` : line;
}

/** A name, unless a template makes it. */
function known(name: string | undefined): string | undefined {
  return name === undefined || name === '' || name.includes(PLACEHOLDER) ? undefined : name;
}
