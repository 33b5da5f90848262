import * as l10n from '@vscode/l10n';
import { GRPC_STATUSES } from './grpcStatusList.ts';
import { LOG_LEVELS } from './logDirective.ts';
import type { Choice, ValueType } from './valueType.ts';

const BOOLEANS: readonly Choice[] = [
  { value: 'true', meaning: () => l10n.t('Yes.') },
  { value: 'false', meaning: () => l10n.t('No.') },
];

const HTTP_STATUSES: readonly Choice[] = [
  { value: '5xx', meaning: () => l10n.t('Every status from 500 to 599.') },
  { value: 'gateway-error', meaning: () => l10n.t('The statuses 502, 503 and 504.') },
];

/** The words that a value, or a part of it, may be; empty if any text is allowed. */
export function choicesOf(type: ValueType): readonly Choice[] {
  switch (type.type) {
    case 'enum':
      return type.choices;
    case 'go-bool':
    case 'proxy-bool':
      return BOOLEANS;
    case 'http-status-list':
      return HTTP_STATUSES;
    case 'grpc-status-list':
      return GRPC_STATUSES.map((value) => ({ value, meaning: () => l10n.t('The gRPC status {0}.', value) }));
    case 'log-filter':
      return LOG_LEVELS.map((value) => ({ value, meaning: () => l10n.t('Everything at {0}.', value) }));
    case 'text':
      return type.choices ?? [];
    default:
      return [];
  }
}
