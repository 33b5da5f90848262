import type { YamlNode } from '../nodes.ts';
import { rootOf } from '../scan/blockNodes.ts';
import { scanBlock } from '../scan/blockScanner.ts';
import { LEFT_BRACE, LEFT_BRACKET } from '../scan/characters.ts';
import { scanFlow } from '../scan/flowScanner.ts';
import { parseWithLibrary, type YamlError } from './libraryParser.ts';

/** A document's text as read. */
export interface Reading {
  /**
   * One root node for an ordinary document, none for an empty one or one that cannot be parsed, more than one if `...`
   * ends a document within the text. Of broken YAML, the part before the error is read.
   */
  readonly roots: readonly YamlNode[];
  readonly mayHaveAliases: boolean;
  /** Where the text is not YAML, in order. */
  readonly errors: readonly YamlError[];
}

/**
 * Reads a document. Nearly all are in ordinary block style or JSON, which the scanner reads many times faster than the
 * `yaml` library; the library reads the others. Where both can read a text, they agree.
 */
export function readDocument(text: string): Reading {
  const roots = scanRoots(text);
  return roots
    ? { roots, mayHaveAliases: false, errors: [] }
    : { ...parseWithLibrary(text), mayHaveAliases: true };
}

/**
 * The root nodes as read by the scanner; undefined for a document that needs the library. The text has no
 * carriage return without a line feed.
 */
export function scanRoots(text: string): readonly YamlNode[] | undefined {
  const start = text.search(/\S/);
  const first = text.charCodeAt(start);
  if (first === LEFT_BRACE || first === LEFT_BRACKET) {
    const root = scanFlow(text, start, -1);
    // An item of a JSON list is followed by a comma, which the library skips as well.
    return root && /^,?$/.test(text.slice(root.end).trim()) ? [root] : undefined;
  }
  const tape = scanBlock(text);
  if (!tape) return undefined;
  return tape.length === 0 ? [] : [rootOf(tape)];
}
