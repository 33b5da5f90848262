import { plainKind } from '../kubernetes/yaml11.ts';
import {
  isMissingOrNull,
  type MapValue,
  needsQuotes,
  type ScalarValue,
  stringAt,
  type Value,
} from './valueTree.ts';

/** A text of a mapping of strings, with the place that wrote it. */
interface EntryText {
  readonly text: string;
  readonly at: Value['at'];
}

/**
 * A mapping of strings in a kustomization, which kustomize reads strictly: a number or a boolean is refused, by YAML 1.1's words.
 */
export function scalarMapOf(
  value: Value | undefined,
): Readonly<Record<string, EntryText>> | 'refused' | 'unknown' {
  const found: Record<string, EntryText> = Object.create(null);
  if (isMissingOrNull(value)) return found;
  if (value.kind !== 'map') return value.kind === 'unknown' ? 'unknown' : 'refused';
  if (value.isOpen) return 'unknown';
  for (const [key, entry] of Object.entries(value.entries)) {
    if (entry.kind === 'unknown') return 'unknown';
    if (entry.kind !== 'scalar') return 'refused';
    const isNull = entry.type === 'null';
    if (!isNull && !isText(entry)) return 'refused';
    found[key] = { text: isNull ? '' : entry.text, at: entry.at };
  }
  return found;
}

function isText(scalar: ScalarValue): boolean {
  return scalar.type === 'string' && (scalar.isQuoted || plainKind(scalar.text) === 'string');
}

/** A mapping whose values are the texts of its scalars, as kustomize rewrites an object's annotations. */
export function withTexts(map: MapValue): MapValue {
  const entries = Object.entries(map.entries).map(([key, value]) => [
    key,
    value.kind === 'scalar' ? asString(value) : value,
  ]);
  return { ...map, entries: Object.fromEntries(entries), hasRepeats: false };
}

function asString(scalar: ScalarValue): ScalarValue {
  return stringAt(scalar.text, scalar.at, needsQuotes(scalar.text));
}
