import { pointerSteps } from '../kubernetes/jsonPointer.ts';
import { plainKind } from '../kubernetes/yaml11.ts';
import {
  fieldOf,
  type ListValue,
  type MapValue,
  mapScalars,
  type ScalarValue,
  textOf,
  unknownAt,
  type Value,
  withField,
} from './valueTree.ts';

/** An operation that fails, and with it the build. */
export interface FailedOperation {
  readonly kind: 'failed';
  readonly operation: Value;
}

type Patched = Value | 'failed';

/** Numbers with as many digits are written with an exponent: Go's shortest form of a float. */
const LEAST_WITH_EXPONENT = 1_000_000;

/**
 * Applies a list of JSON Patch operations as kustomize does, whose library adds what a `replace` does not find.
 *
 * Source: kustomize api `filters/patchjson6902/`, evanphx/json-patch v4.
 */
export function applyJsonPatch(target: Value, operations: ListValue): Value | FailedOperation {
  let result: Value = mapScalars(target, throughJson);
  for (const operation of operations.items) {
    const next = applyOperation(result, operation);
    if (next === 'failed') return { kind: 'failed', operation };
    result = next;
  }
  return result;
}

function applyOperation(root: Value, operation: Value): Patched {
  const name = textOf(fieldOf(operation, 'op'));
  const path = fieldOf(operation, 'path');
  if (operation.kind !== 'map' || operation.hasRepeats) return unknownAt(operation.at);
  if (name === undefined || (path !== undefined && path.kind !== 'scalar')) return unknownAt(operation.at);
  const steps = stepsOf(textOf(path));
  const value = fieldOf(operation, 'value');
  switch (name) {
    case 'add':
    case 'replace':
      if (name === 'replace' && textOf(path) === '') return unknownAt(operation.at);
      if (!steps) return operation.isOpen ? unknownAt(operation.at) : 'failed';
      if (value === undefined) return unknownAt(operation.at);
      return change(root, steps, (parent, key) => put(parent, key, mapScalars(value, operand)));
    case 'remove':
      if (!steps) return operation.isOpen ? unknownAt(operation.at) : 'failed';
      return change(root, steps, remove);
    default:
      return unknownAt(operation.at);
  }
}

/** The keys of a JSON pointer; undefined for a text that is not a pointer, and for the pointer to the whole object. */
function stepsOf(pointer: string | undefined): string[] | undefined {
  return pointer?.startsWith('/') ? pointerSteps(pointer) : undefined;
}

type Change = (parent: MapValue | ListValue, key: string) => Patched;

function change(here: Value, [step, ...more]: readonly string[], last: Change): Patched {
  if (step === undefined) return unknownAt(here.at);
  if (here.kind === 'unknown') return here;
  if (here.kind === 'scalar') return 'failed';
  if (more.length === 0) return last(here, step);
  if (here.kind === 'list') {
    const index = /^\d+$/.test(step) ? Number(step) : -1;
    const item = here.items[index];
    if (!item) return unknownAt(here.at);
    const next = change(item, more, last);
    return next === 'failed' ? next : { ...here, items: here.items.with(index, next) };
  }
  const field = fieldOf(here, step);
  if (!field) return here.isOpen ? unknownAt(here.at) : 'failed';
  const next = change(field, more, last);
  return next === 'failed' ? next : withField(here, step, next);
}

function put(parent: MapValue | ListValue, key: string, value: Value): Patched {
  return parent.kind === 'list' ? unknownAt(value.at) : withField(parent, key, value);
}

function remove(parent: MapValue | ListValue, key: string): Patched {
  if (parent.kind === 'list') return unknownAt(parent.at);
  if (fieldOf(parent, key)) return withField(parent, key, undefined);
  return parent.isOpen ? unknownAt(parent.at) : 'failed';
}

/** Strings that are written without quotes, those of base 60 aside. */
const BARE = /^\w(?:[\w./,;=() -]*[\w./,;=()-])?$/;

/** What is left of quotes and ways to write numbers after a way through JSON. */
function throughJson({ twin: _, ...scalar }: ScalarValue): Value {
  if (scalar.type === 'number') {
    const text = floatText(numberOf(scalar.text));
    return text === undefined ? unknownAt(scalar.at) : { ...scalar, text };
  }
  if (scalar.type === 'boolean') return { ...scalar, text: scalar.text.toLowerCase() };
  if (scalar.type === 'null') return { ...scalar, text: 'null' };
  const isQuoted = plainKind(scalar.text) !== 'string' || !BARE.test(scalar.text);
  return { ...scalar, isQuoted };
}

/** A scalar in the value of an operation, which is read with the words of YAML 1.1. */
function operand(scalar: ScalarValue): Value {
  if (scalar.type !== 'string' || scalar.isQuoted || plainKind(scalar.text) !== 'boolean')
    return throughJson(scalar);
  return { ...scalar, type: 'boolean', text: String(/^(?:y|yes|on|true)$/i.test(scalar.text)) };
}

/** A number as kustomize writes it after a way through JSON; undefined for those that people do not write. */
function floatText(number: number): string | undefined {
  const size = Math.abs(number);
  if (!Number.isFinite(number) || (size !== 0 && size < 0.001) || size >= 1e15) return undefined;
  if (size < LEAST_WITH_EXPONENT) return String(number);
  return number.toExponential().replace(/e\+(\d)$/, 'e+0$1');
}

/** The value of a number as YAML 1.1 and go-yaml write it; NaN for another text. */
export function numberOf(text: string): number {
  const [, sign = '', digits = ''] = /^([-+]?)(.*)$/.exec(text.replaceAll('_', '')) ?? [];
  const octal = /^0[0-7]+$/.test(digits) ? `0o${digits.slice(1)}` : digits;
  const number = Number(octal);
  return sign === '-' ? -number : number;
}
