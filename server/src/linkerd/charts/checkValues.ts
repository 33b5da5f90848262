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
} from '../../yaml/nodes.ts';
import { ScalarText } from '../../yaml/scalarText.ts';
import { entryOf } from '../../yaml/walkEntries.ts';
import type { Release } from '../environment/releases.ts';
import { parsePortList } from '../ports/portList.ts';
import { isHalfTyped, isHalfTypedField } from '../schemas/halfTypedKey.ts';
import type { FieldPath, FoundKind } from '../schemas/problem.ts';
import { formatPath } from '../schemas/problem.ts';
import type { Field, Schema } from '../schemas/schema.ts';
import { isInRelease } from '../schemas/served.ts';
import type { RefusedValue } from '../values/reading.ts';
import { readValue } from '../values/readValue.ts';
import type { ValueType } from '../values/valueType.ts';
import type { ChartParameter, ChartValues } from './findChartValues.ts';
import type { ValueProblem } from './valueProblem.ts';
import { valueTypeOf } from './valueTypes.ts';

/** Top-level keys that Helm and outer charts read in any chart's values. */
const ANYWHERE: ReadonlySet<string> = new Set(['global', 'tags', 'enabled', 'partials']);

/**
 * The problems in values of a chart, in the order of the text. `release` is the chart's release, if known. Parts that
 * a template or an alias decides are skipped.
 */
export function checkValues(values: ChartValues, release: Release | undefined): ValueProblem[] {
  const checker = new ValueChecker(values, release);
  checker.checkMap(values.map, values.chart.schema, []);
  return checker.problems;
}

/** The same for a value that is written as a path. */
export function checkParameter(parameter: ChartParameter, release: Release | undefined): ValueProblem[] {
  const checker = new ValueChecker(parameter, release);
  checker.checkParameter(parameter);
  return checker.problems;
}

class ValueChecker {
  readonly problems: ValueProblem[] = [];
  readonly #values: ChartValues | ChartParameter;
  readonly #document: YamlDocument;
  readonly #release: Release | undefined;

  constructor(values: ChartValues | ChartParameter, release: Release | undefined) {
    this.#values = values;
    this.#document = values.document;
    this.#release = release;
  }

