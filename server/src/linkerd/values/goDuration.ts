import * as l10n from '@vscode/l10n';
import { describeDuration, MILLISECOND, toMilliseconds, UNITS } from './durationText.ts';
import { meantDuration } from './meantDuration.ts';
import { accepted, refused, shorten, type ValueReading } from './reading.ts';

const LIMIT = 1n << 63n;
/** More digits than any number below the limit has. */
const MOST_DIGITS = 19;
const PART = /([0-9]*)(\.[0-9]*)?([^0-9.]+)/y;
const GO_UNITS = ['h', 'm', 's', 'ms', 'us', 'ns'];

/** Nanoseconds, as Go's `time.ParseDuration` reads them (`src/time/format.go`); undefined if it fails. */
export function parseGoDuration(text: string): bigint | undefined {
  const isNegative = text.startsWith('-');
  const unsigned = isNegative || text.startsWith('+') ? text.slice(1) : text;
  if (unsigned === '0') return 0n;
  const sum = unsigned === '' ? undefined : sumOfParts(unsigned);
  if (sum === undefined || sum > LIMIT || (sum === LIMIT && !isNegative)) return undefined;
  return isNegative ? -sum : sum;
}

function sumOfParts(text: string): bigint | undefined {
  let sum = 0n;
  let at = 0;
  while (at < text.length) {
    PART.lastIndex = at;
    const [whole, digits = '', fraction = '', unit = ''] = PART.exec(text) ?? [];
    const nanoseconds = whole && partOf(digits, fraction, unit);
    if (!whole || typeof nanoseconds !== 'bigint') return undefined;
    sum += nanoseconds;
    if (sum > LIMIT) return undefined;
    at += whole.length;
  }
  return sum;
}

/** One number with its unit; undefined if Go does not accept it or it exceeds Go's limit. */
function partOf(digits: string, fraction: string, unit: string): bigint | undefined {
  const size = unit !== 'd' && Object.hasOwn(UNITS, unit) ? UNITS[unit] : undefined;
  if (size === undefined || (digits === '' && fraction.length < 2)) return undefined;
  const significant = digits.replace(/^0+/, '');
  if (significant.length > MOST_DIGITS) return undefined;
  const nanoseconds = BigInt(significant || '0') * size;
  return nanoseconds > LIMIT ? undefined : nanoseconds + fractionOf(fraction.slice(1), size);
}

/** Digits after the eighteenth are less than a nanosecond in any unit. Go drops them too. */
function fractionOf(digits: string, size: bigint): bigint {
  const kept = digits.slice(0, MOST_DIGITS - 1);
  return kept === '' ? 0n : BigInt(Math.floor(Number(kept) * (Number(size) / 10 ** kept.length)));
}

/**
 * Reads a value that the injector parses with `time.ParseDuration` and passes to the proxy in whole milliseconds, or
 * seconds. The injector also accepts negative values, with which the proxy exits (linkerd2-proxy
 * `linkerd/app/src/env/types.rs` parse_duration).
 */
export function readGoDuration(text: string, wholeSeconds = false): ValueReading<number> {
  const nanoseconds = parseGoDuration(text);
  if (nanoseconds === undefined)
    return refused(
      text,
      l10n.t(
        '“{0}” is not a valid duration. Use the units h, m, s or ms (there is no d), such as `10s` or `1m30s`.',
        shorten(text),
      ),
      meantDuration(text, GO_UNITS),
    );
  if (nanoseconds < 0n) return refused(text, negativeReason(text));
  const unit = wholeSeconds ? 1000n * MILLISECOND : MILLISECOND;
  const used = nanoseconds - (nanoseconds % unit);
  const words = describeDuration(used);
  return accepted(
    toMilliseconds(nanoseconds),
    used === nanoseconds ? words : l10n.t('{0}, because the rest is truncated', words),
  );
}

/** What is wrong with a duration below zero. */
export function negativeReason(text: string): string {
  return l10n.t('“{0}” is a negative duration.', shorten(text));
}
