import * as l10n from '@vscode/l10n';
import { trimSpace } from '../ports/portList.ts';
import { describeDuration, MILLISECOND, UNITS } from './durationText.ts';
import { meantDuration } from './meantDuration.ts';
import { accepted, refused, shorten, type ValueReading } from './reading.ts';

const LIMIT = 1n << 64n;
const MOST_DIGITS = 20;
const POLICY_UNITS = ['d', 'h', 'm', 's', 'ms'];

/**
 * Milliseconds, as the policy controller reads them (linkerd2 `policy-controller/k8s/index/src/outbound/index.rs`
 * parse_duration): one whole number and one of five units, whitespace around both allowed, or `0` without a unit.
 * Undefined if it fails.
 */
export function parsePolicyDuration(text: string): bigint | undefined {
  const [, digits = '', unit = ''] = /^\+?([0-9]+)([a-z]*)$/.exec(trimSpace(text)) ?? [];
  const significant = digits.replace(/^0+/, '');
  if (digits === '' || significant.length > MOST_DIGITS) return undefined;
  const count = BigInt(significant || '0');
  if (count >= LIMIT) return undefined;
  if (unit === '') return count === 0n ? 0n : undefined;
  if (!POLICY_UNITS.includes(unit)) return undefined;
  const milliseconds = count * ((UNITS[unit] ?? 0n) / MILLISECOND);
  return milliseconds < LIMIT ? milliseconds : undefined;
}

/** Reads a value as the policy controller does. */
export function readPolicyDuration(text: string): ValueReading<number> {
  const milliseconds = parsePolicyDuration(text);
  if (milliseconds !== undefined)
    return accepted(Number(milliseconds), describeDuration(milliseconds * MILLISECOND));
  return refused(
    text,
    l10n.t(
      '“{0}” is not a valid duration: use one whole number and one of the units ms, s, m, h and d, such as `500ms` or `90s`.',
      shorten(text),
    ),
    meantDuration(text, POLICY_UNITS),
  );
}
