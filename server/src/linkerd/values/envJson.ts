import * as l10n from '@vscode/l10n';
import { parseQuantity } from './quantity.ts';
import { accepted, refused, type ValueReading } from './reading.ts';

/** An environment variable of the proxy. */
export interface EnvVariable {
  readonly name: string;
}

/** The type of a field of an EnvVar; an object lists its own fields. Fields that are not listed are ignored. */
type Shape = 'string' | 'boolean' | 'quantity' | Readonly<{ [field: string]: Shape }>;

const KEY_REFERENCE: Shape = { name: 'string', key: 'string', optional: 'boolean' };

/** Kubernetes' core/v1 EnvVar (`k8s.io/api/core/v1/types.go`). */
const ENV_VAR: Readonly<{ [field: string]: Shape }> = {
  name: 'string',
  value: 'string',
  valuefrom: {
    fieldref: { apiversion: 'string', fieldpath: 'string' },
    resourcefieldref: { containername: 'string', resource: 'string', divisor: 'quantity' },
    configmapkeyref: KEY_REFERENCE,
    secretkeyref: KEY_REFERENCE,
  },
};

/**
 * Reads a JSON array of environment variables as the injector does with `json.Unmarshal` (linkerd2
 * `pkg/inject/inject.go` parseAdditionalEnvAnnotation). Field names match in any case, and null is left out. A
 * variable without a name is refused too, because the API server rejects a pod with it.
 */
export function readEnvJson(text: string): ValueReading<readonly EnvVariable[]> {
  if (text === '') return accepted([]);
  const list = parse(text);
  if (list === undefined)
    return refused(
      text,
      l10n.t(
        'This is not valid JSON: write an array of variables, such as `[{0}]`.',
        '{"name":"RUST_BACKTRACE","value":"1"}',
      ),
      withoutTrailingCommas(text),
    );
  if (list === null) return accepted([]);
  if (!Array.isArray(list))
    return refused(
      text,
      l10n.t('Variables must be in an array: put brackets around them.'),
      inArray(text, list),
    );
  const wrong = list.map(mistakeIn).find((mistake) => mistake !== undefined);
  if (wrong !== undefined) return refused(text, wrong);
  const variables = list.map((variable) => ({ name: nameOf(variable) }));
  if (variables.every(({ name }) => name !== '')) return accepted(variables, namesOf(variables));
  return {
    ...refused(text, l10n.t('A variable has no name.')),
    consequence: l10n.t('The injector accepts the value, but the API server then rejects the pod.'),
  };
}

/** Undefined if the text is not JSON; `null` for JSON's null. */
function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function mistakeIn(variable: unknown): string | undefined {
  if (variable !== null && !isObject(variable))
    return l10n.t(
      'Each variable is an object with a name and a value, such as `{0}`.',
      '{"name":"RUST_BACKTRACE","value":"1"}',
    );
  const path = variable === null ? undefined : wrongField(variable, ENV_VAR);
  if (path === 'value')
    return l10n.t('A variable’s value is a string: put quotes around numbers and booleans.');
  return path === undefined ? undefined : l10n.t('The field {0} of a variable has the wrong type.', path);
}

/** Path of the first field whose value does not have the type that Kubernetes expects. */
function wrongField(object: object, shape: Readonly<{ [field: string]: Shape }>): string | undefined {
  for (const [field, value] of Object.entries(object)) {
    const expected = Object.hasOwn(shape, field.toLowerCase()) ? shape[field.toLowerCase()] : undefined;
    if (expected === undefined || value === null) continue;
    if (typeof expected === 'string') {
      if (!fits(value, expected)) return field;
    } else if (!isObject(value)) return field;
    else {
      const inner = wrongField(value, expected);
      if (inner !== undefined) return `${field}.${inner}`;
    }
  }
  return undefined;
}

function fits(value: unknown, expected: 'string' | 'boolean' | 'quantity'): boolean {
  if (expected !== 'quantity') return typeof value === expected;
  return typeof value === 'number' || (typeof value === 'string' && parseQuantity(value) !== undefined);
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function nameOf(variable: unknown): string {
  if (!isObject(variable)) return '';
  return Object.entries(variable)
    .filter(([field, value]) => field.toLowerCase() === 'name' && typeof value === 'string')
    .map(([, value]) => String(value))
    .join('');
}

function namesOf(variables: readonly EnvVariable[]): string | undefined {
  return variables.map(({ name }) => name).join(', ') || undefined;
}

function inArray(text: string, value: unknown): string | undefined {
  return isObject(value) && mistakeIn(value) === undefined ? `[${text.trim()}]` : undefined;
}

function withoutTrailingCommas(text: string): string | undefined {
  const mended = text.replace(/,(?=\s{0,20}[\]}])/g, '');
  const list = parse(mended);
  return Array.isArray(list) && list.every((variable) => mistakeIn(variable) === undefined)
    ? mended
    : undefined;
}
