import * as l10n from '@vscode/l10n';
import { accepted, refusedEmpty, refusedPart, shorten, splitList, type ValueReading } from './reading.ts';

/** The grammar of one kind of statuses to retry. */
export interface StatusGrammar {
  accepts(part: string): boolean;
  /** Why a part is refused; `quoted` is the part as messages show it. Translated. */
  reason(quoted: string): string;
  /** The plainly intended status of a refused part. */
  meant(part: string): string | undefined;
}

/**
 * Reads the statuses to retry as the policy controller does for both protocols: split at commas, nothing trimmed; one
 * invalid part invalidates the list (linkerd2 `policy-controller/k8s/index/src/outbound/index/{http,grpc}.rs`).
 */
export function readStatusList(
  list: string,
  { accepts, reason, meant }: StatusGrammar,
): ValueReading<readonly string[]> {
  const parts = splitList(list);
  const wrong = parts.find((part) => !accepts(part.text));
  if (!wrong) return accepted(parts.map((part) => part.text.toLowerCase()));
  if (wrong.text === '')
    return refusedEmpty(
      list,
      wrong,
      l10n.t('One part of the list is empty, which makes the whole list invalid.'),
    );
  return refusedPart(wrong, reason(shorten(wrong.text)), meant(wrong.text));
}
