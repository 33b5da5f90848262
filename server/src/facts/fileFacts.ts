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

/**
 * Reads what the documents of a file contribute. What is equal to facts of `previous` is the same object, so that a
 * change of places in the text shows nowhere.
 */
export function readFileFacts(documents: Iterable<YamlDocument>, previous = NO_FACTS): FileFacts {
  const resources: ResourceFacts[] = [];
  let isConditional = false;
  for (const document of documents) {
    for (const { facts } of readFacts(document)) {
      const before = previous.resources[resources.length];
      resources.push(before && areEqual(before, facts) ? before : facts);
    }
    if (hasUnclosedBlocks(document)) isConditional = true;
  }
  if (resources.length === 0) return NO_FACTS;
  const isSame =
    isConditional === previous.isConditional &&
    resources.length === previous.resources.length &&
    resources.every((facts, index) => facts === previous.resources[index]);
  return isSame ? previous : { resources, isConditional };
}
