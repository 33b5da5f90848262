import * as l10n from '@vscode/l10n';
import { chartText, valueText } from '../../linkerd/charts/chartText.ts';
import type { ChartReference } from '../../linkerd/charts/findChartValues.ts';
import { replacementFor } from '../../linkerd/charts/replacements.ts';
import { annotationFor, valueTypeOf } from '../../linkerd/charts/valueTypes.ts';
import { wordsOfValue } from '../../linkerd/charts/valueWords.ts';
import { isReleaseBefore } from '../../linkerd/environment/milestones.ts';
import type { Release } from '../../linkerd/environment/releases.ts';
import { describeSchema } from '../../linkerd/schemas/describeSchema.ts';
import { type FieldPath, formatPath } from '../../linkerd/schemas/problem.ts';
import type { Chart, Field } from '../../linkerd/schemas/schema.ts';
import { isInRelease } from '../../linkerd/schemas/served.ts';
import { describeType } from '../../linkerd/values/describeType.ts';
import { blocks, bullets, literal } from '../hover/markdown.ts';
import { wordsText, writtenDefault } from './fieldFacts.ts';
import { linkerdReleaseText } from './releaseText.ts';

/** What a hover needs to know of the chart that a value is for. */
export type ChartSubject = Pick<ChartReference, 'chart' | 'version' | 'release'>;

/** What is known of a value of a chart, in Markdown: what it does, what may be written, its default, and since when. */
export function chartValueMarkdown(subject: ChartSubject, path: FieldPath, field: Field): string {
  const { chart, version, release } = subject;
  const text = valueText(chart.name, path);
  const annotation = annotationFor(chart.name, formatPath(path));
  return blocks(
    notReadText(subject, path, field),
    text && `**${text}**`,
    bullets([
      typeText(chart, path, field),
      defaultText(field, release),
      annotation && l10n.t('**For one pod**: {0}', literal(annotation.key)),
      field.since && l10n.t('**Since**: {0}', linkerdReleaseText(field.since)),
      field.until && l10n.t('**Up to**: {0}', linkerdReleaseText(field.until)),
    ]),
    `${literal(formatPath(path))} · ${version === undefined ? chart.name : `${chart.name} ${version}`}`,
  );
}

/** What is known of a chart, in Markdown. */
export function chartMarkdown(chart: Chart): string {
  const text = chartText(chart.name);
  return blocks(text && `**${text}**`, literal(chart.name));
}

/** The default of a value in a release, as it is written; undefined where the chart has none. */
export function defaultIn(
  { schema: { limits }, changed }: Field,
  release: Release | undefined,
): string | undefined {
  const isOlder = release && changed !== undefined && isReleaseBefore(release, { edge: changed }) === true;
  const standard = isOlder ? limits.before : limits.default;
  return standard === undefined ? undefined : writtenDefault(standard);
}

function notReadText(
  { chart, version, release }: ChartSubject,
  path: FieldPath,
  field: Field,
): string | undefined {
  if (field.until === undefined && (!release || isInRelease(field, release) !== false)) return undefined;
  if (release && isInRelease(field, release) !== false) return undefined;
  const instead = replacementFor(
    chart.name,
    path.map(({ name }) => name),
  );
  const title = version === undefined ? chart.name : `${chart.name} ${version}`;
  if (!release) return instead && l10n.t('Newer versions of the chart read {0} instead.', literal(instead));
  return instead === undefined
    ? l10n.t('✗ **{0} does not read this.**', title)
    : l10n.t('✗ **{0} does not read this.** Use {1}.', title, literal(instead));
}

function typeText(chart: Chart, path: FieldPath, field: Field): string | undefined {
  const words = wordsOfValue(chart, path, field);
  if (words.length > 1 && field.schema.kind !== 'boolean') return wordsText(words);
  const type = valueTypeOf(chart.name, formatPath(path));
  const isTyped = type && type.type !== 'text' && field.schema.kind !== 'boolean';
  if (field.schema.kind === 'any' && !isTyped) return undefined;
  return l10n.t('**Value**: {0}', isTyped ? describeType(type) : describeSchema(field.schema));
}

function defaultText(field: Field, release: Release | undefined): string | undefined {
  const written = defaultIn(field, release);
  if (written === undefined) return undefined;
  const { changed, schema } = field;
  if (changed === undefined || schema.limits.before === undefined || release)
    return l10n.t('**Default**: {0}', literal(written));
  return l10n.t(
    '**Default**: {0}; before {1}: {2}',
    literal(written),
    linkerdReleaseText(changed),
    literal(writtenDefault(schema.limits.before)),
  );
}
