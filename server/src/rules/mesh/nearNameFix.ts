import * as l10n from '@vscode/l10n';
import type { FieldFix } from '../../engine/meshRule.ts';
import type { FieldPath } from '../../facts/resourceFacts.ts';
import type { AppliedResource } from '../../mesh/appliedResource.ts';
import { nearestName } from '../../text/nearestName.ts';

/** A fix that writes the name that was probably intended, if one of the names is similar. */
export function nearNameFix(
  resource: AppliedResource,
  at: FieldPath,
  written: string,
  names: readonly string[],
): FieldFix[] {
  const name = nearestName(written, names);
  if (name === undefined) return [];
  return [
    {
      title: l10n.t('Change to “{0}”', name),
      isPreferred: true,
      edits: [{ resource, at, change: { kind: 'set', value: name } }],
    },
  ];
}
