import { scalarKind } from '../kubernetes/yaml11.ts';
import { YamlDocument } from '../yaml/document.ts';
import { isMap, isScalar, type YamlMap, type YamlNode, type YamlScalar } from '../yaml/nodes.ts';
import { ScalarText } from '../yaml/scalarText.ts';
import { type GoMap, type GoMapEntry, type GoValue, goMarked, mapOf, NIL, UNKNOWN } from './goValues.ts';
import { markedAs, type ValuePlace } from './markedText.ts';

/** Code units of a values file; far more than people write. */
const LONGEST_VALUES = 1_000_000;

/** Maps within maps; far more than people write. */
const DEEPEST_VALUES = 100;

const NO_VALUES: GoMap = { kind: 'map', entries: new Map(), isOpen: false };
const UNKNOWN_VALUES: GoMap = { kind: 'map', entries: new Map(), isOpen: true };

/**
 * The values of a file as Helm reads them, with `sigs.k8s.io/yaml`: numbers become `float64`, of a key that is there
 * twice the last counts. What an alias, a tag or a template has a part in is unknown.
 *
 * @param file how places name the file
 */
export function readValues(text: string, file: string): GoMap {
  if (text.length > LONGEST_VALUES) return UNKNOWN_VALUES;
  const document = new YamlDocument(text);
  if (document.errors.length > 0) return UNKNOWN_VALUES;
  const [root, ...more] = document.roots;
  if (root === undefined) return NO_VALUES;
  if (more.length > 0 || hasSeveralDocuments(text)) return UNKNOWN_VALUES;
  if (isScalar(root) && root.value === '') return NO_VALUES;
  return mapOf(new Reader(document, file).value(root, 0)) ?? UNKNOWN_VALUES;
}

