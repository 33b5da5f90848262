import * as l10n from '@vscode/l10n';
import type { Rule, RuleContext } from '../../engine/rule.ts';
import { keyRange } from '../../kubernetes/metadataEntry.ts';
import { entryFor } from '../../linkerd/catalogue/catalogue.ts';
import type { CatalogueEntry } from '../../linkerd/catalogue/entry.ts';
import { targetOf } from '../../linkerd/metadata/metadataTarget.ts';

/** The injector copies a fixed list of keys from the namespace (linkerd2 `pkg/inject/inject.go` ProxyAnnotations). */
export default {
  id: 'annotation-not-inherited',
  summary: 'An annotation on a namespace that its pods do not inherit',
  level: 'warning',
  fixable: undefined,
  since: '0.1.0',
  query: { annotation: ({ entry, placement }) => placement === 'namespace' && isForPodsAlone(entry) },
  *check({ annotations }: RuleContext) {
    for (const annotation of annotations) {
      const entry = entryFor(annotation.key.value, 'annotation');
      if (!isForPodsAlone(entry) || annotation.valueKind === 'null' || targetOf(annotation) !== 'Namespace')
        continue;
      yield {
        range: keyRange(annotation),
        message: l10n.t(
          'Pods do not inherit this from their namespace, so it has no effect here. Set it on the pod templates.',
        ),
      };
    }
  },
} satisfies Rule;

function isForPodsAlone(entry: CatalogueEntry | undefined): boolean {
  if (!entry) return false;
  const { status, targets, isInherited } = entry;
  const isWritten = status === 'active' || status === 'deprecated';
  return isWritten && !isInherited && targets.includes('Pod') && !targets.includes('Namespace');
}
