import * as l10n from '@vscode/l10n';
import { closest, distance } from 'fastest-levenshtein';
import type { FieldFix } from '../../engine/meshRule.ts';
import type { FieldPath } from '../../facts/resourceFacts.ts';
import type { AppliedResource } from '../../mesh/appliedResource.ts';

/** A fix that writes the name that was probably meant; none where no name is near. */
export function nearNameFix(
  resource: AppliedResource,
  at: FieldPath,
  written: string,
  names: readonly string[],
): FieldFix[] {
  const name = nearName(written, names);
  if (name === undefined) return [];
  return [
    {
      title: l10n.t('Change to “{0}”', name),
      isPreferred: true,
      edits: [{ resource, at, change: { kind: 'set', value: name } }],
    },
  ];
}

/** The name with the fewest letters different, if they are few. */
function nearName(written: string, names: readonly string[]): string | undefined {
  if (names.length === 0) return undefined;
  const name = closest(written, names);
  return distance(name, written) <= Math.max(1, written.length / 4) ? name : undefined;
}
