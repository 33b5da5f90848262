import { memoizeByObject } from '../../caching/memoizeByObject.ts';
import { isTemplated, type MetadataEntry } from '../../kubernetes/metadataEntry.ts';
import { readMetadata } from '../../kubernetes/readMetadata.ts';
import type { YamlDocument } from '../../yaml/document.ts';
import { PLACEHOLDER } from '../../yaml/template/maskTemplates.ts';
import { entryFor } from '../catalogue/catalogue.ts';
import { mayContainLinkerd } from '../prefilter.ts';
import { LINKERD_METADATA } from './linkerdMetadata.ts';

/** Values by key that the pods of a namespace take over. */
export type Annotations = ReadonlyMap<string, string>;

/** What the Namespaces of a file hand on, by their names. */
export type InheritedAnnotations = ReadonlyMap<string, Annotations>;

/** Reads what the Namespaces among some documents hand on. One that is written twice is left out: who knows which counts. */
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

/** The Namespaces of a document, read once. */
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

/** The name of the Namespace that an annotation stands on; a patch is none. */
function namespaceName({ placement, resource }: MetadataEntry): string | undefined {
  return placement === 'namespace' && resource?.node ? knownName(resource?.name) : undefined;
}

function isHandedOn(annotation: MetadataEntry): boolean {
  const entry = entryFor(annotation.key.value, 'annotation');
  if (!entry?.isInherited || entry.status === 'removed' || entry.status === 'ineffective') return false;
  return annotation.valueKind === 'string' && !isTemplated(annotation);
}

/** A name, unless a template makes it. */
export function knownName(name: string | undefined): string | undefined {
  return name === undefined || name === '' || name.includes(PLACEHOLDER) ? undefined : name;
}
