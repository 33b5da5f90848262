import * as l10n from '@vscode/l10n';
import type { FoundPlace, FoundSetting } from '../../config/environmentReport.ts';
import { blocks, bullets, prose } from './markdown.ts';

/** Where the repository's files say what the cluster is like, or contradict each other; undefined where they are silent. */
export function evidenceNote(found: readonly FoundSetting[]): string | undefined {
  if (found.length === 0) return undefined;
  const items = found.map(({ setting, value, places }) => {
    const where = places.map(placeText).join('; ');
    return value === undefined
      ? l10n.t('`{0}` is not clear: {1}', setting, where)
      : l10n.t('`{0}`: {1}', setting, where);
  });
  return blocks(l10n.t('From the repository’s own files:'), bullets(items));
}

function placeText({ uri, path, line, what }: FoundPlace): string {
  // Parentheses would end the address.
  const address = uri.replace(/[()<>\\\s]/g, (character) => `%${character.charCodeAt(0).toString(16)}`);
  return `${prose(what)} ([${prose(`${path}:${line}`)}](${address}#L${line}))`;
}
