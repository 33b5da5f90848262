import * as l10n from '@vscode/l10n';
import type { Fix } from '../../engine/finding.ts';
import type { Rule, RuleContext } from '../../engine/rule.ts';
import { keyRange, type MetadataEntry } from '../../kubernetes/metadataEntry.ts';
import { entryFor } from '../../linkerd/catalogue/catalogue.ts';
import { targetOf } from '../../linkerd/metadata/metadataTarget.ts';
import { descend, entryOf } from '../../yaml/walkEntries.ts';
import { moveToMetadata } from '../fixes/moveMetadata.ts';

/** The injector and the controllers look these keys up in `annotations` (linkerd2 `pkg/inject/inject.go`). */
export default {
  id: 'annotation-as-label',
  summary: 'A label that Linkerd reads only as an annotation',
  level: 'warning',
  fixable: 'suggestion',
  since: '0.1.0',
  query: { label: ({ key }) => isAnnotationOnly(key) },
  *check({ labels }: RuleContext) {
    for (const annotation of labels) {
      const key = annotation.key.value;
      if (annotation.valueKind === 'null' || !isAnnotationOnly(key) || isAnnotatedToo(annotation)) continue;
      yield {
        range: keyRange(annotation),
        message: messageFor(annotation),
        fixes: move(annotation),
      };
    }
  },
} satisfies Rule;

function isAnnotationOnly(key: string): boolean {
  const entry = entryFor(key, 'annotation');
  const isWritten = entry?.status === 'active' || entry?.status === 'deprecated';
  return isWritten && entryFor(key, 'label') === undefined;
}

function messageFor({ placement, key }: MetadataEntry): string {
  if (placement === 'workload')
    return l10n.t(
      'Linkerd reads {0} only as an annotation of the pod, so this label has no effect. Move it to the pod template’s metadata.annotations.',
      key.value,
    );
  return l10n.t(
    'Linkerd reads {0} only as an annotation, so this label has no effect. Move it to annotations.',
    key.value,
  );
}

/** With both, the label may be there for a selector. */
function isAnnotatedToo({ owner, key }: MetadataEntry): boolean {
  return entryOf(descend(owner, ['metadata', 'annotations']), key.value) !== undefined;
}

/** Offered only where the annotation would take effect. */
function move(annotation: MetadataEntry): Fix[] {
  const target = targetOf(annotation);
  const entry = entryFor(annotation.key.value, 'annotation');
  if (!annotation.owner || !target || target === 'other' || !entry?.targets.includes(target)) return [];
  return moveToMetadata(annotation, annotation.owner, 'annotations', l10n.t('Move to annotations'));
}
