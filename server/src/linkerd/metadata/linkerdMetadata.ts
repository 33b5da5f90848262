import type { MetadataFilter } from '../../kubernetes/readMetadata.ts';
import { embeddedFinder } from '../../yaml/embedded.ts';
import { splitParts } from '../../yaml/split/splitLargeDocument.ts';
import { mayConcernLinkerd, mayContainLinkerd } from '../prefilter.ts';
import { isLinkerdKey } from './linkerdKeys.ts';

/** Annotations and labels under Linkerd's domains, known or misspelled, and the resources whose text may have one. */
export const LINKERD_METADATA: MetadataFilter = { accepts: isLinkerdKey, mayContain: mayContainLinkerd };

/** The same, with the resources that Linkerd may act on although they do not name it. */
export const LINKERD_METADATA_AND_WORDLESS_RESOURCES: MetadataFilter = {
  accepts: isLinkerdKey,
  mayContain: mayConcernLinkerd,
};

/** The same, with every other resource too. */
export const LINKERD_METADATA_AND_ALL_RESOURCES: MetadataFilter = {
  accepts: isLinkerdKey,
  mayContain: () => true,
};

/** The documents embedded in a document that may contain anything about Linkerd. */
export const embeddedLinkerdDocuments = embeddedFinder(mayContainLinkerd, splitParts);
