import {
  isAlias,
  isMap,
  isNode,
  isScalar,
  type Node,
  type ParseOptions,
  parseAllDocuments,
  Scalar,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml';
import type {
  ScalarStyle,
  YamlAlias,
  YamlEntry,
  YamlMap,
  YamlNode,
  YamlScalar,
  YamlSequence,
} from './nodes.ts';

/**
 * All scalars stay strings (`failsafe`, without the parser's own tags), because Kubernetes' own reading of them is judged
 * elsewhere. `uniqueKeys` is off because it makes the parser quadratic, and because templates repeat keys in `if` and
 * `else`.
 */
const OPTIONS = {
  schema: 'failsafe',
  resolveKnownTags: false,
  uniqueKeys: false,
  strict: false,
  prettyErrors: false,
  logLevel: 'silent',
} as const satisfies ParseOptions & Record<string, unknown>;

const STYLES: Readonly<Record<string, ScalarStyle>> = {
  [Scalar.PLAIN]: 'plain',
  [Scalar.QUOTE_SINGLE]: 'single-quoted',
  [Scalar.QUOTE_DOUBLE]: 'double-quoted',
  [Scalar.BLOCK_LITERAL]: 'literal',
  [Scalar.BLOCK_FOLDED]: 'folded',
};

/**
 * Reads everything that YAML 1.2 knows, with the `yaml` parser. What is broken in part is read as far as it goes; what
 * is nested beyond any real manifest has no roots.
 */
export function readFully(text: string): readonly YamlNode[] {
  try {
    return parseAllDocuments(text, OPTIONS).flatMap(({ contents }) => (contents ? [convert(contents)] : []));
  } catch (error) {
    // The composer is recursive: nesting beyond any real manifest ends in a stack overflow, and only there.
    if (error instanceof RangeError) return [];
    throw error;
  }
}

function convert(node: Node): YamlNode {
  if (isScalar(node)) return convertScalar(node);
  if (isAlias(node)) return { kind: 'alias', ...rangeOf(node), name: node.source } satisfies YamlAlias;
  return isMap(node) ? convertMap(node) : convertSequence(node as YAMLSeq);
}

function convertScalar(node: Scalar): YamlScalar {
  return {
    kind: 'scalar',
    ...rangeOf(node),
    style: STYLES[node.type ?? Scalar.PLAIN] ?? 'plain',
    value: typeof node.value === 'string' ? node.value : '',
    anchor: node.anchor,
    tag: node.tag,
  };
}

function convertMap(node: YAMLMap): YamlMap {
  const entries = node.items.map(
    ({ key, value }): YamlEntry => ({
      key: isNode(key) ? convert(key) : emptyAt(rangeOf(node).start),
      value: isNode(value) ? convert(value) : null,
    }),
  );
  const last = entries.at(-1);
  return { kind: 'map', ...collectionShape(node, last?.value ?? last?.key), entries };
}

function convertSequence(node: YAMLSeq): YamlSequence {
  const items = node.items.map((item) => (isNode(item) ? convert(item) : emptyAt(rangeOf(node).start)));
  return { kind: 'sequence', ...collectionShape(node, items.at(-1)), items };
}

/** The parser lets a collection in block style reach to the end of the comments behind it. */
function collectionShape(node: YAMLMap | YAMLSeq, last: YamlNode | undefined) {
  const { start, end } = rangeOf(node);
  const isFlow = node.flow === true;
  return {
    start,
    end: isFlow || !last ? end : Math.max(start, last.end),
    isFlow,
    anchor: node.anchor,
    tag: node.tag,
  };
}

function emptyAt(offset: number): YamlScalar {
  return {
    kind: 'scalar',
    start: offset,
    end: offset,
    style: 'plain',
    value: '',
    anchor: undefined,
    tag: undefined,
  };
}

function rangeOf(node: Node): { readonly start: number; readonly end: number } {
  if (!node.range) throw new TypeError('a node that was not parsed has no range');
  return { start: node.range[0], end: node.range[1] };
}
