import * as l10n from '@vscode/l10n';
import type { Fix } from '../../engine/finding.ts';
import { isTemplated, type MetadataEntry } from '../../kubernetes/metadataEntry.ts';

/**
 * The fix that gives an annotation another key; none if that key is already there, or if the entry comes from an
 * alias.
 */
export function renameKey(annotation: MetadataEntry, key: string): Fix[] {
  const edit = annotation.key.rename(key);
  if (!edit || annotation.alias || isTemplated(annotation) || annotation.siblings.has(key)) return [];
  return [{ title: l10n.t('Rename to {0}', key), safety: 'suggestion', isPreferred: true, edits: [edit] }];
}
