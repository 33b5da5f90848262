import type { YamlDocument } from '../yaml/document.ts';
import { hasUnclosedBlocks } from '../yaml/template/controlFlow.ts';
import { areEqual } from './freeze.ts';
import { readFacts } from './readFacts.ts';
import type { ResourceFacts } from './resourceFacts.ts';

/** What a file contributes to the mesh. */
export interface FileFacts {
  readonly resources: readonly ResourceFacts[];
  /** Whether a block of a template spans several documents, so that any resource may be left out. */
  readonly isConditional: boolean;
}

/** What most files contribute. */
export const NO_FACTS: FileFacts = { resources: [], isConditional: false };

/** Reads what the documents of a file contribute. */
export function readFileFacts(documents: Iterable<YamlDocument>): FileFacts {
  const resources: ResourceFacts[] = [];
  let isConditional = false;
  for (const document of documents) {
    for (const { facts } of readFacts(document)) resources.push(facts);
    if (hasUnclosedBlocks(document)) isConditional = true;
  }
  return resources.length === 0 ? NO_FACTS : { resources, isConditional };
}

/**
 * The facts of a file, where those that are equal to facts of an earlier version are the same objects; the earlier version
 * itself if nothing differs, so that a change of places in the text shows nowhere.
 */
export function reusingFacts(next: FileFacts, previous: FileFacts): FileFacts {
  const ahead = countEqual(next.resources, previous.resources, (index) => index);
  const behind = countEqual(
    next.resources.slice(ahead),
    previous.resources.slice(ahead),
    (index, length) => length - 1 - index,
  );
  const { length } = next.resources;
  const isSame = ahead === length && length === previous.resources.length;
  if (isSame && next.isConditional === previous.isConditional) return previous;
  const resources = [
    ...previous.resources.slice(0, ahead),
    ...next.resources.slice(ahead, length - behind),
    ...previous.resources.slice(previous.resources.length - behind),
  ];
  return { ...next, resources };
}

/** How many of two rows are equal, from the end at which `at` begins. */
function countEqual(
  a: readonly ResourceFacts[],
  b: readonly ResourceFacts[],
  at: (index: number, length: number) => number,
): number {
  const most = Math.min(a.length, b.length);
  let count = 0;
  while (count < most && areEqual(a[at(count, a.length)], b[at(count, b.length)])) count++;
  return count;
}
