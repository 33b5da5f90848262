import * as l10n from '@vscode/l10n';
import { trimSpace } from '../ports/portList.ts';
import { accepted, refused, shorten, type ValueReading } from './reading.ts';
import type { ValueType } from './valueType.ts';

const LEAST = -(1n << 63n);
const GREATEST = (1n << 63n) - 1n;
/** More digits than any 64-bit number has. */
const MOST_DIGITS = 20;

/**
 * A whole number of at most 20 digits as Go and Rust read it: a sign, then decimal digits. Undefined for anything
 * else.
 */
function parseDigits(text: string): bigint | undefined {
  const [, sign, digits = ''] = /^([+-]?)([0-9]+)$/.exec(text) ?? [];
  const significant = digits.replace(/^0+/, '');
  if (digits === '' || significant.length > MOST_DIGITS) return undefined;
  const magnitude = BigInt(significant || '0');
  return sign === '-' ? -magnitude : magnitude;
}

/** Go's `strconv.ParseInt` with base 10 and 64 bits; undefined if it fails. */
export function parseGoInteger(text: string): bigint | undefined {
  const value = parseDigits(text);
  return value !== undefined && value >= LEAST && value <= GREATEST ? value : undefined;
}

/**
 * Reads a whole number: `strconv.ParseInt`, with `isUnsigned` `strconv.ParseUint`, with `isTrimmed` Rust's
 * `str::trim` and `str::parse`. Without a `max` the number must fit into 64 bits.
 */
export function readInteger(
  text: string,
  type: Extract<ValueType, { type: 'integer' }>,
): ValueReading<number> {
  const { min = LEAST, max = type.isUnsigned ? 2n * GREATEST + 1n : GREATEST } = type;
  const spelled = type.isTrimmed ? trimSpace(text) : text;
  const value = parseDigits(spelled);
  if (value === undefined || (type.isUnsigned && /^[+-]/.test(spelled)))
    return refused(text, l10n.t('“{0}” is not a whole number.', shorten(text)), meantInteger(text));
  if (value < min || value > max || (min === 0 && spelled.startsWith('-')))
    return refused(
      text,
      l10n.t('{0} is out of range: it must be {1} to {2}.', shorten(spelled), String(min), String(max)),
    );
  return accepted(Number(value));
}

/** The number in `30s`, `"30"` or ` 30`. */
function meantInteger(text: string): string | undefined {
  return /^[\s"'+]*([0-9]{1,18})(?:[\s"']*s)?[\s"']*$/.exec(text.slice(0, 60))?.[1];
}
