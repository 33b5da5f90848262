import * as l10n from '@vscode/l10n';
import type { Fix } from '../../engine/finding.ts';
import type { Rule, RuleContext } from '../../engine/rule.ts';
import { keyRange, type MetadataEntry } from '../../kubernetes/metadataEntry.ts';
import { entryFor } from '../../linkerd/catalogue/catalogue.ts';
import { targetOf } from '../../linkerd/metadata/metadataTarget.ts';
import { descend, entryOf } from '../../yaml/walkEntries.ts';
import { moveToMetadata } from '../fixes/moveMetadata.ts';

/** Selectors read these keys, and they only match labels. */
export default {
  id: 'label-as-annotation',
  summary: 'An annotation that Linkerd reads only as a label',
  level: 'warning',
  fixable: 'suggestion',
  since: '0.1.0',
  query: { annotation: ({ key }) => isLabelOnly(key) },
  *check({ annotations }: RuleContext) {
    for (const annotation of annotations) {
      const key = annotation.key.value;
      if (annotation.valueKind === 'null' || !isLabelOnly(key) || isLabelledToo(annotation)) continue;
      yield {
        range: keyRange(annotation),
        message: l10n.t(
          'Linkerd reads {0} only as a label, so this annotation has no effect. Move it to labels.',
          key,
        ),
        fixes: move(annotation),
      };
    }
  },
} satisfies Rule;

function isLabelOnly(key: string): boolean {
  return entryFor(key, 'label')?.status === 'active' && entryFor(key, 'annotation') === undefined;
}

function isLabelledToo({ owner, key }: MetadataEntry): boolean {
  return entryOf(descend(owner, ['metadata', 'labels']), key.value) !== undefined;
}

/** Offered only where the label would take effect. */
function move(annotation: MetadataEntry): Fix[] {
  const target = targetOf(annotation);
  const entry = entryFor(annotation.key.value, 'label');
  if (!annotation.owner || !target || target === 'other' || !entry?.targets.includes(target)) return [];
  return moveToMetadata(annotation, annotation.owner, 'labels', l10n.t('Move to labels'));
}
