import * as l10n from '@vscode/l10n';
import { trimSpace } from '../ports/portList.ts';
import { accepted, refused, shorten, type ValueReading } from './reading.ts';
import type { ValueType } from './valueType.ts';

const DECIMAL = /^[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:e[+-]?[0-9]+)?$/i;
const HEXADECIMAL = /^([+-]?)0x([0-9a-f]*)(?:\.([0-9a-f]*))?p([+-]?[0-9]+)$/i;
const LONGEST = 400;

/** Go's `strconv.ParseFloat`; undefined if it fails. Go also accepts `0x1p-2` and `0.5_5`. */
function parseGoDecimal(text: string): number | undefined {
  if (text.length > LONGEST) return undefined;
  const isHexadecimal = /^[+-]?0x/i.test(text);
  const plain = text.replace(isHexadecimal ? /(?<=[0-9a-fx])_(?=[0-9a-f])/gi : /(?<=[0-9])_(?=[0-9])/g, '');
  return isHexadecimal ? parseHexadecimal(plain) : parseDecimal(plain);
}

function parseHexadecimal(text: string): number | undefined {
  const [, sign, whole = '', fraction = '', exponent = ''] = HEXADECIMAL.exec(text) ?? [];
  if (whole + fraction === '') return undefined;
  const magnitude = Number.parseInt(whole + fraction, 16) * 2 ** (Number(exponent) - 4 * fraction.length);
  return sign === '-' ? -magnitude : magnitude;
}

function parseDecimal(text: string): number | undefined {
  return text.length <= LONGEST && DECIMAL.test(text) ? Number(text) : undefined;
}

/**
 * Reads a decimal number within limits. With `isOpen` it is read as by the injector, which excludes the limits
 * themselves (linkerd2 `pkg/inject/inject.go` ApplyAnnotationOverrides), otherwise as by the policy controller, which
 * trims (`policy-controller/k8s/index/src/outbound/index.rs`).
 */
export function readDecimal(
  text: string,
  type: Extract<ValueType, { type: 'number' }>,
): ValueReading<number> {
  const { min, max, isOpen } = type;
  const value = isOpen ? parseGoDecimal(text) : parseDecimal(trimSpace(text));
  if (value === undefined)
    return refused(text, l10n.t('“{0}” is not a number.', shorten(text)), meantDecimal(text));
  if (isOpen && (value <= min || value >= max))
    return refused(
      text,
      l10n.t('{0} is out of range: it must be above {1} and below {2}.', shorten(text), min, max),
    );
  if (value < min || value > max)
    return refused(
      text,
      l10n.t('{0} is out of range: it must be {1} to {2}.', shorten(text), String(min), String(max)),
    );
  return accepted(value);
}

/** `0,5` for 0.5, `50%` for 0.5. */
function meantDecimal(text: string): string | undefined {
  const [, whole, fraction, percent] =
    /^[\s"']*([0-9]{1,6})(?:[.,]([0-9]{1,6}))?(%?)[\s"']*$/.exec(text.slice(0, 60)) ?? [];
  if (whole === undefined) return undefined;
  const number = fraction === undefined ? whole : `${whole}.${fraction}`;
  return percent ? String(Number(number) / 100) : number;
}
