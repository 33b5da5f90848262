import type { YamlNode } from '../nodes.ts';
import { rootOf } from '../scan/blockNodes.ts';
import { scanBlock } from '../scan/blockScanner.ts';
import { LEFT_BRACE, LEFT_BRACKET } from '../scan/characters.ts';
import { scanFlow } from '../scan/flowScanner.ts';
import { parseWithLibrary, type YamlError } from './libraryParser.ts';

/** What a document's text was read into. */
export interface Reading {
  /**
   * One root node for an ordinary document, none for an empty one or one that is beyond parsing, more than one where
   * `...` ends a document inside the text. What is broken in part is read as far as it goes.
   */
  readonly roots: readonly YamlNode[];
  readonly mayHaveAliases: boolean;
  /** Where the text is not YAML, in order. */
  readonly errors: readonly YamlError[];
}

/**
 * Reads a document. Nearly all are written in the ordinary block style or as JSON: these are scanned, many times faster
 * than the `yaml` parser is, which reads the others. On what both read they agree.
 */
export function readDocument(text: string): Reading {
  const roots = scanRoots(text);
  return roots
    ? { roots, mayHaveAliases: false, errors: [] }
    : { ...parseWithLibrary(text), mayHaveAliases: true };
}

/**
 * The root nodes, read without the parser; undefined for a document that only the parser reads right. The text has no
 * carriage return without a line feed.
 */
export function scanRoots(text: string): readonly YamlNode[] | undefined {
  const start = text.search(/\S/);
  const first = text.charCodeAt(start);
  if (first === LEFT_BRACE || first === LEFT_BRACKET) {
    const root = scanFlow(text, start, -1);
    // An item of a list in JSON has the comma behind it. The parser skips that, too.
    return root && /^,?$/.test(text.slice(root.end).trim()) ? [root] : undefined;
  }
  const tape = scanBlock(text);
  if (!tape) return undefined;
  return tape.length === 0 ? [] : [rootOf(tape)];
}
