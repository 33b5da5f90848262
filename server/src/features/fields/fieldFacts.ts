import * as l10n from '@vscode/l10n';
import { describeSchema } from '../../linkerd/schemas/describeSchema.ts';
import { type FieldPath, formatPath } from '../../linkerd/schemas/problem.ts';
import type { ApiVersion, Field, ResourceKind } from '../../linkerd/schemas/schema.ts';
import type { ResourceSubject } from '../../linkerd/schemas/schemaRoot.ts';
import { fieldText, kindText } from '../../linkerd/schemas/texts/fieldText.ts';
import { type Word, wordsOf } from '../../linkerd/schemas/texts/words.ts';
import { blocks, bullets, literal } from '../hover/markdown.ts';
import { linkerdReleaseText } from './releaseText.ts';

/** The documentation of a field, in Markdown: what it does, the allowed values, and since when it exists. */
export function fieldMarkdown({ kind, version }: ResourceSubject, path: FieldPath, field: Field): string {
  const text = fieldText(kind, path);
  return blocks(
    text && `**${text}**`,
    bullets([
      valueText(kind, path, field),
      defaultText(field),
      field.isRequired ? l10n.t('**Required**') : undefined,
      sinceText(kind, field.since ?? version.since),
      field.until && l10n.t('**Up to**: {0}', releaseText(kind, field.until)),
    ]),
    `${literal(formatPath(path))} · ${kind.kind} ${version.name}`,
  );
}

/** The documentation of a kind of resource, in Markdown. */
export function kindMarkdown(kind: ResourceKind): string {
  const text = kindText(kind);
  const versions = kind.versions.map((version) => versionText(kind, version));
  return blocks(text && `**${text}**`, bullets(versions), literal(kind.group));
}

function versionText(kind: ResourceKind, { name, since, deprecated, isStored }: ApiVersion): string {
  const notes = [
    since && l10n.t('since {0}', releaseText(kind, since)),
    deprecated && l10n.t('deprecated'),
    isStored && l10n.t('the newest'),
  ].filter(Boolean);
  return notes.length === 0 ? literal(name) : `${literal(name)}: ${notes.join(', ')}`;
}

function valueText(kind: ResourceKind, path: FieldPath, field: Field): string {
  const words = wordsOf(kind, path, field);
  if (words.length < 2 || field.schema.kind === 'boolean')
    return l10n.t('**Value**: {0}', describeSchema(field.schema));
  return wordsText(words);
}

/** The words that a value may be, with what they mean. */
export function wordsText(words: readonly Word[]): string {
  if (words.every(({ meaning }) => !meaning))
    return l10n.t('**Value**: {0}', words.map(({ value }) => literal(value)).join(', '));
  return [l10n.t('**Value**, one of:'), ...words.map(wordLine)].join('\n');
}

function wordLine({ value, meaning }: Word): string {
  return meaning ? `  - ${literal(value)}: ${meaning()}` : `  - ${literal(value)}`;
}

function defaultText({ schema: { limits } }: Field): string | undefined {
  const { default: standard } = limits;
  return standard === undefined ? undefined : l10n.t('**Default**: {0}', literal(writtenDefault(standard)));
}

/** A default as it is written in YAML, on one line. */
export function writtenDefault(standard: unknown): string {
  return typeof standard === 'string' ? standard || '""' : JSON.stringify(standard);
}

function sinceText(kind: ResourceKind, since: string | undefined): string | undefined {
  return since && l10n.t('**Since**: {0}', releaseText(kind, since));
}

/** `Linkerd 2.16 (edge-24.7.4)`, or `Gateway API v1.2.0` */
function releaseText({ group }: ResourceKind, release: string): string {
  return group.endsWith('linkerd.io') ? linkerdReleaseText(release) : l10n.t('Gateway API {0}', release);
}
