import * as l10n from '@vscode/l10n';
import { distance } from 'fastest-levenshtein';
import {
  accepted,
  type ListPart,
  refusedEmpty,
  refusedPart,
  shorten,
  splitList,
  type ValueReading,
} from './reading.ts';

/** The statuses of gRPC that the proxy can retry. */
export const GRPC_STATUSES = [
  'cancelled',
  'deadline-exceeded',
  'internal',
  'resource-exhausted',
  'unavailable',
] as const;

/**
 * Reads the statuses to retry as the policy controller does: split at commas, nothing trimmed, in any case
 * (linkerd2 `policy-controller/k8s/index/src/outbound/index/grpc.rs` parse_grpc_retry). One wrong part spoils the list.
 */
export function readGrpcStatusList(text: string): ValueReading {
  const wrong = splitList(text).find((part) => !isStatus(part.text));
  return wrong ? refusePart(text, wrong) : accepted();
}

function isStatus(text: string): boolean {
  return /^[a-z-]+$/i.test(text) && GRPC_STATUSES.some((status) => status === text.toLowerCase());
}

function refusePart(list: string, part: ListPart): ValueReading {
  if (part.text === '')
    return refusedEmpty(list, part, l10n.t('A part of the list is empty, which spoils the whole list.'));
  return refusedPart(
    part,
    l10n.t(
      '“{0}” is no gRPC status that can be retried: write {1}, and commas between them, without blanks.',
      shorten(part.text),
      GRPC_STATUSES.join(', '),
    ),
    meantStatus(part.text),
  );
}

/** `deadline-exceeded` for `DEADLINE_EXCEEDED`, `DeadlineExceeded` and `deadline exceeded`. */
function meantStatus(text: string): string | undefined {
  if (text.length > 60) return undefined;
  const letters = text.toLowerCase().replace(/[^a-z]/g, '');
  return GRPC_STATUSES.find((status) => distance(status.replace('-', ''), letters) <= 1);
}
