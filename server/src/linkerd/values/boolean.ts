import * as l10n from '@vscode/l10n';
import { trimSpace } from '../ports/portList.ts';
import { accepted, refused, shorten, type ValueReading } from './reading.ts';

const TRUE = new Set(['1', 't', 'T', 'TRUE', 'true', 'True']);
const FALSE = new Set(['0', 'f', 'F', 'FALSE', 'false', 'False']);

const MEANT_TRUE = new Set(['true', 't', '1', 'yes', 'y', 'on', 'enabled', 'enable']);
const MEANT_FALSE = new Set(['false', 'f', '0', 'no', 'n', 'off', 'disabled', 'disable']);

/** Go's `strconv.ParseBool` (`src/strconv/atob.go`): twelve words, nothing trimmed. Undefined for anything else. */
export function parseGoBool(text: string): boolean | undefined {
  if (TRUE.has(text)) return true;
  return FALSE.has(text) ? false : undefined;
}

/** The intended value of a boolean in another common notation, such as `yes`. */
export function meantBoolean(text: string): boolean | undefined {
  const word = trimSpace(text).toLowerCase();
  if (MEANT_TRUE.has(word)) return true;
  return MEANT_FALSE.has(word) ? false : undefined;
}

/** Reads a value as `strconv.ParseBool` does. */
export function readGoBool(text: string): ValueReading<boolean> {
  return readBoolean(text, parseGoBool(text));
}

/**
 * Reads a value as the policy controller does, which allows whitespace around the same twelve words (linkerd2
 * `policy-controller/k8s/index/src/outbound/index.rs` parse_bool_annotation).
 */
export function readProxyBool(text: string): ValueReading<boolean> {
  return readBoolean(text, parseGoBool(trimSpace(text)));
}

function readBoolean(text: string, value: boolean | undefined): ValueReading<boolean> {
  if (value !== undefined) return accepted(value, isSpelledOut(text) ? undefined : String(value));
  const meant = meantBoolean(text);
  return refused(
    text,
    l10n.t('“{0}” is not a valid boolean. Use `true` or `false`.', shorten(text)),
    meant === undefined ? undefined : String(meant),
  );
}

function isSpelledOut(text: string): boolean {
  return text === 'true' || text === 'false';
}
