import * as l10n from '@vscode/l10n';
import { entryFor } from '../../linkerd/catalogue/catalogue.ts';
import type { CatalogueEntry } from '../../linkerd/catalogue/entry.ts';
import { describeType } from '../../linkerd/values/describeType.ts';
import { documentation } from '../hover/links.ts';
import { blocks, bullets, literal } from '../hover/markdown.ts';
import { releaseText } from '../hover/notices.ts';
import type { EntryName } from './suggestion.ts';

/** What is known of a key, in Markdown; undefined for one that the catalogue does not have. */
export function documentationOf({ key, kind }: EntryName): string | undefined {
  const entry = entryFor(key, kind);
  if (!entry) return undefined;
  const { summary, details, onInvalid } = entry;
  return blocks(
    `**${summary()}**`,
    deprecation(entry),
    details?.(),
    bullets(factsOf(entry)),
    onInvalid && l10n.t('If the value is invalid: {0}', onInvalid()),
    documentation(entry),
  );
}

function deprecation({ status, deprecated, replacement }: CatalogueEntry): string | undefined {
  if (status !== 'deprecated') return undefined;
  const since = deprecated
    ? l10n.t('**Deprecated** since {0}.', releaseText(deprecated))
    : l10n.t('**Deprecated**.');
  return replacement === undefined ? since : `${since} ${l10n.t('Use {0}.', literal(replacement))}`;
}

function factsOf({ value, default: standard, since }: CatalogueEntry): string[] {
  const isFree = value.type === 'text' && value.placeholder === undefined;
  return [
    isFree ? undefined : l10n.t('**Value**: {0}', describeType(value)),
    standard === undefined ? undefined : l10n.t('**Default**: {0}', literal(standard)),
    since && l10n.t('**Since**: {0}', releaseText(since)),
  ].filter((fact) => fact !== undefined);
}
