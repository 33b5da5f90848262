import type { YamlScalar } from '../../yaml/nodes.ts';
import { parseGoDuration } from '../values/goDuration.ts';
import type { BrokenLimit } from './problem.ts';
import type { Limits } from './schema.ts';

/** Longer than any value that a pattern is for; matching may take quadratic time. */
const LONGEST_MATCHED = 1_024;

/** The first limit that a scalar violates; undefined if there is none. */
export function brokenLimit({ value }: YamlScalar, limits: Limits): BrokenLimit['limit'] | undefined {
  const number = Number(value);
  const length = Array.from(value.slice(0, LONGEST_TEXT)).length;
  if (limits.enum && !limits.enum.some((choice) => String(choice) === value)) return 'enum';
  if (limits.minimum !== undefined && number < limits.minimum) return 'minimum';
  if (limits.maximum !== undefined && number > limits.maximum) return 'maximum';
  if (limits.maxLength !== undefined && length > limits.maxLength) return 'maxLength';
  if (limits.minLength !== undefined && length < limits.minLength) return 'minLength';
  if (limits.pattern && value.length <= LONGEST_MATCHED && !limits.pattern.expression.test(value))
    return 'pattern';
  return limits.format !== undefined && !fitsFormat(value, limits.format) ? 'format' : undefined;
}

/** Longer than every limit, so longer texts need not be counted to their end. */
const LONGEST_TEXT = 10_000;

const RANGES: Readonly<Record<string, readonly [bigint, bigint]>> = {
  int32: [-(1n << 31n), (1n << 31n) - 1n],
  int64: [-(1n << 63n), (1n << 63n) - 1n],
};

/** What the API server takes beside Go's durations, anywhere in a text (kube-openapi `pkg/validation/strfmt/duration.go`). */
const WIDER_DURATION =
  /\d\s*(?:ns|us|µs|ms|[smhdw]|hr|wk|(?:nano|micro|milli|sec|min|hour|day|week)[a-zµ]*)(?![a-zµ])/i;

/** Whether a text is what a format of a schema takes. */
export function fitsFormat(value: string, format: string): boolean {
  if (format === 'duration') return parseGoDuration(value) !== undefined || WIDER_DURATION.test(value);
  const range = Object.hasOwn(RANGES, format) ? RANGES[format] : undefined;
  if (!range || !/^[-+]?[0-9]{1,40}$/.test(value)) return true;
  const number = BigInt(value.replace(/^\+/, ''));
  return number >= range[0] && number <= range[1];
}
