import * as l10n from '@vscode/l10n';
import type { Rule, RuleContext } from '../../engine/rule.ts';
import { annotationsWhose } from '../../engine/ruleQuery.ts';
import { keyRange, type MetadataEntry } from '../../kubernetes/metadataEntry.ts';
import { entryFor } from '../../linkerd/catalogue/catalogue.ts';
import type { CatalogueEntry } from '../../linkerd/catalogue/entry.ts';
import { isReleaseKnown } from '../../linkerd/environment/environment.ts';
import { isReleaseBefore } from '../../linkerd/environment/milestones.ts';
import { parseRelease, type Release } from '../../linkerd/environment/releases.ts';
import { renameKey } from '../fixes/renameKey.ts';

/**
 * Reports only for a known release: one that is older than the new key ignores that key.
 *
 * The fix is a suggestion: a pod with only the old key uses the value of the new key on its Namespace (linkerd2
 * `pkg/inject/inject.go` AppendNamespaceAnnotations, ApplyAnnotationOverrides), and its own value once it is renamed.
 */
export default {
  id: 'annotation-deprecated',
  summary: 'An annotation that has a newer name in this version of Linkerd',
  level: 'information',
  fixable: 'suggestion',
  since: '0.1.0',
  query: annotationsWhose(({ status }) => status === 'deprecated'),
  appliesIn: isReleaseKnown,
  *check({ annotations, environment }: RuleContext) {
    const release = parseRelease(environment.linkerd);
    for (const annotation of annotations) {
      const replacement = replacementOf(annotation, release);
      if (!replacement || annotation.valueKind === 'null') continue;
      yield {
        range: keyRange(annotation),
        message: l10n.t(
          'Linkerd {0} still reads this, but its new name is {1}. Rename it before the old name is removed.',
          environment.linkerd,
          replacement.key,
        ),
        fixes: renameKey(annotation, replacement.key),
      };
    }
  },
} satisfies Rule;

/** The key to use instead in this release, if the annotation is deprecated in it. */
function replacementOf(annotation: MetadataEntry, release: Release | undefined): CatalogueEntry | undefined {
  const entry = entryFor(annotation.key.value, 'annotation');
  if (entry?.status !== 'deprecated' || !entry.replacement || !entry.deprecated) return undefined;
  const replacement = entryFor(entry.replacement, 'annotation');
  if (!replacement?.since || isReleaseBefore(release, entry.deprecated) !== false) return undefined;
  return isReleaseBefore(release, replacement.since) === false ? replacement : undefined;
}
