import * as l10n from '@vscode/l10n';
import { accepted, refused, shorten, type ValueReading } from './reading.ts';
import type { ValueType } from './valueType.ts';

const BILLION = 1_000_000_000n;
const KIBI = 1024n;
/** Longer numbers and greater exponents are not read; no real quantity has them. */
const LONGEST = 80;
const GREATEST_EXPONENT = 40;

const DECIMAL_SUFFIXES: Readonly<Record<string, number>> = {
  '': 0,
  n: -9,
  u: -6,
  m: -3,
  k: 3,
  M: 6,
  G: 9,
  T: 12,
  P: 15,
  E: 18,
};
const BINARY_SUFFIXES = ['Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei'];
const GREATEST_BINARY = ((1n << 63n) - 1n) * BILLION;

/**
 * Billionths, as Kubernetes reads a quantity (apimachinery `pkg/api/resource/quantity.go` ParseQuantity,
 * `suffix.go`): rounded up to a whole billionth. Undefined if it fails. Kubernetes reads a number without digits as
 * 0.
 */
export function parseQuantity(text: string): bigint | undefined {
  const [, sign, whole = '', fraction = '', suffix = ''] =
    /^([+-]?)([0-9]*)(?:\.([0-9]*))?(.*)/s.exec(text) ?? [];
  if (text === '' || text.length > LONGEST) return undefined;
  const scaled = scale(BigInt(whole + fraction || '0'), fraction.length, suffix);
  return scaled === undefined || sign !== '-' ? scaled : -scaled;
}

/** `digits` with that many decimal places, times the factor of the suffix. */
function scale(digits: bigint, places: number, suffix: string): bigint | undefined {
  const binary = BINARY_SUFFIXES.indexOf(suffix);
  if (binary !== -1) {
    const value = divideUp(digits * KIBI ** BigInt(binary + 1) * BILLION, 10n ** BigInt(places));
    return value > GREATEST_BINARY ? GREATEST_BINARY : value;
  }
  const exponent = decimalExponent(suffix);
  if (exponent === undefined) return undefined;
  const shift = 9 + exponent - places;
  return shift >= 0 ? digits * 10n ** BigInt(shift) : divideUp(digits, 10n ** BigInt(-shift));
}

function decimalExponent(suffix: string): number | undefined {
  if (Object.hasOwn(DECIMAL_SUFFIXES, suffix)) return DECIMAL_SUFFIXES[suffix];
  const exponent = /^[eE]([+-]?[0-9]+)$/.exec(suffix)?.[1];
  if (exponent === undefined) return undefined;
  return Math.max(-GREATEST_EXPONENT, Math.min(GREATEST_EXPONENT, Number(exponent)));
}

function divideUp(value: bigint, by: bigint): bigint {
  return (value + by - 1n) / by;
}

/** Reads a quantity; `of` says what it counts. The API server rejects pods with negative ones. */
export function readQuantity(
  text: string,
  type: Extract<ValueType, { type: 'quantity' }>,
): ValueReading<number> {
  const billionths = parseQuantity(text);
  if (billionths === undefined)
    return refused(
      text,
      l10n.t(
        '“{0}” is not a valid quantity. Write a number, optionally with a suffix such as m, k, M, G, Ki, Mi or Gi.',
        shorten(text),
      ),
      meantQuantity(text),
    );
  if (billionths < 0n)
    return {
      ...refused(text, l10n.t('{0} is negative, which is not valid here.', shorten(text))),
      consequence: l10n.t('The injector accepts the value, but the API server then rejects the pod.'),
    };
  const number = Number(billionths) / Number(BILLION);
  return accepted(number, type.of === undefined ? undefined : describe(number, type.of));
}

function describe(number: number, of: 'cores' | 'bytes'): string {
  if (of === 'cores') return number === 1 ? l10n.t('1 core') : l10n.t('{0} cores', String(number));
  const power = Math.min(BINARY_SUFFIXES.length, Math.floor(Math.log2(Math.max(1, number)) / 10));
  const shown = String(Number((number / 1024 ** power).toPrecision(4)));
  return power === 0
    ? l10n.t('{0} bytes', shown)
    : l10n.t('{0} {1}B', shown, BINARY_SUFFIXES[power - 1] ?? '');
}

const SUFFIX_BY_LETTERS: Readonly<Record<string, string>> = {
  k: 'k',
  ki: 'Ki',
  kb: 'k',
  kib: 'Ki',
  mi: 'Mi',
  mb: 'M',
  mib: 'Mi',
  g: 'G',
  gi: 'Gi',
  gb: 'G',
  gib: 'Gi',
  ti: 'Ti',
  tb: 'T',
  tib: 'Ti',
};

/** `128MB` for 128M, `1gi` for 1Gi, `100 m` for 100m. */
function meantQuantity(text: string): string | undefined {
  const [, number, letters = ''] =
    /^([0-9]{1,15}(?:\.[0-9]{1,9})?)([A-Za-z]{0,3})$/.exec(text.slice(0, LONGEST).replace(/[\s"']/g, '')) ??
    [];
  if (number === undefined) return undefined;
  if (parseQuantity(number + letters) !== undefined) return number + letters;
  const suffix = SUFFIX_BY_LETTERS[letters.toLowerCase()];
  return suffix && number + suffix;
}
