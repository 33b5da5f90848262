import type { TextRange } from '../../text/range.ts';
import type { YamlNode } from '../nodes.ts';
import { rootOf } from '../scan/blockNodes.ts';
import { scanBlock } from '../scan/blockScanner.ts';
import { LEFT_BRACE, LEFT_BRACKET, LINE_FEED } from '../scan/characters.ts';
import { scanFlow } from '../scan/flowScanner.ts';
import { parseWithLibrary } from './libraryParser.ts';

/** A document's text as read. */
export interface Reading {
  /**
   * One root node for an ordinary document, none for an empty one or one that cannot be parsed, more than one if `...`
   * ends a document within the text. Of broken YAML, the part before the error is read.
   */
  readonly roots: readonly YamlNode[];
  readonly mayHaveAliases: boolean;
  /** Ranges that are not YAML, in order. */
  readonly errors: readonly TextRange[];
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

/** The root nodes as read by the scanner; undefined for a document that needs the library. */
export function scanRoots(text: string): readonly YamlNode[] | undefined {
  if (hasLoneReturn(text)) return undefined;
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

/**
 * Whether there is a carriage return without a line feed, which the library takes for a line break in some places only.
 */
function hasLoneReturn(text: string): boolean {
  for (let at = text.indexOf('\r'); at !== -1; at = text.indexOf('\r', at + 1))
    if (text.charCodeAt(at + 1) !== LINE_FEED) return true;
  return false;
}
