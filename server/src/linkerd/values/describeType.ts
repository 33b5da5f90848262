import * as l10n from '@vscode/l10n';
import type { ValueType } from './valueType.ts';

type Of<Name extends ValueType['type']> = Extract<ValueType, { type: Name }>;

/** The allowed values of a type in a few words of Markdown. */
export function describeType(type: ValueType): string {
  switch (type.type) {
    case 'enum':
      return words(type);
    case 'go-bool':
    case 'proxy-bool':
      return l10n.t('`true` or `false`');
    case 'go-duration':
      return type.wholeSeconds
        ? l10n.t('a duration, `30s` or `1m30s`, in whole seconds')
        : l10n.t('a duration, `500ms` or `1m30s`');
    case 'policy-duration':
      return l10n.t('a duration: one whole number with ms, s, m, h or d, `500ms`');
    case 'seconds-or-go-duration':
      return l10n.t('whole seconds, `3`, or a duration, `1m30s`');
    case 'quantity':
      return quantity(type);
    case 'integer':
      return integer(type);
    case 'number':
      return decimal(type);
    case 'text':
      return type.placeholder === undefined
        ? l10n.t('text')
        : l10n.t('text, such as `{0}`', type.placeholder);
    default:
      return list(type);
  }
}

function words({ choices }: Of<'enum'>): string {
  const written = choices.filter(({ value }) => value !== '').map(({ value }) => `\`${value}\``);
  return written.join(', ');
}

function quantity({ of }: Of<'quantity'>): string {
  if (of === 'cores') return l10n.t('CPU cores, `100m` or `1`');
  return of === 'bytes' ? l10n.t('bytes, `64Mi`') : l10n.t('a quantity, `64Mi`');
}

function integer({ min, max }: Of<'integer'>): string {
  if (min === undefined) return l10n.t('a whole number');
  return max === undefined
    ? l10n.t('a whole number from {0}', min)
    : l10n.t('a whole number from {0} to {1}', min, max);
}

function decimal({ min, max, isOpen }: Of<'number'>): string {
  return isOpen
    ? l10n.t('a number above {0} and below {1}', min, max)
    : l10n.t('a number from {0} to {1}', min, max);
}

type Listed = Of<
  | 'port'
  | 'skip-ports'
  | 'opaque-ports'
  | 'policy-ports'
  | 'cidr-list'
  | 'log-filter'
  | 'env-json'
  | 'http-status-list'
  | 'grpc-status-list'
>;

function list({ type }: Listed): string {
  switch (type) {
    case 'port':
      return l10n.t('a port');
    case 'skip-ports':
      return l10n.t('ports and ranges separated by commas, without spaces: `25,8000-8010`');
    case 'opaque-ports':
    case 'policy-ports':
      return l10n.t('ports and ranges separated by commas: `25,8000-8010`');
    case 'cidr-list':
      return l10n.t('subnets separated by commas: `10.0.0.0/8,192.168.0.0/16`');
    case 'log-filter':
      return l10n.t('log levels, for everything or for a module: `warn,linkerd=info`');
    case 'env-json':
      return l10n.t('variables as JSON: `{0}`', '[{"name":"RUST_BACKTRACE","value":"1"}]');
    case 'http-status-list':
      return l10n.t('`5xx`, `gateway-error`, statuses and ranges, separated by commas: `500,502-504`');
    case 'grpc-status-list':
      return l10n.t('gRPC statuses separated by commas: `unavailable,internal`');
  }
}
