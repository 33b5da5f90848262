import * as l10n from '@vscode/l10n';
import {
  accepted,
  type ListPart,
  refusedEmpty,
  refusedPart,
  shorten,
  splitList,
  type ValueReading,
} from './reading.ts';

/**
 * Reads the statuses to retry as the policy controller does: split at commas, nothing trimmed, each `5xx`,
 * `gateway-error`, a status or a range of them (linkerd2 `policy-controller/k8s/index/src/outbound/index/http.rs`
 * parse_http_retry). One wrong part spoils the list.
 */
export function readHttpStatusList(text: string): ValueReading {
  const wrong = splitList(text).find((part) => !isCondition(part.text));
  return wrong ? refusePart(text, wrong) : accepted();
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

function refusePart(list: string, part: ListPart): ValueReading {
  if (part.text === '')
    return refusedEmpty(list, part, l10n.t('A part of the list is empty, which spoils the whole list.'));
  return refusedPart(
    part,
    l10n.t(
      '“{0}” is no status to retry: write `5xx`, `gateway-error`, a status or a range such as `500-504`, without blanks.',
      shorten(part.text),
    ),
    meantCondition(part.text),
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
