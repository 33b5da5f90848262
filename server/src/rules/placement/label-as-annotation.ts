import * as l10n from '@vscode/l10n';
import type { Fix } from '../../engine/finding.ts';
import type { Rule, RuleContext } from '../../engine/rule.ts';
import { type AnnotationSite, keyRange } from '../../kubernetes/metadataEntry.ts';
import { entryFor } from '../../linkerd/catalogue/catalogue.ts';
import { targetOf } from '../../linkerd/metadata/metadataTarget.ts';
import { descend, entryOf } from '../../yaml/walkEntries.ts';
import { moveTo } from './moveMetadata.ts';

/** Selectors read these keys, and selectors know labels alone. */
export default {
  id: 'label-as-annotation',
  summary: 'An annotation that Linkerd reads as a label only',
  level: 'warning',
  fixable: 'suggestion',
  since: '0.1.0',
  about: { annotation: ({ key }) => isLabelOnly(key) },
  *check({ sites }: RuleContext) {
    for (const site of sites) {
      const key = site.key.value;
      if (site.valueKind === 'null' || !isLabelOnly(key) || isLabelledToo(site)) continue;
      yield {
        range: keyRange(site),
        message: l10n.t(
          'Linkerd reads {0} as a label, and this is an annotation: it does nothing. Move it to labels.',
          key,
        ),
        fixes: move(site),
      };
    }
  },
} satisfies Rule;

function isLabelOnly(key: string): boolean {
  return entryFor(key, 'label')?.status === 'active' && entryFor(key, 'annotation') === undefined;
}

function isLabelledToo({ owner, key }: AnnotationSite): boolean {
  return entryOf(descend(owner, ['metadata', 'labels']), key.value) !== undefined;
}

/** Offered where the label would act. */
function move(site: AnnotationSite): Fix[] {
  const target = targetOf(site);
  const entry = entryFor(site.key.value, 'label');
  if (!site.owner || !target || target === 'other' || !entry?.targets.includes(target)) return [];
  return moveTo(site, site.owner, 'labels', l10n.t('Move to labels'));
}
