import * as l10n from '@vscode/l10n';

/** Nanoseconds of one millisecond. */
export const MILLISECOND = 1_000_000n;
const SECOND = 1000n * MILLISECOND;
const MINUTE = 60n * SECOND;
const HOUR = 60n * MINUTE;
const DAY = 24n * HOUR;

/** Nanoseconds by unit: Go's units, and the day, which only the policy controller accepts. */
export const UNITS: Readonly<Record<string, bigint>> = {
  d: DAY,
  h: HOUR,
  m: MINUTE,
  s: SECOND,
  ms: MILLISECOND,
  us: 1000n,
  '\u00B5s': 1000n,
  '\u03BCs': 1000n,
  ns: 1n,
};

/** Milliseconds as a number, exact up to 2^53 nanoseconds. */
export function toMilliseconds(nanoseconds: bigint): number {
  return Number(nanoseconds) / Number(MILLISECOND);
}

interface NamedUnit {
  readonly size: bigint;
  one(): string;
  many(count: string): string;
}

const NAMES: readonly NamedUnit[] = [
  { size: DAY, one: () => l10n.t('1 day'), many: (count) => l10n.t('{0} days', count) },
  { size: HOUR, one: () => l10n.t('1 hour'), many: (count) => l10n.t('{0} hours', count) },
  { size: MINUTE, one: () => l10n.t('1 minute'), many: (count) => l10n.t('{0} minutes', count) },
  { size: SECOND, one: () => l10n.t('1 second'), many: (count) => l10n.t('{0} seconds', count) },
  {
    size: MILLISECOND,
    one: () => l10n.t('1 millisecond'),
    many: (count) => l10n.t('{0} milliseconds', count),
  },
];

/** A duration in words, `2 minutes 30 seconds`. Fractions of a millisecond are left out. */
export function describeDuration(nanoseconds: bigint): string {
  const parts: string[] = [];
  let rest = nanoseconds;
  for (const { size, one, many } of NAMES) {
    const count = rest / size;
    rest %= size;
    if (count > 0n) parts.push(count === 1n ? one() : many(String(count)));
  }
  return parts.length === 0 ? l10n.t('{0} seconds', '0') : parts.join(' ');
}
