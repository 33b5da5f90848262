import * as l10n from '@vscode/l10n';
import type { Fix } from '../../engine/finding.ts';
import type { Rule, RuleContext } from '../../engine/rule.ts';
import { annotationsWhose } from '../../engine/ruleQuery.ts';
import { keyRange, type MetadataEntry } from '../../kubernetes/metadataEntry.ts';
import { entryFor } from '../../linkerd/catalogue/catalogue.ts';
import type { CatalogueEntry, ReleaseName } from '../../linkerd/catalogue/entry.ts';
import { isReleaseBefore } from '../../linkerd/environment/milestones.ts';
import { parseRelease, type Release } from '../../linkerd/environment/releases.ts';
import { renameKey } from '../fixes/renameKey.ts';

/** The catalogue has the release that removed each key. */
export default {
  id: 'annotation-removed',
  summary: 'An annotation that Linkerd no longer reads',
  level: 'warning',
  fixable: 'suggestion',
  since: '0.1.0',
  query: annotationsWhose(({ status }) => status === 'removed'),
  *check({ annotations, environment }: RuleContext) {
    const release = parseRelease(environment.linkerd);
    for (const annotation of annotations) {
      const entry = entryFor(annotation.key.value, 'annotation');
      if (entry?.status !== 'removed' || !entry.removed || annotation.valueKind === 'null') continue;
      if (isInjected(annotation)) continue;
      const isCertain = isGone(entry.removed, release);
      if (!isCertain && release !== undefined) continue;
      yield {
        range: keyRange(annotation),
        message: isCertain ? messageFor(entry, entry.removed) : noteFor(entry, entry.removed),
        ...(isCertain ? { fixes: rename(annotation, entry) } : { severity: 'information' as const }),
      };
    }
  },
} satisfies Rule;

/** If the release is not known, it is assumed to be newer than this one, of August 2022. */
const OLDEST_IN_USE: Release = { channel: 'stable', minor: 12 };

function isGone(removed: ReleaseName, release: Release | undefined): boolean {
  return isReleaseBefore(release ?? OLDEST_IN_USE, removed) === false;
}

/** Annotations that the injector of an older release wrote are a record, not a mistake. */
function isInjected({ siblings }: MetadataEntry): boolean {
  return siblings.has('linkerd.io/created-by') || siblings.has('linkerd.io/proxy-version');
}

/** Keys whose value means the same under the new name. */
const SAME_VALUE = new Set([
  'config.linkerd.io/debug',
  'config.linkerd.io/disable-tap',
  'config.linkerd.io/metrics-port',
]);

function rename(annotation: MetadataEntry, { key, replacement }: CatalogueEntry): Fix[] {
  return replacement !== undefined && SAME_VALUE.has(key) ? renameKey(annotation, replacement) : [];
}

/** The message if the release is unknown. */
function noteFor({ replacement }: CatalogueEntry, { edge, milestone }: ReleaseName): string {
  const release = milestone ?? edge;
  return replacement === undefined
    ? l10n.t('Linkerd {0} and newer ignore this annotation.', release)
    : l10n.t('Linkerd {0} and newer ignore this annotation. Use {1} instead.', release, replacement);
}

function messageFor({ replacement }: CatalogueEntry, { edge, milestone }: ReleaseName): string {
  const release = milestone ?? edge;
  if (replacement === undefined)
    return l10n.t('Linkerd has not read this since {0}, so it has no effect. Remove it.', release);
  return l10n.t(
    'Linkerd has not read this since {0}, so it has no effect. Use {1} instead.',
    release,
    replacement,
  );
}
