import * as l10n from '@vscode/l10n';
import type { Rule, RuleContext } from '../../engine/rule.ts';
import type { MetadataKey } from '../../engine/ruleQuery.ts';
import { keyRange } from '../../kubernetes/metadataEntry.ts';
import { entryFor } from '../../linkerd/catalogue/catalogue.ts';
import { similarKeys } from '../../linkerd/catalogue/similarKeys.ts';
import { isInertOnWorkload } from '../../linkerd/metadata/linkerdKeys.ts';
import { PLACEHOLDER } from '../../yaml/template/maskTemplates.ts';
import { renameKey } from '../fixes/renameKey.ts';

/** Linkerd looks its annotations up by key and ignores all others (linkerd2 `pkg/k8s/labels.go`). */
export default {
  id: 'annotation-unknown-key',
  summary: 'An annotation under one of Linkerd’s prefixes that no version of Linkerd knows',
  level: 'warning',
  fixable: 'suggestion',
  since: '0.1.0',
  query: { annotation: isUnknown },
  *check({ annotations }: RuleContext) {
    for (const annotation of annotations) {
      const key = annotation.key.value;
      const entry = entryFor(key, 'annotation');
      if (annotation.valueKind === 'null' || !isUnknown({ key, placement: annotation.placement, entry }))
        continue;
      const meant = similarKeys(key);
      if (meant.length === 0 && !CONFIGURATION.test(key)) continue;
      yield {
        range: keyRange(annotation),
        message: messageFor(key, meant),
        fixes: meant.flatMap((other) => renameKey(annotation, other)),
      };
    }
  },
} satisfies Rule;

/** Keys are compared letter by letter, but the API server accepts capitals in a prefix. */
const LINKERD = /^(?:[a-z0-9.-]+\.)?linkerd\.io\//i;

/**
 * Only Linkerd writes under these domains. Under `linkerd.io/` itself, some related tools keep marks of their own.
 */
const CONFIGURATION = /^config(?:\.alpha|\.beta)?\.linkerd\.io\//;

function isUnknown({ key, placement, entry }: MetadataKey): boolean {
  if (entry || !LINKERD.test(key) || key.includes(PLACEHOLDER) || entryFor(key, 'label')) return false;
  // On a workload's own metadata the place is wrong too, which is another rule's finding.
  return placement !== 'workload' || !isInertOnWorkload(key);
}

function messageFor(key: string, meant: readonly string[]): string {
  if (meant.length === 0)
    return l10n.t('No version of Linkerd knows {0}, so it has no effect. Remove it.', key);
  return l10n.t(
    'No version of Linkerd knows {0}, so it has no effect. Did you mean {1}?',
    key,
    meant.join(', '),
  );
}
