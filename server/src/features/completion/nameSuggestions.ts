import type { RepositoryMesh } from '../../engine/repositoryMesh.ts';
import { Fields } from '../../facts/fields.ts';
import { areEqual } from '../../facts/freeze.ts';
import { resourcesBelow } from '../../facts/readFacts.ts';
import type { ResourceFacts } from '../../facts/resourceFacts.ts';
import { groupOf } from '../../kubernetes/resource.ts';
import { plainKind } from '../../kubernetes/yaml11.ts';
import { type AppliedResource, mayMeet } from '../../mesh/appliedResource.ts';
import { namespaceKey } from '../../mesh/namespaceKey.ts';
import { pathBelow } from '../../workspace/fileHost.ts';
import {
  isMap,
  isScalar,
  isSequence,
  type YamlMap,
  type YamlNode,
  type YamlScalar,
} from '../../yaml/nodes.ts';
import { childText } from '../../yaml/walkEntries.ts';
import { type CursorDocument, hasCursor } from './cursorPlace.ts';
import { type NameOption, namesAt } from './nameOptions.ts';
import { wordSuggestion } from './schemaSuggestions.ts';
import type { Suggestion } from './suggestion.ts';

/** Where the names of resources come from: the repository around a file. */
export interface NamesAround {
  readonly mesh: RepositoryMesh;
  readonly uri: string;
}

/** The same, with the resource that is being typed, as the mesh has it; undefined if it is not whole yet. */
export interface NamesAroundCursor extends NamesAround {
  readonly own: ResourceFacts | undefined;
}

/** The names, ports, labels and namespaces of resources in view that can be written at the cursor. */
export function nameSuggestions(
  cursor: CursorDocument,
  { mesh, uri, own: typed }: NamesAroundCursor,
): Suggestion[] {
  const found = cursor.isEmbedded ? undefined : scalarAtCursor(cursor);
  if (!found) return [];
  const { resource, node } = found;
  const part = found.key === undefined ? 'key' : 'value';
  const root = Fields.of(cursor.document, resource);
  const written = root.at('metadata').at('namespace').text();
  const isTyped = (other: AppliedResource) => other.uri === uri && areEqual(other.written, typed);
  const options = new Map<string, NameOption>();
  for (const placement of mesh.placementsOf(uri)) {
    const { rewriting, scope } = placement;
    const own = rewriting.namespace ?? (written || rewriting.defaultNamespace);
    const offered = namesAt({
      ...found,
      kind: childText(resource, 'kind') ?? '',
      group: groupOf(childText(resource, 'apiVersion') ?? ''),
      root,
      mesh: mesh.model.seenFromPlace(uri, placement),
      resources: () =>
        mesh.model.resources.filter((other) => mayMeet(other.placement, placement) && !isTyped(other)),
      namespace: namespaceKey(own, scope),
      pathOf: (file) => pathBelow(mesh.root, file) ?? file,
    });
    for (const option of offered) if (!options.has(option.value)) options.set(option.value, option);
  }
  return [...options.values()].flatMap((option) => suggest(cursor, node, part, option));
}

function suggest(
  cursor: CursorDocument,
  node: YamlScalar,
  part: 'key' | 'value',
  { value, detail, isNumber }: NameOption,
): Suggestion[] {
  // A number in quotes is a name for Linkerd.
  if (isNumber && node.style !== 'plain') return [];
  const isQuoted = !isNumber && node.style === 'plain' && plainKind(value) !== 'string';
  const word = isQuoted ? JSON.stringify(value) : value;
  const colon = part === 'key' && cursor.typed.lacksColon ? ': ' : '';
  return wordSuggestion(cursor, node, word, undefined).map((item) => ({
    ...item,
    label: value,
    detail,
    kind: part,
    parts: [...item.parts, ...(colon ? [colon] : [])],
  }));
}

interface ScalarAtCursor {
  readonly resource: YamlMap;
  readonly node: YamlScalar;
  /** The mapping that the scalar is in. */
  readonly parent: YamlMap;
  /** The way from the resource to that mapping: `spec.parentRefs[]`. */
  readonly above: string;
  /** The key that the scalar is the value of; undefined if it is a key. */
  readonly key: string | undefined;
}

function scalarAtCursor({ document }: CursorDocument): ScalarAtCursor | undefined {
  for (const resource of document.roots.flatMap(resourcesBelow)) {
    const found = scalarBelow(resource, '');
    if (found) return { resource, ...found };
  }
  return undefined;
}

function scalarBelow(parent: YamlMap, above: string): Omit<ScalarAtCursor, 'resource'> | undefined {
  for (const { key, value } of parent.entries) {
    if (!isScalar(key)) continue;
    if (hasCursor(key.value)) return { node: key, parent, above, key: undefined };
    if (isScalar(value) && hasCursor(value.value)) return { node: value, parent, above, key: key.value };
    const below = above === '' ? key.value : `${above}.${key.value}`;
    const found = isMap(value) ? scalarBelow(value, below) : inItems(value, `${below}[]`);
    if (found) return found;
  }
  return undefined;
}

function inItems(value: YamlNode | null, above: string): Omit<ScalarAtCursor, 'resource'> | undefined {
  for (const item of isSequence(value) ? value.items : []) {
    const found = isMap(item) ? scalarBelow(item, above) : undefined;
    if (found) return found;
  }
  return undefined;
}
