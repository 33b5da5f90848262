import { plainKind } from '../kubernetes/yaml11.ts';
import { detached } from '../text/difference.ts';
import { YamlDocument } from '../yaml/document.ts';
import { isMap, isScalar, type YamlMap, type YamlNode, type YamlScalar } from '../yaml/nodes.ts';
import { splitDocuments } from '../yaml/split/splitDocuments.ts';
import {
  type ScalarType,
  textOf,
  unknownAt,
  type Value,
  type ValuePath,
  type WrittenAt,
} from './valueTree.ts';

/** Values of one document, those that aliases repeat included; far more than people write. */
const MOST_VALUES = 50_000;

/** Collections in collections: deeper than any manifest, and no danger to the stack. */
const DEEPEST = 200;

interface Reading {
  readonly document: YamlDocument;
  readonly placeOf: (path: ValuePath) => WrittenAt;
  readonly anchors: Map<string, YamlNode>;
  left: number;
}

/**
 * The value of a document as kustomize reads it: aliases and merge keys resolved. Undefined for a document that is empty or
 * cannot be read; what a template makes is unknown, and a variable that Flux substitutes makes its scalar unknown.
 */
export function readValueTree(
  document: YamlDocument,
  placeOf: (path: ValuePath) => WrittenAt,
): Value | undefined {
  const [root] = document.roots;
  if (!root) return undefined;
  const isMade = document.actions.some(({ source }) => !source.startsWith('${'));
  if (isMade || document.errors.length > 0) return unknownAt(placeOf([]));
  return readNode({ document, placeOf, anchors: new Map(), left: MOST_VALUES }, root, []);
}

/** The values of the documents that are embedded in the text of a scalar. */
export function readEmbeddedTrees(text: string, around: WrittenAt): readonly Value[] {
  return splitDocuments(text).flatMap(({ start, end }, number) => {
    const document = new YamlDocument(text.slice(start, end));
    const value = readValueTree(document, (path) => ({ ...around, inner: { document: number, path } }));
    return value ? [value] : [];
  });
}

function readNode(reading: Reading, node: YamlNode | null, path: ValuePath): Value {
  const at = reading.placeOf(path);
  if (reading.left-- <= 0 || path.length > DEEPEST) return unknownAt(at);
  if (!node) return { kind: 'scalar', type: 'null', text: '', isQuoted: false, at };
  if (node.kind === 'alias') {
    const target = reading.anchors.get(node.name);
    return target ? readNode(reading, target, path) : unknownAt(at);
  }
  if (node.anchor !== undefined) reading.anchors.set(node.anchor, node);
  if (isScalar(node)) return reading.document.isTemplated(node) ? unknownAt(at) : readScalar(node, at);
  if (isMap(node)) return readMap(reading, node, path, at);
  return {
    kind: 'list',
    items: node.items.map((item, index) => readNode(reading, item, [...path, index])),
    at,
  };
}

function readMap(reading: Reading, map: YamlMap, path: ValuePath, at: WrittenAt): Value {
  const entries = new Map<string, Value>();
  const merged: Value[] = [];
  const repeats: [string, Value, Value][] = [];
  for (const { key, value } of map.entries) {
    if (!isScalar(key) || reading.document.isTemplated(key)) return unknownAt(at);
    if (key.anchor !== undefined) reading.anchors.set(key.anchor, key);
    if (key.value === '<<' && key.style === 'plain') {
      merged.push(readNode(reading, value, [...path, '<<']));
      continue;
    }
    const name = detached(key.value);
    const before = entries.get(name);
    const read = readNode(reading, value, [...path, name]);
    if (before) repeats.push([name, before, read]);
    entries.set(name, read);
  }
  for (const source of merged.flatMap((value) => (value.kind === 'list' ? value.items : [value]))) {
    if (source.kind !== 'map') return unknownAt(at);
    for (const [key, value] of Object.entries(source.entries)) if (!entries.has(key)) entries.set(key, value);
  }
  const hasRepeats = repeats.length > 0;
  const isPlain = repeats.every(([, ...both]) => both.every((value) => textOf(value) !== undefined));
  const repeated = isPlain ? repeats[0]?.[0] : undefined;
  const known = repeated === undefined ? {} : { repeated };
  return { kind: 'map', entries: Object.fromEntries(entries), hasRepeats, ...known, isOpen: false, at };
}

function readScalar(scalar: YamlScalar, at: WrittenAt): Value {
  const text = detached(scalar.value);
  const isQuoted = scalar.style !== 'plain';
  if (scalar.tag !== undefined && scalar.tag !== 'tag:yaml.org,2002:str') return unknownAt(at);
  const type = scalar.tag === undefined && !isQuoted ? plainType(text) : 'string';
  return type === undefined ? unknownAt(at) : { kind: 'scalar', type, text, isQuoted, at };
}

/** Dates, which become times with an hour. */
const TIMESTAMP = /^\d{4}-\d{1,2}-\d{1,2}(?:$|[Tt\s])/;

/** Not numbers for JSON. */
const NO_JSON_NUMBER = /^[-+]?\.(?:inf|nan)$/i;

/**
 * How a plain scalar is typed by go-yaml v3, which kustomize uses; undefined where it becomes something else or an error. Of
 * YAML 1.1's words for booleans only those of YAML 1.2 are ones.
 *
 * Source: go.yaml.in/yaml/v3 `resolve.go`.
 */
function plainType(text: string): ScalarType | undefined {
  if (TIMESTAMP.test(text) || NO_JSON_NUMBER.test(text)) return undefined;
  const type = plainKind(text);
  return type === 'boolean' && !/^(?:true|false)$/i.test(text) ? 'string' : type;
}
