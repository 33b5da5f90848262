import { scalarKind } from '../../kubernetes/yaml11.ts';
import type { YamlDocument } from '../../yaml/document.ts';
import {
  isMap,
  isScalar,
  isSequence,
  type YamlEntry,
  type YamlMap,
  type YamlNode,
  type YamlScalar,
  type YamlSequence,
} from '../../yaml/nodes.ts';
import { mayHaveMoreEntries } from '../../yaml/template/templatedEnd.ts';
import { entryOf } from '../../yaml/walkEntries.ts';
import { isHalfTyped, isHalfTypedField } from './halfTypedKey.ts';
import { brokenLimit } from './limits.ts';
import type { BrokenLimit, FieldPath, FoundKind, Problem } from './problem.ts';
import type { Schema, ValueKind } from './schema.ts';

/** Fields of every resource that are not in the schemas. */
const COMMON_FIELDS = new Set(['apiVersion', 'kind', 'metadata', 'status']);

/**
 * The problems that a resource's schema shows, in the order of the text. Parts that a template or an alias decides,
 * and empty values, are skipped. `isPatch`: missing fields may be elsewhere, except in items of lists, because in
 * custom resources a patch replaces whole lists.
 */
export function checkResource(
  document: YamlDocument,
  resource: YamlMap,
  schema: Schema,
  isPatch: boolean,
): Problem[] {
  const checker = new Checker(document, isPatch);
  checker.checkRoot(resource, schema);
  return checker.problems;
}

/** Where the check is. */
interface Place {
  readonly path: FieldPath;
  readonly holder: YamlEntry | undefined;
  /** Whether the value is part of an item of a list. */
  readonly isInList: boolean;
}

class Checker {
  readonly problems: Problem[] = [];
  readonly #document: YamlDocument;
  readonly #isPatch: boolean;

  constructor(document: YamlDocument, isPatch: boolean) {
    this.#document = document;
    this.#isPatch = isPatch;
  }

  checkRoot(resource: YamlMap, schema: Schema): void {
    for (const entry of resource.entries) {
      const name = this.#nameOf(entry);
      if (name === undefined || COMMON_FIELDS.has(name)) continue;
      this.#checkEntry(entry, name, resource, schema, { path: [], holder: undefined, isInList: false });
    }
  }

