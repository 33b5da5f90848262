import * as l10n from '@vscode/l10n';
import type { CatalogueEntry } from '../../linkerd/catalogue/entry.ts';

/** Where to read on: Linkerd's own reference, and for the lost proxy ports their issue and the change that mended it. */
export function furtherReading(): string {
  return [
    '[linkerd2#13976](https://github.com/linkerd/linkerd2/issues/13976)',
    '[linkerd2-proxy-init#518](https://github.com/linkerd/linkerd2-proxy-init/pull/518)',
    reference(),
  ].join(' · ');
}

/** Linkerd's page on its annotations. */
export function reference(): string {
  return `[${l10n.t('Linkerd’s reference')}](https://linkerd.io/2/reference/proxy-configuration/)`;
}

/** Linkerd's page on what an entry is about. */
export function documentation({ page }: CatalogueEntry): string | undefined {
  return page === undefined ? undefined : `[${l10n.t('Linkerd’s documentation')}](${page})`;
}

/** A link that opens what our own reference says of an entry; undefined where the client has no such command. */
export function explainLink({ key }: CatalogueEntry, command: string | undefined): string | undefined {
  if (command === undefined) return undefined;
  return `[${l10n.t('Explain')}](command:${command}?${encodeURIComponent(JSON.stringify([key]))})`;
}
