import type { MetadataFilter } from '../kubernetes/readMetadata.ts';
import { isLinkerdKey } from './metadata/linkerdKeys.ts';

/** One of the letters of the word, as an escape sequence of a double-quoted scalar. */
const ESCAPED_LETTER = /\\(?:x|u00|U000000)(?:6[459bce]|72)/i;

/**
 * Whether a text can hold anything that concerns Linkerd. A document that cannot is never read. A quoted key may spell
 * the word with escapes.
 */
export function mayContainLinkerd(text: string): boolean {
  return text.includes('linkerd') || (text.includes('\\') && ESCAPED_LETTER.test(text));
}

/** Annotations and labels under Linkerd's domains, known or misspelt. */
export const LINKERD_METADATA: MetadataFilter = { accepts: isLinkerdKey, mayContain: mayContainLinkerd };
