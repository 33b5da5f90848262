import * as l10n from '@vscode/l10n';
import type { Fix } from '../../engine/finding.ts';
import type { RuleContext } from '../../engine/rule.ts';
import { checkResource } from '../../linkerd/schemas/checkResource.ts';
import type { ApiVersion } from '../../linkerd/schemas/schema.ts';
import { newestOf } from '../../linkerd/schemas/served.ts';
import { rangeOf } from '../../yaml/nodes.ts';
import { fixOf } from '../fixes/listEdits.ts';
import type { CheckedResource } from './checkedResources.ts';

/**
 * The fix that changes the API version to the newest of `versions` under which the resource has no more problems than
 * now, that is, under which its other fields stay valid.
 */
export function changeVersion(
  { document, isPatch }: RuleContext,
  { node, kind, apiVersion, problems }: CheckedResource,
  versions: readonly ApiVersion[],
): Fix[] {
  const newest = newestOf(versions);
  if (
    !newest ||
    apiVersion.anchor !== undefined ||
    apiVersion.style === 'literal' ||
    apiVersion.style === 'folded'
  )
    return [];
  if (checkResource(document, node, newest.schema, isPatch).length > problems.length) return [];
  const written = `${kind.group}/${newest.name}`;
  const quote = apiVersion.style === 'plain' ? '' : document.text.charAt(apiVersion.start);
  const edit = { range: rangeOf(apiVersion), newText: quote + written + quote };
  return fixOf(l10n.t('Change to {0}', written), 'suggestion', [edit]);
}
