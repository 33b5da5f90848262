import type { YamlDocument } from '../../yaml/document.ts';
import type { YamlEntry } from '../../yaml/nodes.ts';

/** Whether a key lacks its colon, so that its name may not be whole yet. */
export function isHalfTyped({ maskedText }: YamlDocument, { key, value }: YamlEntry): boolean {
  if (value && value.end > value.start) return false;
  return !/^\s*:/.test(maskedText.slice(key.end, key.end + LONGEST_GAP));
}

/** More spaces than people leave before a colon. */
const LONGEST_GAP = 100;
