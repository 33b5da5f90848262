import { memoizeByObject } from '../../caching/memoizeByObject.ts';
import { isTemplated, type MetadataEntry } from '../../kubernetes/metadataEntry.ts';
import { readMetadata } from '../../kubernetes/readMetadata.ts';
import type { YamlDocument } from '../../yaml/document.ts';
import { PLACEHOLDER } from '../../yaml/template/maskTemplates.ts';
import { entryFor } from '../catalogue/catalogue.ts';
import { mayContainLinkerd } from '../prefilter.ts';
import { LINKERD_METADATA } from './linkerdMetadata.ts';

/** The annotation values that the pods of a namespace inherit, by key. */
export type Annotations = ReadonlyMap<string, string>;

/** The annotations that the Namespaces of a file pass on, by namespace name. */
export type InheritedAnnotations = ReadonlyMap<string, Annotations>;

/**
 * Collects what the Namespaces of some documents pass on. A namespace that is written twice is left out, because it
 * is unknown which one counts.
 */
export function inheritedAnnotations(documents: readonly YamlDocument[]): InheritedAnnotations {
  const byName = new Map<string, Annotations>();
  const repeated = new Set<string>();
  for (const [name, annotations] of documents.flatMap(namespacesOf)) {
    if (byName.has(name)) repeated.add(name);
    byName.set(name, annotations);
  }
  for (const name of repeated) byName.delete(name);
  return byName;
}

type NamedAnnotations = readonly [name: string, annotations: Annotations];

const NONE: readonly NamedAnnotations[] = [];

/** The Namespaces of a document. Cached. */
const namespacesOf = memoizeByObject((document: YamlDocument): readonly NamedAnnotations[] => {
  const mayHave = document.text.includes('Namespace') && mayContainLinkerd(document.text);
  return mayHave ? readNamespaces(document) : NONE;
});

function readNamespaces(document: YamlDocument): readonly NamedAnnotations[] {
  const byNode = new Map<unknown, readonly [string, Map<string, string>]>();
  for (const annotation of readMetadata(document, LINKERD_METADATA).annotations) {
    const name = namespaceName(annotation);
    if (name === undefined || !isHandedOn(annotation)) continue;
    const node = annotation.resource?.node;
    const found = byNode.get(node) ?? ([name, new Map<string, string>()] as const);
    byNode.set(node, found);
    found[1].set(annotation.key.value, annotation.value?.value ?? '');
  }
  return [...byNode.values()];
}

/** The name of the Namespace that an annotation belongs to; undefined for a patch. */
function namespaceName({ placement, resource }: MetadataEntry): string | undefined {
  return placement === 'namespace' && resource?.node ? knownName(resource?.name) : undefined;
}

function isHandedOn(annotation: MetadataEntry): boolean {
  const entry = entryFor(annotation.key.value, 'annotation');
  if (!entry?.isInherited || entry.status === 'removed' || entry.status === 'ineffective') return false;
  return annotation.valueKind === 'string' && !isTemplated(annotation);
}

/** The name, unless a template makes it. */
export function knownName(name: string | undefined): string | undefined {
  return name === undefined || name === '' || name.includes(PLACEHOLDER) ? undefined : name;
}
