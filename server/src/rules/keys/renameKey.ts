import * as l10n from '@vscode/l10n';
import type { Fix } from '../../engine/finding.ts';
import { type AnnotationSite, isTemplated } from '../../kubernetes/metadataEntry.ts';

/** The fix that gives an annotation another key; none where that key is there already, or the text stands elsewhere. */
export function renameKey(site: AnnotationSite, key: string, safety: Fix['safety'] = 'suggestion'): Fix[] {
  const edit = site.key.rename(key);
  if (!edit || site.alias || isTemplated(site) || site.siblings.has(key)) return [];
  return [{ title: l10n.t('Rename to {0}', key), safety, isPreferred: true, edits: [edit] }];
}
