import * as l10n from '@vscode/l10n';
import { entryFor } from '../../linkerd/catalogue/catalogue.ts';
import type { CatalogueEntry, ReleaseName } from '../../linkerd/catalogue/entry.ts';
import { blocks, bullets, code } from '../hover/markdown.ts';
import type { EntryName } from './suggestion.ts';

/** What is known of a key, in Markdown; undefined for one that the catalogue does not have. */
export function documentationOf({ key, kind }: EntryName): string | undefined {
  const entry = entryFor(key, kind);
  if (!entry) return undefined;
  return blocks(entry.summary(), entry.details?.(), bullets(factsOf(entry)), pageOf(entry));
}

function factsOf(entry: CatalogueEntry): string[] {
  const facts = [
    entry.default === undefined ? undefined : l10n.t('**Default**: {0}', code(entry.default)),
    entry.onInvalid && l10n.t('**Invalid values**: {0}', entry.onInvalid()),
    entry.isInherited ? l10n.t('**Inherited**: a pod without it takes its namespace’s.') : undefined,
    entry.since && l10n.t('**Since**: {0}', releaseName(entry.since)),
    entry.deprecated && l10n.t('**Deprecated** since {0}', releaseName(entry.deprecated)),
    entry.replacement === undefined ? undefined : l10n.t('**Better**: {0}', code(entry.replacement)),
  ];
  return facts.filter((fact) => fact !== undefined);
}

function releaseName({ edge, milestone }: ReleaseName): string {
  return milestone === undefined ? edge : `${milestone} (${edge})`;
}

function pageOf({ page }: CatalogueEntry): string | undefined {
  return page && `[${l10n.t('Linkerd’s documentation')}](${page})`;
}
