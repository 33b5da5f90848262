import { type Known, UNKNOWN } from '../../facts/known.ts';
import { groupOf } from '../../kubernetes/resource.ts';
import type { YamlDocument } from '../../yaml/document.ts';
import { isMap, isScalar, type YamlMap, type YamlNode, type YamlScalar } from '../../yaml/nodes.ts';
import { child, childText, entryOf } from '../../yaml/walkEntries.ts';
import { hostNamesIn } from './hostNames.ts';

/** What is looked for. */
export interface MentionedResource {
  readonly group: string;
  readonly kind: string;
  readonly name: string;
}

/** A place that names a resource of a kind, by the form of what stands around it. */
export interface Mention {
  readonly node: YamlScalar;
  /** Where the name begins, if other text in the scalar comes before it. */
  readonly at?: number;
  /** As written: beside the name, or that of the resource around it; undefined if neither says one. */
  readonly namespace: Known<string | undefined>;
  /** Whether it is in a host name. */
  readonly isHostName: boolean;
}

/** Fields in which a name alone, or a mapping with one, means a resource of a kind. */
const FIELDS: Readonly<Record<string, readonly string[]>> = {
  // Ingresses, APIServices and webhooks; StatefulSets; routes, whose backends are Services without a kind.
  Service: ['service', 'serviceName', 'backendRefs', 'backendRef'],
  // Custom resources with a pod template have it too.
  ServiceAccount: ['serviceAccountName', 'serviceAccount', 'serviceAccounts'],
  Server: ['server'],
};

/**
 * The places of a document that name a resource, in kinds of resources that the mesh knows and in others: mappings with its
 * kind and name, as in an HPA's `scaleTargetRef` and a RoleBinding's `subjects`, fields that are always about its kind, and the
 * host names of a Service. None in a document that is not a resource, such as values.
 */
export function mentionsIn(document: YamlDocument, wanted: MentionedResource): Mention[] {
  const mentions: Mention[] = [];
  const visit = (node: YamlNode, key: string | undefined, namespace: Known<string | undefined>): void => {
    if (node.kind === 'sequence') for (const item of node.items) visit(item, key, namespace);
    const isAboutKind = key !== undefined && FIELDS[wanted.kind]?.includes(key) === true;
    if (isScalar(node) && isAboutKind && node.value === wanted.name)
      mentions.push({ node, namespace, isHostName: false });
    if (isScalar(node) && wanted.kind === 'Service')
      for (const { start, namespace: own } of hostNamesIn(document, node, wanted.name, key))
        mentions.push({ node, at: start, namespace: own ?? namespace, isHostName: true });
    if (!isMap(node)) return;
    const around = entryOf(node, 'metadata') ? namespaceIn(document, child(node, 'metadata')) : namespace;
    const name = child(node, 'name');
    if (isScalar(name) && name.value === wanted.name && isAbout(node, wanted, isAboutKind))
      mentions.push({ node: name, namespace: namespaceIn(document, node) ?? around, isHostName: false });
    for (const { key: inner, value } of node.entries)
      if (value) visit(value, isScalar(inner) ? inner.value : undefined, around);
  };
  for (const root of document.roots)
    if (childText(root, 'kind') !== undefined) visit(root, undefined, undefined);
  return mentions;
}

function isAbout(node: YamlMap, { group, kind }: MentionedResource, isAboutKind: boolean): boolean {
  const written = childText(node, 'kind');
  if (written === undefined) return isAboutKind;
  if (written.toLowerCase() !== kind.toLowerCase()) return false;
  const apiVersion = childText(node, 'apiVersion');
  const own = childText(node, 'group') ?? childText(node, 'apiGroup') ?? (apiVersion && groupOf(apiVersion));
  return own === undefined || own === group || (own === 'core' && group === '');
}

/** The namespace that a mapping says. */
export function namespaceIn(document: YamlDocument, node: YamlNode | undefined): Known<string | undefined> {
  const namespace = child(node, 'namespace');
  if (!namespace) return undefined;
  return isScalar(namespace) && !document.isTemplated(namespace) ? namespace.value || undefined : UNKNOWN;
}
