import * as l10n from '@vscode/l10n';
import type { ValueReading } from './reading.ts';
import { readStatusList } from './statusList.ts';

/**
 * Reads a list of HTTP statuses to retry: each `5xx`, `gateway-error`, a status or a range of them
 * (`outbound/index/http.rs` parse_http_retry).
 */
export function readHttpStatusList(text: string): ValueReading<readonly string[]> {
  return readStatusList(text, { accepts: isCondition, reason: noCondition, meant: meantCondition });
}

function isCondition(text: string): boolean {
  if (/^(?:5xx|gateway-error)$/i.test(text) || statusOf(text) !== undefined) return true;
  const hyphen = text.indexOf('-');
  const [first, last] = [statusOf(text.slice(0, hyphen)), statusOf(text.slice(hyphen + 1))];
  return hyphen !== -1 && first !== undefined && last !== undefined && first <= last;
}

/** Rust's `parse::<u32>`, from 100 to 599. */
function statusOf(text: string): number | undefined {
  const status = /^\+?0{0,40}([1-5][0-9]{2})$/.exec(text)?.[1];
  return status === undefined ? undefined : Number(status);
}

function noCondition(quoted: string): string {
  return l10n.t(
    '“{0}” is not a status to retry: write `5xx`, `gateway-error`, a status or a range such as `500-504`, without spaces.',
    quoted,
  );
}

function meantCondition(text: string): string | undefined {
  if (text.length > 60) return undefined;
  const plain = text
    .replace(/[\s"']/g, '')
    .replace(/[–—]/g, '-')
    .replace('_', '-');
  if (plain !== '' && isCondition(plain)) return plain;
  const hundreds = /^([1-5])xx$/i.exec(plain)?.[1];
  return hundreds && `${hundreds}00-${hundreds}99`;
}
