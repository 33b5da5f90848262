import * as l10n from '@vscode/l10n';
import { distance } from 'fastest-levenshtein';
import type { ValueReading } from './reading.ts';
import { readStatusList } from './statusList.ts';

/** The gRPC statuses that the proxy can retry. */
export const GRPC_STATUSES = [
  'cancelled',
  'deadline-exceeded',
  'internal',
  'resource-exhausted',
  'unavailable',
] as const;

/** Reads a list of gRPC statuses to retry, in any case (`outbound/index/grpc.rs` parse_grpc_retry). */
export function readGrpcStatusList(text: string): ValueReading<readonly string[]> {
  return readStatusList(text, { accepts: isStatus, reason: noStatus, meant: meantStatus });
}

function isStatus(text: string): boolean {
  return /^[a-z-]+$/i.test(text) && GRPC_STATUSES.some((status) => status === text.toLowerCase());
}

function noStatus(quoted: string): string {
  return l10n.t(
    '“{0}” is not a gRPC status that can be retried: use {1}, separated by commas, without spaces.',
    quoted,
    GRPC_STATUSES.join(', '),
  );
}

/** `deadline-exceeded` for `DEADLINE_EXCEEDED`, `DeadlineExceeded` and `deadline exceeded`. */
function meantStatus(text: string): string | undefined {
  if (text.length > 60) return undefined;
  const letters = text.toLowerCase().replace(/[^a-z]/g, '');
  return GRPC_STATUSES.find((status) => distance(status.replace('-', ''), letters) <= 1);
}
