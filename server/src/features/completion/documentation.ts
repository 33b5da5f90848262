import * as l10n from '@vscode/l10n';
import { entryFor } from '../../linkerd/catalogue/catalogue.ts';
import type { CatalogueEntry } from '../../linkerd/catalogue/entry.ts';
import { defaultText, sinceText, typeText } from '../hover/catalogueHover.ts';
import { blocks, bullets, documentation } from '../hover/markdown.ts';
import { deprecatedNotice } from '../hover/notices.ts';
import type { EntryName } from './suggestion.ts';

/** The documentation of a key, in Markdown; undefined if it is not in the catalogue. */
export function documentationOf({ key, kind }: EntryName): string | undefined {
  const entry = entryFor(key, kind);
  if (!entry) return undefined;
  const { summary, details, onInvalid } = entry;
  return blocks(
    `**${summary()}**`,
    entry.status === 'deprecated' ? deprecatedNotice(entry) : undefined,
    details?.(),
    bullets(factsOf(entry)),
    onInvalid && l10n.t('If the value is invalid: {0}', onInvalid()),
    documentation(entry),
  );
}

function factsOf(entry: CatalogueEntry): string[] {
  return [typeText(entry.value), defaultText(entry.default), sinceText(entry)].filter(
    (fact) => fact !== undefined,
  );
}
