import * as l10n from '@vscode/l10n';
import type { Fix } from '../../engine/finding.ts';
import type { Rule, RuleFinding } from '../../engine/rule.ts';
import { annotationsWhose } from '../../engine/ruleQuery.ts';
import { type MetadataEntry, valueRange } from '../../kubernetes/metadataEntry.ts';
import type { CatalogueEntry } from '../../linkerd/catalogue/entry.ts';
import {
  isIgnoredSilently,
  isIgnoredWithWarning,
  isNoDuration,
  isRefusedOnRoutes,
  losesWholeGroup,
} from '../../linkerd/catalogue/shared.ts';
import { type AnnotationValue, valuesOf } from '../../linkerd/metadata/annotationValue.ts';
import { parseGoDuration } from '../../linkerd/values/goDuration.ts';
import { parseGoInteger } from '../../linkerd/values/integer.ts';
import type { RefusedValue } from '../../linkerd/values/reading.ts';
import type { TextRange } from '../../text/range.ts';
import { definitionOf } from '../fixes/listEdits.ts';
import { replacePart } from '../fixes/valueEdits.ts';

/** How one of the rules about invalid values differs from the others. */
interface Options {
  /** Whether a value that Linkerd does not accept is valid for another program. */
  readonly isKnown?: (text: string) => boolean;
  /** Whether even the most obvious fix is only a suggestion, because of its effects in the cluster. */
  readonly isGrave?: boolean;
  /** The correction of an invalid part, if its text alone does not show it. */
  readonly meant?: (value: AnnotationValue, part: string) => string | undefined;
  /** Replaces the message and the severity where a part does less harm than usual. */
  readonly verdict?: (value: AnnotationValue, part: string, reading: RefusedValue) => Verdict | undefined;
}

/** A message with its severity. */
export type Verdict = Required<Pick<RuleFinding, 'message' | 'severity'>>;

/** The query and check of a rule about values that Linkerd refuses, for the annotations whose entry passes. */
export function invalidValuesOf(
  isAbout: (entry: CatalogueEntry) => boolean,
  options: Options = {},
): Pick<Rule, 'query' | 'check'> {
  return {
    query: annotationsWhose(isAbout),
    check: ({ annotations }) => invalidValues(annotations, isAbout, options),
  };
}

function* invalidValues(
  annotations: readonly MetadataEntry[],
  isAbout: (entry: CatalogueEntry) => boolean,
  options: Options,
): Iterable<RuleFinding> {
  for (const value of valuesOf(annotations)) {
    const { entry } = value;
    if (!isAbout(entry) || options.isKnown?.(value.value.value)) continue;
    const { reading } = value;
    if (reading.isValid) continue;
    const effect = reading.consequence ?? consequenceOf(value);
    const part = value.value.value.slice(reading.range.start, reading.range.end);
    yield {
      range: rangeOf(value, reading),
      message: effect ? l10n.t('{0} {1}', reading.reason, effect) : reading.reason,
      ...options.verdict?.(value, part, reading),
      related: definitionOf(value),
      fixes: repair(value, reading, options),
    };
  }
}

/**
 * What Linkerd does with an invalid value. The catalogue describes all cases of an annotation; this returns only the
 * one that applies to the value.
 */
function consequenceOf({ entry, annotation, value: scalar }: AnnotationValue): string | undefined {
  const { value, targets, onInvalid } = entry;
  if (value.type === 'port') return isIgnoredSilently();
  if (onInvalid === isRefusedOnRoutes) return consequenceOnTraffic(annotation);
  if (!targets.includes('Pod')) return onInvalid?.();
  if (value.type === 'go-duration' && (parseGoDuration(scalar.value) ?? 0n) < 0n)
    return onInvalid === isNoDuration
      ? l10n.t('The injector passes it to the proxy, which then does not start.')
      : l10n.t('The injector passes it to linkerd-init without a check.');
  if (value.type === 'quantity' || value.type === 'go-duration') return isIgnoredWithWarning();
  const isPassedOn =
    value.type === 'integer' && !value.isUnsigned && parseGoInteger(scalar.value) !== undefined;
  if (!isPassedOn) return onInvalid?.();
  return l10n.t('The injector accepts the value, but the API server then rejects the pod.');
}

/** What an invalid retry or timeout does to the route, Service or EgressNetwork that has it. */
function consequenceOnTraffic({ placement, resource }: MetadataEntry): string {
  const kind = resource?.kind ?? '';
  if (placement === 'service' || kind === 'EgressNetwork') return losesWholeGroup();
  return kind.endsWith('Route') ? l10n.t('Linkerd’s webhook rejects the whole route.') : isRefusedOnRoutes();
}

/** The range of the invalid part; the whole scalar, quotes included, if all of it is invalid. */
function rangeOf({ annotation, value }: AnnotationValue, { range: { start, end } }: RefusedValue): TextRange {
  const isWhole = end - start >= value.value.length;
  return isWhole
    ? valueRange(annotation)
    : (annotation.alias ?? annotation.valueAlias ?? value.sourceRange(start, end));
}

function repair(value: AnnotationValue, { range, ...reading }: RefusedValue, options: Options): Fix[] {
  const part = value.value.value.slice(range.start, range.end);
  const suggestion = reading.suggestion ?? options.meant?.(value, part);
  if (suggestion === undefined) return [];
  const isSafe = !options.isGrave && isSpelling(part, suggestion);
  const title = suggestion === '' ? l10n.t('Remove the extra comma') : l10n.t('Change to {0}', suggestion);
  return replacePart(value, title, isSafe ? 'safe' : 'suggestion', { ...range, text: suggestion });
}

/** Whether two texts differ only in case, whitespace, quotes and commas. */
export function isSpelling(a: string, b: string): boolean {
  return plainLetters(a) === plainLetters(b);
}

function plainLetters(text: string): string {
  return text.toLowerCase().replace(/[\s"',]/g, '');
}