  checkMap(map: YamlMap, schema: Schema, path: FieldPath): void {
    if (schema.kind !== 'object') return;
    for (const entry of map.entries) {
      const { key } = entry;
      if (!isScalar(key) || this.#document.isTemplated(key) || isOwn(key.value)) continue;
      if (isHalfTyped(this.#document, entry)) continue;
      const below = [...path, { name: key.value, isItem: false }];
      const field = schema.fields.get(key.value);
      if (!field) this.#unknown(key, map, schema, below);
      else if (this.#isIn(field, key, below)) this.#checkEntry(entry, field, below);
    }
  }

  checkParameter({ path: name, steps, value }: ChartParameter): void {
    if (!steps.every((step) => /^[\w-][\w.-]*$/.test(step.name))) return;
    let schema: Schema = this.#values.chart.schema;
    const path: FieldPath[number][] = [];
    for (const [index, { name: step }] of steps.entries()) {
      if (schema.kind !== 'object' || schema.isList) return;
      path.push({ name: step, isItem: false });
      const field = schema.fields.get(step);
      if (!field) this.#unknown(name, undefined, schema, path);
      if (!field || !this.#isIn(field, name, path)) return;
      schema = field.schema;
      if (index === steps.length - 1 && isScalar(value)) this.#checkParameterValue(value, field, path);
    }
  }

  /**
   * Helm reads the text of a parameter, quoted or not: booleans and numbers by their look, lists in braces, commas behind
   * a backslash.
   */
  #checkParameterValue(value: YamlScalar, { schema }: Field, path: FieldPath): void {
    const text = value.value;
    if (this.#document.isTemplated(value) || !isScalarKind(schema) || schema.isList) return;
    if (text.trim() === '' || /^(?:null|~|\{.*\})$/s.test(text) || text.includes('\\')) return;
    if (schema.kind === 'boolean') return;
    const kind = /^(?:true|false)$/.test(text) ? 'boolean' : 'string';
    if (schema.kind === 'number' && isMisunderstood(value, kind, schema))
      this.#wrongKind(value, undefined, schema, path, kind);
    else this.#read(value, 'string', path);
  }

  /** A key is certainly unknown only if something names the chart; otherwise a similar one must be known. */
  #unknown(key: YamlScalar, map: YamlMap | undefined, schema: Schema, path: FieldPath): void {
    if (path.length === 1 && ANYWHERE.has(key.value) && !this.#hasMisplaced(key, map)) return;
    this.problems.push({ type: 'unknown', values: this.#values, key, map, schema, path });
  }

  /** Before 2.10, `global` contained values. */
  #hasMisplaced(key: YamlScalar, map: YamlMap | undefined): boolean {
    const value = key.value === 'global' ? entryOf(map, 'global')?.value : undefined;
    const { fields } = this.#values.chart.schema;
    return (
      isMap(value) &&
      value.entries.some(
        (entry) => isScalar(entry.key) && fields.get(entry.key.value)?.schema.kind === 'object',
      )
    );
  }

  #isIn(field: Field, key: YamlScalar, path: FieldPath): boolean {
    if (!this.#release || isInRelease(field, this.#release) !== false) return true;
    this.problems.push({ type: 'retired', values: this.#values, key, field, path });
    return false;
  }

  #checkEntry(entry: YamlEntry, field: Field, path: FieldPath): void {
    const { value } = entry;
    const { schema } = field;
    if (!value || value.kind === 'alias' || (schema.kind === 'any' && !schema.isList)) return;
    if (isScalar(value)) {
      if (!this.#document.isTemplated(value) && scalarKind(value) !== 'null')
        this.#checkScalar(value, field, path, entry);
    } else if (isMap(value)) {
      if (isScalarKind(field.schema) || field.schema.isList)
        this.#wrongKind(value, entry, field.schema, path, 'map');
      else this.checkMap(value, field.schema, path);
    } else if (isSequence(value) && !field.schema.isList)
      this.#wrongKind(value, entry, field.schema, path, 'list');
  }

  #checkScalar(value: YamlScalar, { schema }: Field, path: FieldPath, entry: YamlEntry): void {
    const kind = scalarKind(value);
    if (kind === 'null' || value.tag !== undefined) return;
    const isText = kind === 'string' && value.value.trim() === '';
    if (!isScalarKind(schema) || schema.isList) {
      if ((schema.kind !== 'any' || schema.isList) && !isText)
        this.#wrongKind(value, entry, schema, path, kind);
      return;
    }
    if (isMisunderstood(value, kind, schema)) this.#wrongKind(value, entry, schema, path, kind);
    else if (!isText && schema.kind !== 'boolean') this.#read(value, kind, path);
  }

  #read(value: YamlScalar, kind: string, path: FieldPath): void {
    const type = valueTypeOf(this.#values.chart.name, formatPath(path));
    if (!type || type.type === 'text' || type.type === 'go-bool' || type.type === 'proxy-bool') return;
    const text = new ScalarText(this.#document.maskedText, value);
    if (kind === 'boolean') {
      if (type.type === 'enum' && value.style === 'plain')
        this.problems.push({
          type: 'kind',
          values: this.#values,
          range: text.range,
          schema: QUOTED,
          found: 'boolean',
          scalar: value,
          path,
        });
      return;
    }
    for (const reading of refusals(type, text.value)) {
      const range = text.isExact ? text.sourceRange(reading.range.start, reading.range.end) : text.range;
      this.problems.push({ type: 'misread', values: this.#values, value: text, reading, range, path });
    }
  }

  #wrongKind(
    node: YamlNode,
    entry: YamlEntry | undefined,
    schema: Schema,
    path: FieldPath,
    found: FoundKind,
  ): void {
    if (isHalfTypedField(this.#document, node, schema)) return;
    const at = isScalar(node) || !entry ? node : entry.key;
    this.problems.push({
      type: 'kind',
      values: this.#values,
      range: { start: at.start, end: at.end },
      schema,
      found,
      scalar: isScalar(node) ? node : undefined,
      path,
    });
  }
}

/** The refused parts of a value; for a list of ports to skip, each refused part. */
function refusals(type: ValueType, text: string): readonly RefusedValue[] {
  const parts = type.type === 'skip-ports' ? parsePortList(text).tokens : [{ text, start: 0 }];
  return parts.flatMap(({ text: part, start }) => {
    const reading = readValue(type, part);
    if (reading.isValid) return [];
    const range = { start: reading.range.start + start, end: reading.range.end + start };
    return [{ ...reading, range }];
  });
}

/** The schema of a word that YAML reads as a boolean and that therefore needs quotes. */
const QUOTED: Schema = { kind: 'string', isList: false, limits: {}, fields: new Map() };

/** Whether a key only holds anchors for other values, and belongs to no chart. */
function isOwn(key: string): boolean {
  return key === '' || key === '<<' || /^(?:x-|[._$])/.test(key);
}

function isScalarKind({ kind }: Schema): boolean {
  return kind === 'string' || kind === 'number' || kind === 'boolean';
}

/** Templates print scalars unchanged, so their kind does not matter, except for these. */
function isMisunderstood(value: YamlScalar, kind: FoundKind, schema: Schema): boolean {
  if (schema.kind === 'number')
    return kind === 'boolean' || (kind === 'string' && !/^[-+]?[0-9.]+(?:[eE][0-9]+)?$/.test(value.value));
  // In a template, each text that is not empty is true.
  return schema.kind === 'boolean' && kind === 'string' && /^(?:false|no|off|n|0)$/i.test(value.value);
}
