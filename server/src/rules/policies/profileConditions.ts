import * as l10n from '@vscode/l10n';
import type { RuleFinding } from '../../engine/rule.ts';
import { itemsOf, locatedText } from '../../kubernetes/specFields.ts';
import type { TextRange } from '../../text/range.ts';
import type { YamlDocument } from '../../yaml/document.ts';
import { isMap, isScalar, rangeOf, type YamlEntry, type YamlMap, type YamlNode } from '../../yaml/nodes.ts';
import { child, entryOf } from '../../yaml/walkEntries.ts';

/** The maximum depth that is checked; real conditions are less deep. */
const DEEPEST = 16;

/** The fields of a request condition. */
const REQUEST_FIELDS = ['all', 'any', 'not', 'method', 'pathRegex'];
/** The fields of a response condition. */
const RESPONSE_FIELDS = ['all', 'any', 'not', 'status'];

/** Matches ServiceProfiles, for queries. */
export function isProfile(kind: string, group: string): boolean {
  return kind === 'ServiceProfile' && group === 'linkerd.io';
}

/** A condition and all conditions in it. */
export function* conditionsIn(
  document: YamlDocument,
  condition: YamlNode | null | undefined,
  depth = 0,
): Iterable<YamlMap> {
  if (!isMap(condition) || depth > DEEPEST) return;
  yield condition;
  for (const { map } of nestedIn(document, condition)) yield* conditionsIn(document, map, depth + 1);
}

/** linkerd2 `pkg/profiles/profiles.go` ValidateRequestMatch. */
export function* requestCondition(
  document: YamlDocument,
  entry: YamlEntry | undefined,
): Iterable<RuleFinding> {
  const not = entryOf(entry?.value, 'not');
  if (not)
    yield {
      range: rangeOf(not.key),
      message: l10n.t(
        'The CRD requires a list here and Linkerd’s webhook an object, so one of them rejects it. Write not inside all.',
      ),
    };
  yield* empties(document, entry, REQUEST_FIELDS);
}

/** linkerd2 `pkg/profiles/profiles.go` ValidateResponseMatch. */
export function* responseCondition(
  document: YamlDocument,
  entry: YamlEntry | undefined,
): Iterable<RuleFinding> {
  yield* empties(document, entry, RESPONSE_FIELDS);
  for (const condition of conditionsIn(document, entry?.value))
    yield* statusRange(document, child(condition, 'status'));
}

/** Empty conditions, at any depth. A misspelled one is reported already. */
function* empties(
  document: YamlDocument,
  entry: YamlEntry | undefined,
  fields: readonly string[],
): Iterable<RuleFinding> {
  const { value } = entry ?? {};
  if (entry && isMap(value)) yield* emptyBelow(document, value, rangeOf(entry.key), fields, 0);
}

function* emptyBelow(
  document: YamlDocument,
  condition: YamlMap,
  range: TextRange,
  fields: readonly string[],
  depth: number,
): Iterable<RuleFinding> {
  if (depth > DEEPEST) return;
  if (saysNothing(condition))
    yield {
      range,
      message: l10n.t(
        'This condition is empty: Linkerd’s webhook rejects the ServiceProfile. Use one of {0}.',
        fields.join(', '),
      ),
    };
  for (const { entry, map } of nestedIn(document, condition))
    yield* emptyBelow(document, map, entry ? rangeOf(entry.key) : rangeOf(map), fields, depth + 1);
}

/** Whether a condition has no fields, or only empty texts. */
function saysNothing({ entries }: YamlMap): boolean {
  return entries.every(
    ({ key, value }) =>
      isScalar(key) &&
      (key.value === 'method' || key.value === 'pathRegex') &&
      isScalar(value) &&
      value.style !== 'plain' &&
      value.value === '',
  );
}

/** The conditions in a condition: the value of `not`, and the items of `all` and `any`. */
function* nestedIn(
  document: YamlDocument,
  condition: YamlMap,
): Iterable<{ readonly entry: YamlEntry | undefined; readonly map: YamlMap }> {
  const not = entryOf(condition, 'not');
  if (not && isMap(not.value)) yield { entry: not, map: not.value };
  for (const key of ['all', 'any'])
    for (const map of itemsOf(document, child(condition, key))) yield { entry: undefined, map };
}

/** Zero is treated as not set. */
function* statusRange(document: YamlDocument, status: YamlNode | undefined): Iterable<RuleFinding> {
  const [min, max] = ['min', 'max'].map((key) => numberAt(document, child(status, key)));
  for (const limit of [min, max])
    if (limit && limit.number !== 0 && (limit.number < 100 || limit.number > 599))
      yield {
        range: limit.range,
        message: l10n.t(
          'A status is a number from 100 to 599: Linkerd’s webhook rejects this ServiceProfile.',
        ),
      };
  if (min && max && min.number !== 0 && max.number !== 0 && max.number < min.number)
    yield {
      range: max.range,
      message: l10n.t(
        'max is less than min ({0}): Linkerd’s webhook rejects this ServiceProfile.',
        min.number,
      ),
    };
}

function numberAt(document: YamlDocument, node: YamlNode | undefined) {
  const value = locatedText(document, node, 'number');
  const number = Number(value?.text);
  return value && Number.isInteger(number) ? { number, range: value.range } : undefined;
}
