import { type FileFacts, NO_FACTS } from './fileFacts.ts';
import { deepFreeze } from './freeze.ts';
import { UNKNOWN } from './known.ts';

/*
 * Facts as JSON. What JSON lacks is a string that begins with a tilde, and such strings get one more:
 *
 *     undefined        "~-"
 *     UNKNOWN          "~?"
 *     "~x"             "~~x"
 *     a StringMap's values, which have no prototype: ["~", key, value, key, value…]
 */
const UNDEFINED = '~-';
const UNKNOWN_VALUE = '~?';
const MAP = '~';
const TILDE = MAP.charCodeAt(0);

/** What a file contributes, as JSON. */
export function storeFacts(facts: FileFacts): string {
  return facts === NO_FACTS ? '0' : jsonOf(facts);
}

/** The facts from which {@link storeFacts} made a text. */
export function restoreFacts(json: string): FileFacts {
  const value: unknown = JSON.parse(json);
  return value === 0 ? NO_FACTS : deepFreeze(restored(value) as FileFacts);
}

/** Written at once: a copy for `JSON.stringify` takes twice as long. */
function jsonOf(value: unknown): string {
  if (typeof value === 'string') return quoted(value.charCodeAt(0) === TILDE ? MAP + value : value);
  if (value === UNKNOWN) return quoted(UNKNOWN_VALUE);
  if (value === undefined) return quoted(UNDEFINED);
  if (typeof value !== 'object' || value === null) return String(value);
  if (Array.isArray(value)) return `[${value.map(jsonOf).join()}]`;
  const parts = Object.entries(value);
  if (Object.getPrototypeOf(value) !== null)
    return `{${parts.map(([key, part]) => `"${key}":${jsonOf(part)}`).join()}}`;
  return `[${quoted(MAP)}${parts.map(([key, part]) => `,${jsonOf(key)},${jsonOf(part)}`).join('')}]`;
}

function quoted(text: string): string {
  return /^[\w ./~?-]*$/.test(text) ? `"${text}"` : JSON.stringify(text);
}

/** Changes the objects that JSON made, instead of making each a second time. */
function restored(value: unknown): unknown {
  if (typeof value === 'string') return value.charCodeAt(0) === TILDE ? unescaped(value) : value;
  if (typeof value !== 'object' || value === null) return value;
  if (!Array.isArray(value)) {
    const parts = value as Record<string, unknown>;
    for (const key in parts) parts[key] = restored(parts[key]);
  } else if (value[0] === MAP) return restoredMap(value);
  else for (let index = 0; index < value.length; index++) value[index] = restored(value[index]);
  return value;
}

function unescaped(text: string): unknown {
  if (text === UNDEFINED) return undefined;
  return text === UNKNOWN_VALUE ? UNKNOWN : text.slice(1);
}

function restoredMap(items: readonly unknown[]): Record<string, unknown> {
  const map: Record<string, unknown> = Object.create(null);
  for (let index = 1; index < items.length; index += 2)
    map[String(restored(items[index]))] = restored(items[index + 1]);
  return map;
}
