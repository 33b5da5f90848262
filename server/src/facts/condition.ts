import { detached } from '../text/difference.ts';
import type { YamlDocument } from '../yaml/document.ts';
import type { YamlNode } from '../yaml/nodes.ts';
import { branchAround, hasUnclosedBlocks } from '../yaml/template/controlFlow.ts';
import { type Known, UNKNOWN } from './known.ts';

/**
 * The template condition that applies to a resource, as it is written: two resources with the same one are applied
 * together or not at all. Undefined without a condition; unknown if the resource is repeated, or is under several
 * conditions or an `else`.
 */
export function conditionOf(document: YamlDocument, resource: YamlNode): Known<string | undefined> {
  if (hasUnclosedBlocks(document)) return UNKNOWN;
  const branch = branchAround(document, resource.start);
  if (branch === undefined) return undefined;
  const isOutermost = branchAround(document, branch) === undefined;
  const action = document.actions.find(({ start }) => start === branch)?.source ?? '';
  if (!isOutermost || !/^\{\{-?\s*if\s/.test(action)) return UNKNOWN;
  return detached(
    action
      .replace(/^\{\{-?\s*if\s/, '')
      .replace(/-?\}\}$/, '')
      .trim(),
  );
}
