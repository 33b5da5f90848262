import * as l10n from '@vscode/l10n';
import type { MetadataEntry } from '../../kubernetes/metadataEntry.ts';
import { entryFor } from '../../linkerd/catalogue/catalogue.ts';
import type { CatalogueEntry } from '../../linkerd/catalogue/entry.ts';
import { similarKeys } from '../../linkerd/catalogue/similarKeys.ts';
import { isLinkerdPrefix } from '../../linkerd/metadata/linkerdKeys.ts';
import { targetOf } from '../../linkerd/metadata/metadataTarget.ts';
import { describeType } from '../../linkerd/values/describeType.ts';
import type { ValueType } from '../../linkerd/values/valueType.ts';
import { factTable } from './factTables.ts';
import type { HoverContext, Target } from './hoverTarget.ts';
import { blocks, bullets, documentation, explainLink, literal } from './markdown.ts';
import { noticeOf, releaseText } from './notices.ts';
import { valueText } from './valueText.ts';

/** Explains an annotation or label from the catalogue; undefined for keys that are not Linkerd's. */
export function entryText({ annotation, part }: Target, context: HoverContext): string | undefined {
  const { key, kind } = annotation;
  const entry = entryFor(key.value, kind) ?? entryFor(key.value);
  if (!entry) return unknownKey(annotation);
  const notice = noticeOf(annotation, entry, context.environment);
  const headline = `**${entry.summary()}**`;
  const value = isWithoutEffect(notice) ? undefined : valueText(annotation);
  return blocks(
    notice,
    ...(part === 'value' && value !== undefined ? [value, headline] : [headline, value]),
    notice === undefined ? scope(annotation, entry) : undefined,
    factsOf(annotation, entry),
    isWithoutEffect(notice) || isWithoutEffect(value) ? undefined : factTable(key.value),
    entry.details?.(),
    [documentation(entry), explainLink(entry, context.explainCommand)].filter(Boolean).join(' · '),
  );
}

/** Nothing more is explained of an entry without effect, or of a value that Linkerd refuses. */
function isWithoutEffect(notice: string | undefined): boolean {
  return notice?.startsWith('✗') === true;
}

function scope({ placement }: MetadataEntry, { targets, isInherited }: CatalogueEntry): string | undefined {
  if (placement === 'namespace' && isInherited)
    return l10n.t('Applies to pods of this namespace without such an annotation; the two are never merged.');
  return placement === 'unknown'
    ? l10n.t('Takes effect if this ends up on: {0}.', targets.map(literal).join(', '))
    : undefined;
}

/** A key under one of Linkerd's domains that the catalogue does not have. */
function unknownKey({ document, key }: MetadataEntry): string | undefined {
  if (!isLinkerdPrefix(key.value) || document.isTemplated(key.range)) return undefined;
  const similar = similarKeys(key.value).map(literal);
  return blocks(
    l10n.t('**Unknown**: Linkerd’s open source code reads nothing with this name.'),
    similar.length === 0 ? undefined : l10n.t('Did you mean {0}?', similar.join(', ')),
  );
}

/** Where an annotation or label is read, its allowed values, its default, and since when it exists. */
function factsOf(annotation: MetadataEntry, entry: CatalogueEntry): string {
  return bullets([whereText(annotation, entry), ...valueTexts(entry), sinceText(entry)].filter(isSaid));
}

function whereText(annotation: MetadataEntry, entry: CatalogueEntry): string | undefined {
  const { kind, targets, isInherited } = entry;
  if (targets.length === 0) return undefined;
  const isRead = isReadToday(entry);
  const here = isRead && annotation.kind === kind ? targetOf(annotation) : undefined;
  const kinds = targets
    .map((target) => (target === here ? `${literal(target)} ✓` : literal(target)))
    .join(', ');
  if (isRead && isInherited)
    return l10n.t('**Where**: {0}. A pod’s own value replaces its namespace’s.', kinds);
  return isRead && targets.length === 1 && targets[0] === 'Pod' && kind === 'annotation'
    ? l10n.t('**Where**: {0}. Not inherited from a namespace.', kinds)
    : l10n.t('**Where**: {0}', kinds);
}

function valueTexts(entry: CatalogueEntry): (string | undefined)[] {
  const { value, default: standard } = entry;
  if (!isReadToday(entry) || entry.status === 'machine') return [];
  return [choicesText(value) ?? typeText(value), defaultText(standard)];
}

/** The type of a value in words; undefined if any text is allowed. */
export function typeText(value: ValueType): string | undefined {
  const isFree = value.type === 'text' && value.placeholder === undefined;
  return isFree ? undefined : l10n.t('**Value**: {0}', describeType(value));
}

/** The default in words; undefined if there is none worth showing. */
export function defaultText(standard: string | undefined): string | undefined {
  return standard === undefined ? undefined : l10n.t('**Default**: {0}', literal(standard));
}

/** What each of a few words means, as a nested list; undefined for other types. */
function choicesText(value: ValueType): string | undefined {
  if (value.type !== 'enum' || value.choices.length < 2) return undefined;
  const choices = value.choices.map((choice) => `  - ${literal(choice.value)}: ${choice.meaning()}`);
  return [l10n.t('**Value**, one of:'), ...choices].join('\n');
}

/** Whether newer releases of Linkerd read it too. */
function isReadToday({ status }: CatalogueEntry): boolean {
  return status !== 'removed' && status !== 'ineffective';
}

/** The first release that reads it; undefined if that is not known. */
export function sinceText({ since }: CatalogueEntry): string | undefined {
  return since && l10n.t('**Since**: {0}', releaseText(since));
}

function isSaid(text: string | undefined): text is string {
  return text !== undefined;
}
