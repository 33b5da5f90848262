import * as l10n from '@vscode/l10n';
import type { Limits, Schema } from './schema.ts';

/** The values that a schema allows, in a few words: `a list of strings`, `a whole number from 1 to 65535`. */
export function describeSchema(schema: Schema): string {
  const { limits, isList, kind } = schema;
  if (isList) return l10n.t('a list of {0}', itemsText(schema));
  if (limits.enum) return l10n.t('one of {0}', limits.enum.join(', '));
  if (kind === 'integer' || kind === 'number') return numberText(kind, limits);
  if (kind === 'string') return limits.pattern ? describePattern(limits.pattern.name) : stringText(limits);
  if (kind === 'boolean') return l10n.t('true or false');
  if (kind === 'int-or-string') return l10n.t('a whole number or a string');
  return kind === 'any' ? l10n.t('any value') : l10n.t('an object');
}

function itemsText({ kind, limits }: Schema): string {
  if (limits.enum) return limits.enum.join(', ');
  if (kind === 'string') return l10n.t('strings');
  return kind === 'integer' || kind === 'number' ? l10n.t('numbers') : l10n.t('objects');
}

function stringText({ format }: Limits): string {
  return format === 'duration' ? l10n.t('a duration, such as 10s or 1m30s') : l10n.t('a string');
}

function numberText(kind: 'integer' | 'number', { minimum, maximum }: Limits): string {
  if (kind === 'number') return l10n.t('a number');
  if (minimum === undefined) return l10n.t('a whole number');
  return maximum === undefined
    ? l10n.t('a whole number from {0}', minimum)
    : l10n.t('a whole number from {0} to {1}', minimum, maximum);
}

/** What a pattern of a CRD allows, in words. */
function describePattern(name: string): string {
  switch (name) {
    case 'dns-label':
      return l10n.t('a name of lowercase letters, digits and hyphens');
    case 'dns-name':
      return l10n.t('a name of lowercase letters, digits, hyphens and dots');
    case 'api-group':
      return l10n.t('an API group, such as policy.linkerd.io');
    case 'hostname':
      return l10n.t('a host name in lowercase letters, which may begin with *.');
    case 'mesh-identity':
      return l10n.t('a mesh identity in lowercase letters, * or one that begins with *.');
    case 'kind':
      return l10n.t('a kind of letters, digits and hyphens');
    case 'header-name':
      return l10n.t('the name of an HTTP header');
    case 'gateway-duration':
      return l10n.t('a duration of whole numbers with h, m, s or ms, such as 10s or 1m30s');
    case 'url-path':
      return l10n.t('a URL path');
    default:
      return l10n.t('a quantity, such as 500m or 1');
  }
}