/** Whether a file has more than one document. Those are not read. */
function hasSeveralDocuments(text: string): boolean {
  const [first, ...more] = text.matchAll(/^---/gm);
  if (!first) return false;
  const before = text.slice(0, first.index).split('\n');
  return more.length > 0 || before.some((line) => !/^\s*(?:#|$)/.test(line));
}

/**
 * The values that a chart gets when files are given to Helm: the last one has the last word, and a null of theirs removes a key
 * of the chart's own, though not one of an earlier file.
 */
export function givenOver(defaults: GoMap, given: readonly GoMap[]): GoMap {
  const [first, ...others] = given;
  return first ? coalesced(others.reduce(merged, first), defaults) : defaults;
}

/** Helm 3.22: `pkg/cli/values/options.go`, `mergeMaps`. */
function merged(a: GoMap, b: GoMap): GoMap {
  const entries = new Map(a.entries);
  for (const [key, entry] of b.entries) {
    const before = mapOf(entries.get(key)?.value);
    const after = mapOf(entry.value);
    entries.set(key, before && after ? { value: merged(before, after), key: entry.key } : entry);
  }
  return { kind: 'map', entries, isOpen: a.isOpen || b.isOpen };
}

/** `pkg/chartutil/coalesce.go`, `coalesceValues`. */
function coalesced(given: GoMap, defaults: GoMap): GoMap {
  const entries = new Map(given.entries);
  for (const [key, entry] of defaults.entries) {
    const own = entries.get(key);
    const [ownMap, map] = [mapOf(own?.value), mapOf(entry.value)];
    if (!own) entries.set(key, entry);
    else if (own.value !== UNKNOWN && own.value.kind === 'nil') entries.delete(key);
    else if (ownMap && map) entries.set(key, { value: coalesced(ownMap, map), key: own.key });
  }
  return { kind: 'map', entries, isOpen: given.isOpen || defaults.isOpen };
}

/**
 * Values that are the same whichever of the files is given: the defaults, unknown where one of the others has something
 * else. What only another one has is unknown.
 */
export function agreeingValues(defaults: GoMap, others: readonly GoMap[]): GoMap {
  return others.reduce(agreeing, defaults);
}

function agreeing(a: GoMap, b: GoMap): GoMap {
  const entries = new Map<string, GoMapEntry>(a.entries);
  for (const [key, { value: other }] of b.entries) {
    const own = entries.get(key);
    const [ownMap, map] = [mapOf(own?.value), mapOf(other)];
    if (ownMap && map) entries.set(key, { value: agreeing(ownMap, map), key: own?.key });
    else if (!isSameScalar(own?.value ?? UNKNOWN, other)) entries.set(key, { value: UNKNOWN, key: own?.key });
  }
  return { kind: 'map', entries, isOpen: a.isOpen || b.isOpen };
}

function isSameScalar(a: GoValue, b: GoValue): boolean {
  if (a === UNKNOWN || b === UNKNOWN || a.kind !== b.kind) return false;
  if (a.kind === 'text' && b.kind === 'text') return a.text === b.text;
  if (a.kind === 'list' && b.kind === 'list')
    return (
      a.items.length === b.items.length &&
      a.items.every((item, index) => isSameScalar(item, b.items[index] as GoValue))
    );
  return 'value' in a && 'value' in b && a.value === b.value;
}

class Reader {
  readonly #document: YamlDocument;
  readonly #file: string;

  constructor(document: YamlDocument, file: string) {
    this.#document = document;
    this.#file = file;
  }

  value(node: YamlNode | null, depth: number): GoValue {
    if (node === null) return NIL;
    if (node.kind === 'alias' || node.tag !== undefined || depth > DEEPEST_VALUES) return UNKNOWN;
    if (isScalar(node)) return this.#scalar(node);
    if (isMap(node)) return this.#map(node, depth);
    return { kind: 'list', items: node.items.map((item) => this.value(item, depth + 1)) };
  }

  #map(map: YamlMap, depth: number): GoValue {
    const entries = new Map<string, GoMapEntry>();
    for (const { key, value } of map.entries) {
      if (!isScalar(key) || key.value === '<<' || this.#document.isTemplated(key)) return UNKNOWN;
      // Helm makes texts of other keys, some in a way of its own.
      if (key.tag !== undefined || scalarKind(key) !== 'string') return UNKNOWN;
      entries.set(key.value, { value: this.value(value, depth + 1), key: this.#placeOf(key) });
    }
    return { kind: 'map', entries, isOpen: this.#document.hasTemplatedLines(map) };
  }

  #scalar(node: YamlScalar): GoValue {
    if (this.#document.isTemplated(node)) return UNKNOWN;
    const place = this.#placeOf(node);
    const kind = scalarKind(node);
    if (kind === 'null') return NIL;
    if (kind === 'string') return goMarked(markedAs(node.value, place));
    if (kind === 'boolean') return { kind: 'boolean', value: /^(?:y|yes|true|on)$/i.test(node.value), place };
    const value = numberOf(node.value);
    return Number.isFinite(value) ? { kind: 'float', value, place } : UNKNOWN;
  }

  #placeOf(node: YamlScalar): ValuePlace {
    const scalar = new ScalarText(this.#document.maskedText, node);
    const range = scalar.sourceRange(0, node.value.length);
    const isVerbatim = node.value !== '' && this.#document.text.slice(range.start, range.end) === node.value;
    return {
      file: this.#file,
      range: scalar.range,
      written: node.value,
      verbatim: isVerbatim ? range.start : undefined,
    };
  }
}

/** A number as go-yaml v2 reads it (`resolve.go`); NaN for what it does not take, or JSON cannot hold. */
function numberOf(text: string): number {
  const digits = text.replaceAll('_', '');
  const [, sign = '', rest = ''] = /^([-+]?)(.*)$/.exec(digits) ?? [];
  const octal = /^0[oO]?([0-7]+)$/.exec(rest);
  const magnitude = octal ? Number(`0o${octal[1]}`) : Number(rest);
  return sign === '-' ? -magnitude : magnitude;
}
