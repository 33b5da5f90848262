import * as l10n from '@vscode/l10n';
import type { MetadataEntry } from '../../kubernetes/metadataEntry.ts';
import type { CatalogueEntry } from '../../linkerd/catalogue/entry.ts';
import type { Environment } from '../../linkerd/environment/environment.ts';
import { choicesOf } from '../../linkerd/values/choices.ts';
import { readValue } from '../../linkerd/values/readValue.ts';
import type { Choice, ValueType } from '../../linkerd/values/valueType.ts';
import { offeredChoices } from './offers.ts';
import { portOptions } from './portOptions.ts';
import type { ValueOption } from './suggestion.ts';

/** The value to complete, with its surroundings. */
export interface ValueSlot {
  readonly entry: CatalogueEntry;
  readonly annotation: MetadataEntry;
  readonly environment: Environment;
  /** The typed text of the value, or of the part of a list, before the cursor. */
  readonly typed: string;
  /** The list without that part; empty if the value is not a list. */
  readonly rest: string;
}

const LISTS: ReadonlySet<ValueType['type']> = new Set([
  'skip-ports',
  'opaque-ports',
  'policy-ports',
  'cidr-list',
  'log-filter',
  'http-status-list',
  'grpc-status-list',
]);
const PORT_LISTS: ReadonlySet<ValueType['type']> = new Set(['skip-ports', 'opaque-ports', 'policy-ports']);
const DURATIONS: ReadonlySet<ValueType['type']> = new Set([
  'go-duration',
  'policy-duration',
  'seconds-or-go-duration',
]);

/** Whether the value is a list whose parts are completed one by one. */
export function isList({ type }: ValueType): boolean {
  return LISTS.has(type);
}

/** Whether the options may change as the user types on. */
export function dependsOnTyped({ type }: ValueType): boolean {
  return DURATIONS.has(type);
}

/** The values to suggest, the best first. Linkerd accepts each of them. */
export function optionsFor(slot: ValueSlot): ValueOption[] {
  const { entry, rest } = slot;
  const present = new Set(rest.split(','));
  const seen = new Set<string>();
  const standard = defaultOption(slot);
  // Words and ports come first, and units for a number that is being typed.
  const isFree = DURATIONS.has(entry.value.type) || entry.value.type === 'quantity';
  const options =
    isFree && slot.typed === '' ? [...standard, ...ownOptions(slot)] : [...ownOptions(slot), ...standard];
  return options.filter(
    ({ value }) =>
      !present.has(value) && seen.size !== seen.add(value).size && readValue(entry.value, value).isValid,
  );
}

function ownOptions(slot: ValueSlot): ValueOption[] {
  const { entry, annotation, environment, rest } = slot;
  if (PORT_LISTS.has(entry.value.type)) return portOptions(entry.key, annotation, rest, environment);
  if (DURATIONS.has(entry.value.type)) return durations(slot);
  if (entry.value.type === 'quantity') return quantities(entry.value).map(plainOption);
  return wordsOf(entry.value, environment).map((choice) => ({
    value: choice.value,
    detail: choice.value === entry.default ? l10n.t('default') : undefined,
    documentation: choice.meaning(),
  }));
}

/** The words for a value, including suggestions for free text. */
export function wordsOf(type: ValueType, environment: Environment): Choice[] {
  return offeredChoices(type.type === 'text' ? (type.choices ?? []) : choicesOf(type), environment);
}

/**
 * The default, as a starting point. Left out for lists of ports to skip, where an unchanged default is better not
 * written.
 */
function defaultOption({ entry, rest }: ValueSlot): ValueOption[] {
  if (entry.default === undefined || rest !== '' || entry.value.type === 'skip-ports') return [];
  return [{ value: entry.default, detail: l10n.t('default'), documentation: undefined }];
}

const UNITS = ['ms', 's', 'm', 'h'] as const;
const USUAL_DURATIONS = ['5s', '10s', '30s', '1m'];

/** The typed number with units, or else usual durations. */
function durations({ entry, typed }: ValueSlot): ValueOption[] {
  const { value: type } = entry;
  const units = type.type === 'go-duration' && type.wholeSeconds ? UNITS.slice(1) : UNITS;
  const values = /^[0-9]{1,6}$/.test(typed) ? units.map((unit) => typed + unit) : USUAL_DURATIONS;
  return values.map(plainOption);
}

/** Usual amounts for proxies, in ascending order. */
export function quantities({ of }: Extract<ValueType, { type: 'quantity' }>): readonly string[] {
  return of === 'cores' ? ['100m', '250m', '500m', '1'] : ['64Mi', '128Mi', '250Mi', '512Mi'];
}

function plainOption(value: string): ValueOption {
  return { value, detail: undefined, documentation: undefined };
}
