import * as l10n from '@vscode/l10n';
import type { Fix } from '../../engine/finding.ts';
import type { Rule, RuleContext } from '../../engine/rule.ts';
import { isOwnMetadata, isTemplated, type MetadataEntry } from '../../kubernetes/metadataEntry.ts';
import { isKustomizationResource } from '../../kubernetes/placement.ts';
import { removeEntry } from '../../yaml/edit/entryEdits.ts';
import type { YamlMap } from '../../yaml/nodes.ts';
import { branchAround } from '../../yaml/template/controlFlow.ts';

/**
 * The keys of a mapping are unique (YAML 1.2.2, chapter 3.2.1.1). kubectl and Helm send JSON with the last one.
 * kustomize uses the last one in an object's own annotations, and fails for labels and pod templates. In a patch it
 * usually uses the first one if the patched object already has such a mapping; otherwise it treats the patch like a
 * resource. It reads a kustomization's own mappings as kubectl does. Tested with kubectl 1.32.4, Kubernetes 1.37.2, Helm
 * 3.22.0 and 4.3.2, kustomize 5.5.0 and 5.8.
 */
export default {
  id: 'duplicate-annotation',
  summary: 'The same annotation or label twice in one mapping',
  level: 'warning',
  fixable: 'safe',
  since: '0.1.0',
  isAboutText: true,
  query: { annotation: () => true, label: () => true },
  *check({ annotations, unreadAnnotations, labels, isPatch }: RuleContext) {
    const entries = [...annotations, ...unreadAnnotations, ...labels];
    if (!entries.some(isOverridden)) return;
    for (const [first, second] of repetitions(entries)) {
      yield {
        range: second.key.range,
        message: messageFor(second, isPatch, labels.includes(second)),
        related: [{ range: first.key.range, message: l10n.t('The first one.') }],
        // In a patch, either of them may be the one that is used.
        fixes: removeOne(first, second).filter(({ safety }) => safety === 'safe' || !isPatch),
      };
    }
  },
} satisfies Rule;

function messageFor(second: MetadataEntry, isPatch: boolean, isLabel: boolean): string {
  const key = second.key.value;
  if (isPatch)
    return l10n.t(
      '{0} is written twice in this patch. Which value applies, or whether kustomize fails, depends on the patched object. Keep one.',
      key,
    );
  const fails = !isKustomizationResource(second.resource) && (isLabel || !isOwnMetadata(second));
  return fails
    ? l10n.t('{0} is written twice. kubectl and Helm use the last one, and kustomize fails. Keep one.', key)
    : l10n.t(
        '{0} is written twice. kubectl, Helm and kustomize use the last one without an error. Keep one.',
        key,
      );
}

/** Whether the same mapping, or one merged into it, has the key again further down. */
function isOverridden(annotation: MetadataEntry): boolean {
  return annotation.siblings.get(annotation.key.value) !== annotation;
}

/** Each entry with the previous one of the same key. In two branches of a template, only one of them is printed. */
function repetitions(annotations: readonly MetadataEntry[]): [MetadataEntry, MetadataEntry][] {
  const seen = new Map<YamlMap, Map<string, MetadataEntry>>();
  const found: [MetadataEntry, MetadataEntry][] = [];
  for (const annotation of annotations) {
    if (!annotation.mapEntry || annotation.alias || annotation.document.isTemplated(annotation.key.range))
      continue;
    const keys = seen.get(annotation.mapEntry.map) ?? new Map<string, MetadataEntry>();
    seen.set(annotation.mapEntry.map, keys);
    const identity = `${branchAround(annotation.document, annotation.key.range.start) ?? ''} ${annotation.key.value}`;
    const earlier = keys.get(identity);
    keys.set(identity, annotation);
    if (earlier) found.push([earlier, annotation]);
  }
  return found;
}

/** One of two equal entries can be removed. Otherwise the last one wins, and the user has to decide. */
function removeOne(first: MetadataEntry, second: MetadataEntry): Fix[] {
  const isSame =
    first.value !== undefined &&
    first.value.value === second.value?.value &&
    first.valueKind === second.valueKind &&
    !isTemplated(first) &&
    !isTemplated(second);
  const entry = isSame ? second.mapEntry : first.mapEntry;
  const edit = entry && removeEntry(second.document, entry.map, entry.pair);
  if (!edit) return [];
  return isSame
    ? [{ title: l10n.t('Remove the duplicate'), safety: 'safe', isPreferred: true, edits: [edit] }]
    : [{ title: l10n.t('Remove the first one'), safety: 'suggestion', isPreferred: true, edits: [edit] }];
}
