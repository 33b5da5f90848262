import * as l10n from '@vscode/l10n';
import { isTemplated, type MetadataEntry } from '../../kubernetes/metadataEntry.ts';
import { type AnnotationValue, readAnnotationValue } from '../../linkerd/metadata/annotationValue.ts';
import { parseQuantity } from '../../linkerd/values/quantity.ts';
import type { AcceptedValue, RefusedValue } from '../../linkerd/values/reading.ts';
import { blocks, code, prose } from './markdown.ts';

/** What Linkerd does with this value; undefined if there is nothing to say. */
export function valueText(annotation: MetadataEntry): string | undefined {
  const { document, value, valueKind } = annotation;
  if (value && (isTemplated(annotation) || document.hasTemplatedLines(value.range)))
    return l10n.t('The value comes from a template, so it is unknown here.');
  if (valueKind === 'null') return l10n.t('**No value.** In a merge patch this removes the annotation.');
  if (valueKind === 'collection' || !value)
    return l10n.t('✗ **The value must be one string**; the API server rejects lists and mappings.');
  const reading = readAnnotationValue(annotation);
  return blocks(refusal(annotation), reading && readingText(reading));
}

/**
 * Why a value is invalid. The API server rejects an object with an annotation that is not a string; for chart values
 * the outcome is unknown.
 */
export function refusal(annotation: MetadataEntry): string | undefined {
  if (!annotation.resource || isTemplated(annotation) || annotation.valueKind === 'string') return undefined;
  return l10n.t(
    '✗ **The API server rejects this object**: without quotes the value is not a string. Quote it.',
  );
}

function readingText(read: AnnotationValue): string | undefined {
  return read.reading.isValid ? acceptedText(read, read.reading) : refusedText(read, read.reading);
}

function acceptedText(read: AnnotationValue, { meaning }: AcceptedValue): string | undefined {
  if (meaning === undefined) return undefined;
  return l10n.t('✓ {0}: {1}', code(read.value.value), threadsText(read, meaning) ?? prose(meaning));
}

function refusedText({ entry, value }: AnnotationValue, { reason, suggestion }: RefusedValue): string {
  const advice = suggestion === undefined ? '' : l10n.t('Write {0}.', code(suggestion));
  const subject = value.value === '' ? '' : `${code(value.value)}: `;
  return blocks(`✗ ${subject}${prose(reason)} ${advice}`.trim(), entry.onInvalid?.());
}

const BILLION = 1_000_000_000n;

/** The injector rounds the proxy's cores up to whole ones (linkerd2 `pkg/inject/inject.go` ToWholeCPUCores). */
function threadsText({ entry, value }: AnnotationValue, meaning: string): string | undefined {
  const isLimit = entry.key === 'config.linkerd.io/proxy-cpu-limit';
  if (!isLimit && entry.key !== 'config.linkerd.io/proxy-cpu-request') return undefined;
  const billionths = parseQuantity(value.value) ?? 0n;
  const threads = Number((billionths + BILLION - 1n) / BILLION);
  return isLimit
    ? l10n.t('{0}; worker threads of the proxy, at most: {1}', meaning, threads)
    : l10n.t('{0}; worker threads of the proxy, at least: {1}', meaning, threads);
}
