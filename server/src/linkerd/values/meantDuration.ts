import { MILLISECOND, UNITS } from './durationText.ts';

/** Longer values are not mistyped durations. */
const LONGEST = 60;
/** Nanoseconds. Longer than any real waiting time, and close to Go's own limit. */
const GREATEST = 1n << 62n;
/** A number without a unit below this counts as seconds, from here on as milliseconds. */
const LEAST_MILLISECONDS = 100n;

const WORDS: Readonly<Record<string, string>> = {
  msec: 'ms',
  msecs: 'ms',
  millis: 'ms',
  millisecond: 'ms',
  milliseconds: 'ms',
  sec: 's',
  secs: 's',
  second: 's',
  seconds: 's',
  min: 'm',
  mins: 'm',
  minute: 'm',
  minutes: 'm',
  hr: 'h',
  hrs: 'h',
  hour: 'h',
  hours: 'h',
  day: 'd',
  days: 'd',
};

/**
 * The duration that was plainly meant by a text that is not a duration, spelled with one of the `units`: `5s` for
 * `5`, `24h` for `1d`, `90s` for `1m30s`. Undefined if that would be a guess.
 */
export function meantDuration(text: string, units: readonly string[]): string | undefined {
  if (text.length > LONGEST) return undefined;
  const plain = text.toLowerCase().replace(/[\s"'_]/g, '');
  const nanoseconds = /^[0-9]+$/.test(plain) ? withoutUnit(BigInt(plain)) : sumOf(plain);
  if (nanoseconds === undefined) return undefined;
  const unit = units.find((name) => nanoseconds % (UNITS[name] ?? 1n) === 0n);
  if (!unit || nanoseconds <= 0n || nanoseconds > GREATEST) return undefined;
  return `${nanoseconds / (UNITS[unit] ?? 1n)}${unit}`;
}

function withoutUnit(count: bigint): bigint {
  return count < LEAST_MILLISECONDS ? count * 1000n * MILLISECOND : count * MILLISECOND;
}

const PART = /([0-9]{1,12})(?:\.([0-9]{1,9}))?([a-z\u00B5\u03BC]+)/y;

function sumOf(text: string): bigint | undefined {
  let sum = 0n;
  for (PART.lastIndex = 0; PART.lastIndex < text.length; ) {
    const [, digits, fraction = '', word = ''] = PART.exec(text) ?? [];
    const size = UNITS[(Object.hasOwn(WORDS, word) && WORDS[word]) || word];
    if (digits === undefined || size === undefined) return undefined;
    sum += (BigInt(digits + fraction) * size) / 10n ** BigInt(fraction.length);
  }
  return sum;
}
