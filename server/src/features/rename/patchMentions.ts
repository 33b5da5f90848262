import { YamlDocument } from '../../yaml/document.ts';
import {
  isMap,
  isScalar,
  isSequence,
  sequenceItems,
  type YamlNode,
  type YamlScalar,
} from '../../yaml/nodes.ts';
import { child, childText } from '../../yaml/walkEntries.ts';
import { type MentionedResource, mentionsIn } from './mentions.ts';

/** The names of what is inside a resource, not of a resource. */
const INNER_NAME =
  /\/metadata\/name$|\/(?:containers|env|initContainers|ports|volumeMounts|volumes)\/\d+\/name$/;

/** The patches in the text of a kustomization that make something refer to a resource, or may do so. */
export function patchesThatMention(kustomization: YamlDocument, wanted: MentionedResource): YamlScalar[] {
  return kustomization.roots.flatMap(inlinePatches).filter(({ value }) => {
    if (!value.includes(wanted.name)) return false;
    const patch = new YamlDocument(value);
    return mentionsIn(patch, wanted).length > 0 || patch.roots.some((root) => operationNames(root, wanted));
  });
}

function inlinePatches(root: YamlNode): YamlScalar[] {
  const merges = sequenceItems(child(root, 'patchesStrategicMerge'));
  const others = ['patches', 'patchesJson6902'].flatMap((key) => sequenceItems(child(root, key)));
  return [...merges, ...others.map((item) => child(item, 'patch'))].filter(
    (patch) => patch !== undefined && isScalar(patch),
  );
}

/** Whether an operation of a JSON Patch writes the name where a reference may be. */
function operationNames(root: YamlNode, { name }: MentionedResource): boolean {
  return sequenceItems(root).some((operation) => {
    const path = childText(operation, 'path');
    const value = child(operation, 'value');
    if (path === undefined || !value || INNER_NAME.test(path)) return false;
    return isScalar(value) ? value.value === name && /name$|\/server$/i.test(path) : hasName(value, name);
  });
}

function hasName(node: YamlNode, name: string): boolean {
  if (isSequence(node)) return node.items.some((item) => hasName(item, name));
  if (!isMap(node)) return false;
  return node.entries.some(({ key, value }) => {
    if (!value) return false;
    const isName = isScalar(key) && key.value === 'name' && isScalar(value) && value.value === name;
    return isName || hasName(value, name);
  });
}
