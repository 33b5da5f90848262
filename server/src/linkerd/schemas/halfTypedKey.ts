import type { YamlDocument } from '../../yaml/document.ts';
import { isScalar, type YamlEntry, type YamlNode } from '../../yaml/nodes.ts';
import type { Schema } from './schema.ts';

/** Whether a key lacks its colon, so that its name may not be whole yet. */
export function isHalfTyped({ maskedText }: YamlDocument, { key, value }: YamlEntry): boolean {
  if (value && value.end > value.start) return false;
  return !/^\s*:/.test(maskedText.slice(key.end, key.end + LONGEST_GAP));
}

/** More spaces than people leave before a colon. */
const LONGEST_GAP = 100;

/**
 * Whether a value that should be an object is the beginning of its first key, alone on its line. With the next characters it
 * becomes one.
 */
export function isHalfTypedField({ maskedText }: YamlDocument, node: YamlNode, { fields }: Schema): boolean {
  if (!isScalar(node) || node.style !== 'plain' || !/^[A-Za-z]\w*$/.test(node.value)) return false;
  const lineStart = maskedText.lastIndexOf('\n', node.start - 1) + 1;
  if (!/^[\s-]*$/.test(maskedText.slice(lineStart, node.start))) return false;
  if (!/^[ \t\r]*(?:\n|$)/.test(maskedText.slice(node.end, node.end + LONGEST_GAP))) return false;
  return [...fields.keys()].some((name) => name.startsWith(node.value));
}