  #checkEntry(entry: YamlEntry, name: string, map: YamlMap, schema: Schema, place: Place): void {
    const field = schema.fields.get(name);
    const path = [...place.path, { name, isItem: false }];
    if (field) this.#checkValue(entry.value, field.schema, { ...place, path, holder: entry });
    else if (schema.kind === 'object')
      this.problems.push({ type: 'unknown-field', entry, map, name, path, schema });
  }

  /**
   * The key of an entry; undefined if it is half typed or a template makes a part of it, for merge keys and for
   * directives of patches.
   */
  #nameOf(entry: YamlEntry): string | undefined {
    const { key } = entry;
    if (!isScalar(key) || this.#document.isTemplated(key) || isHalfTyped(this.#document, entry))
      return undefined;
    return key.value === '<<' || key.value.startsWith('$') || key.value === '' ? undefined : key.value;
  }

  #checkValue(node: YamlNode | null, schema: Schema, place: Place): void {
    if (!node || node.kind === 'alias' || schema.kind === 'any' || this.#isOpen(node)) return;
    if (schema.isList) this.#checkList(node, schema, place);
    else this.#checkSingle(node, schema, place);
  }

  /** Whether the value cannot be checked: it is empty or tagged, or a template makes a part of it. */
  #isOpen(node: YamlNode): boolean {
    if (!isScalar(node)) return node.kind !== 'alias' && node.tag !== undefined;
    return node.tag !== undefined || scalarKind(node) === 'null' || this.#document.isTemplated(node);
  }

  #checkList(node: YamlNode, schema: Schema, place: Place): void {
    if (isSequence(node)) this.#checkItems(node, schema, place);
    else this.#wrongKind(node, schema, place, true);
  }

  #checkItems(node: YamlSequence, schema: Schema, place: Place): void {
    const { minItems, maxItems } = schema.limits;
    const isWhole =
      !mayHaveMoreEntries(this.#document, node) && !node.items.some((item) => item.kind === 'alias');
    const count = node.items.length;
    if (minItems !== undefined && isWhole && count < minItems) this.#beyond(node, schema, place, 'minItems');
    if (maxItems !== undefined && isWhole && count > maxItems) this.#beyond(node, schema, place, 'maxItems');
    const last = place.path.at(-1);
    const path = last ? [...place.path.slice(0, -1), { ...last, isItem: true }] : place.path;
    for (const item of node.items)
      if (isWrittenNull(item))
        this.#wrongKind(item, schema, { path, holder: undefined, isInList: true }, false);
      else if (item.kind !== 'alias' && !this.#isOpen(item))
        this.#checkSingle(item, schema, { path, holder: undefined, isInList: true });
  }

  #checkSingle(node: YamlNode, schema: Schema, place: Place): void {
    const found = foundKind(node);
    if (!fits(found, schema.kind, node)) this.#wrongKind(node, schema, place, false);
    else if (isMap(node)) this.#checkMap(node, schema, place);
    else if (isScalar(node)) this.#checkScalar(node, schema, place);
  }

  #checkScalar(node: YamlScalar, schema: Schema, place: Place): void {
    const isNumeric = schema.kind === 'integer' || schema.kind === 'number';
    // Patterns apply to names, not to numbers.
    if (schema.kind === 'int-or-string' && scalarKind(node) === 'number') return;
    const { minimum, maximum, ...others } = schema.limits;
    const limit = brokenLimit(node, isNumeric ? schema.limits : others);
    if (limit) this.#beyond(node, schema, place, limit);
  }

  #checkMap(map: YamlMap, schema: Schema, place: Place): void {
    if (schema.kind === 'map' && schema.fields.size === 0) return;
    for (const entry of map.entries) {
      const name = this.#nameOf(entry);
      if (name !== undefined) this.#checkEntry(entry, name, map, schema, place);
    }
    this.#checkChoice(map, schema, place);
    this.#checkMissing(map, schema, place);
  }

  #checkMissing(map: YamlMap, schema: Schema, { path, holder, isInList }: Place): void {
    const required = [...schema.fields.values()].filter(
      (field) => field.isRequired || (field.name === 'port' && this.#needsPort(map, schema)),
    );
    const missing = required.filter(({ name }) => !this.#has(map, name));
    const isBegun =
      required.some(({ name }) => entryOf(map, name)) ||
      schema.limits.oneOf?.some((name) => this.#has(map, name));
    if (missing.length === 0 || !this.#isWhole(map, isInList, isBegun === true)) return;
    this.problems.push({ type: 'missing-fields', map, holder, fields: missing, path });
  }

  /** A reference without a group is one to the core group's, and without a kind one to a Service. */
  #needsPort(map: YamlMap, { limits }: Schema): boolean {
    if (limits.portForService !== true) return false;
    return (
      [
        ['group', ''],
        ['kind', 'Service'],
      ] as const
    ).every(([name, core]) => {
      const value = entryOf(map, name)?.value;
      return (
        !value ||
        isWrittenNull(value) ||
        (isScalar(value) && !this.#document.isTemplated(value) && value.value === core)
      );
    });
  }

  /** Whether a mapping has a field. The API server drops nulls; what is empty is still to be written. */
  #has(map: YamlMap, name: string): boolean {
    const entry = entryOf(map, name);
    return entry !== undefined && !isWrittenNull(entry.value);
  }

  #checkChoice(map: YamlMap, schema: Schema, { path, holder, isInList }: Place): void {
    const names = schema.limits.oneOf;
    if (!names) return;
    const present = map.entries.filter(
      ({ key, value }) => isScalar(key) && names.includes(key.value) && !isWrittenNull(value),
    );
    const isBegun =
      names.some((name) => entryOf(map, name)) ||
      [...schema.fields.values()].some((field) => field.isRequired && entryOf(map, field.name));
    const count = new Set(present.map(({ key }) => isScalar(key) && key.value)).size;
    if (count === 1 || (count === 0 && !this.#isWhole(map, isInList, isBegun))) return;
    this.problems.push({ type: 'wrong-choice', map, holder, names, present, path });
  }

  /**
   * Whether a missing key is certainly absent. A file with a patch looks like any other, but a patch hardly ever
   * changes a field that every such resource must have; so the presence of another required field shows that the
   * object is complete.
   */
  #isWhole(map: YamlMap, isInList: boolean, isBegun: boolean): boolean {
    if (!isInList && (this.#isPatch || !isBegun)) return false;
    if (map.entries.some(({ key }) => isOpenKey(key)) || this.#document.isBroken(map)) return false;
    return (
      !mayHaveMoreEntries(this.#document, map) &&
      !map.entries.some(({ key }) => this.#document.isTemplated(key))
    );
  }

  #wrongKind(node: YamlNode, schema: Schema, { path, holder }: Place, isWholeList: boolean): void {
    const found = isWrittenNull(node) ? 'null' : foundKind(node);
    if (isPlaceholder(node) || isHalfTypedField(this.#document, node, schema)) return;
    if (found) this.problems.push({ type: 'wrong-kind', node, holder, path, schema, isWholeList, found });
  }

  #beyond(node: YamlNode, schema: Schema, { path, holder }: Place, limit: BrokenLimit['limit']): void {
    const scalar = isScalar(node) ? node : undefined;
    this.problems.push({ type: 'broken-limit', node, holder, scalar, path, schema, limit });
  }
}

/** A placeholder for a tool or a person to replace says nothing of the final type. */
function isPlaceholder(node: YamlNode): boolean {
  if (isScalar(node)) return /^\$\(.*\)$|^<.*>$/.test(node.value);
  return isMap(node) && node.isFlow && node.entries.length === 1 && isEmpty(node.entries[0]?.value);
}

function isEmpty(node: YamlNode | null | undefined): boolean {
  return !node || node.start === node.end;
}

/** `null` or `~`. */
function isWrittenNull(node: YamlNode | null | undefined): boolean {
  return isScalar(node) && node.end > node.start && node.tag === undefined && scalarKind(node) === 'null';
}

/** Whether a key adds other entries, or changes which ones count. */
function isOpenKey(key: YamlNode): boolean {
  return !isScalar(key) || key.value === '<<' || key.value.startsWith('$');
}

function foundKind(node: YamlNode): FoundKind | undefined {
  if (isMap(node)) return 'map';
  if (isSequence(node)) return 'list';
  if (!isScalar(node)) return undefined;
  const kind = scalarKind(node);
  return kind === 'null' ? undefined : kind;
}

const FITTING: Readonly<Record<ValueKind, readonly FoundKind[]>> = {
  object: ['map'],
  map: ['map'],
  any: ['map', 'list', 'string', 'number', 'boolean'],
  string: ['string'],
  integer: ['number'],
  number: ['number'],
  boolean: ['boolean'],
  'int-or-string': ['number', 'string'],
};

/** Whether a value is of a kind. An unknown kind fits. */
function fits(found: FoundKind | undefined, kind: ValueKind, node: YamlNode): boolean {
  if (found === undefined) return true;
  if (!FITTING[kind].includes(found)) return false;
  const isWhole = kind === 'integer' || kind === 'int-or-string';
  return !isWhole || found !== 'number' || !isScalar(node) || isInteger(node.value);
}

/** JSON does not distinguish integers, so `1.0` is one. */
function isInteger(text: string): boolean {
  const number = Number(text.replaceAll('_', ''));
  return Number.isNaN(number) || Number.isInteger(number);
}
