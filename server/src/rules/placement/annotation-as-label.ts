import * as l10n from '@vscode/l10n';
import type { Fix } from '../../engine/finding.ts';
import type { Rule, RuleContext } from '../../engine/rule.ts';
import { type AnnotationSite, keyRange } from '../../kubernetes/metadataEntry.ts';
import { entryFor } from '../../linkerd/catalogue/catalogue.ts';
import { targetOf } from '../../linkerd/metadata/metadataTarget.ts';
import { descend, entryOf } from '../../yaml/walkEntries.ts';
import { moveTo } from './moveMetadata.ts';

/** The injector and the controllers look these keys up in `annotations` (linkerd2 `pkg/inject/inject.go`). */
export default {
  id: 'annotation-as-label',
  summary: 'A label that Linkerd reads as an annotation only',
  level: 'warning',
  fixable: 'suggestion',
  since: '0.1.0',
  about: { label: ({ key }) => isAnnotationOnly(key) },
  *check({ labels }: RuleContext) {
    for (const site of labels) {
      const key = site.key.value;
      if (site.valueKind === 'null' || !isAnnotationOnly(key) || isAnnotatedToo(site)) continue;
      yield {
        range: keyRange(site),
        message: messageFor(site),
        fixes: move(site),
      };
    }
  },
} satisfies Rule;

function isAnnotationOnly(key: string): boolean {
  const entry = entryFor(key, 'annotation');
  const isWritten = entry?.status === 'active' || entry?.status === 'deprecated';
  return isWritten && entryFor(key, 'label') === undefined;
}

function messageFor({ placement, key }: AnnotationSite): string {
  if (placement === 'workload')
    return l10n.t(
      'Linkerd reads {0} as an annotation of the pod, and this is a label: it does nothing. Move it to the pod template’s metadata.annotations.',
      key.value,
    );
  return l10n.t(
    'Linkerd reads {0} as an annotation, and this is a label: it does nothing. Move it to annotations.',
    key.value,
  );
}

/** Whoever has both may well select by the label. */
function isAnnotatedToo({ owner, key }: AnnotationSite): boolean {
  return entryOf(descend(owner, ['metadata', 'annotations']), key.value) !== undefined;
}

/** Offered where the annotation would act. */
function move(site: AnnotationSite): Fix[] {
  const target = targetOf(site);
  const entry = entryFor(site.key.value, 'annotation');
  if (!site.owner || !target || target === 'other' || !entry?.targets.includes(target)) return [];
  return moveTo(site, site.owner, 'annotations', l10n.t('Move to annotations'));
}
