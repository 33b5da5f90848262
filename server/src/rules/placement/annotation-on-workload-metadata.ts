import * as l10n from '@vscode/l10n';
import type { Fix } from '../../engine/finding.ts';
import type { Rule, RuleContext } from '../../engine/rule.ts';
import { type AnnotationSite, isTemplated, keyRange } from '../../kubernetes/annotationSite.ts';
import { podTemplate } from '../../kubernetes/manifest.ts';
import { isInertOnWorkload } from '../../linkerd/annotations.ts';
import type { TextEdit } from '../../text/edit.ts';
import type { TextRange } from '../../text/range.ts';
import type { YamlDocument } from '../../yaml/document.ts';
import {
  appendEntry,
  appendNestedEntry,
  type EntryText,
  entryText,
  removeEntry,
} from '../../yaml/entryEdits.ts';
import { isMap, type YamlMap } from '../../yaml/nodes.ts';
import { branchAround } from '../../yaml/templateBlocks.ts';
import { child, descend, entryOf } from '../../yaml/walk.ts';

/**
 * The injector's webhook is called for pods and services only, and linkerd-cni, the destination and the policy
 * controller read pods and namespaces (linkerd2 `charts/linkerd-control-plane/templates/proxy-injector-rbac.yaml`,
 * `cni-plugin/main.go` getAnnotationOverride).
 */
export default {
  id: 'annotation-on-workload-metadata',
  summary: 'An annotation on a workload’s own metadata, where Linkerd never looks',
  level: 'error',
  fixable: 'suggestion',
  since: '0.1.0',
  *check({ document, sites }: RuleContext) {
    for (const site of sites) {
      // In a patch, null takes away what somebody else wrote here.
      if (site.placement !== 'workload' || site.valueKind === 'null') continue;
      if (!isInertOnWorkload(site.key.value)) continue;
      yield {
        range: keyRange(site),
        message: l10n.t(
          'Linkerd never reads this here: on a {0}’s own metadata it does nothing. Move it to the pod template’s metadata.annotations.',
          site.manifest?.kind ?? 'workload',
        ),
        fixes: move(document, site),
      };
    }
  },
} satisfies Rule;

/** Moves the annotation, if the pod template lacks it; it begins to act there. */
function move(document: YamlDocument, site: AnnotationSite): Fix[] {
  const source = site.entry && entryText(document, site.entry.map, site.entry.pair);
  const template = site.manifest && podTemplate(site.manifest);
  if (!source || !template || site.alias || site.valueAlias || isTemplated(site)) return [];
  if (entryOf(descend(template, ['metadata', 'annotations']), site.key.value)) return [];
  const removal = removeAnnotation(document, site);
  const insertion = insertAnnotation(document, template, source);
  if (!removal || !insertion || !appearTogether(document, removal, insertion)) return [];
  const title = l10n.t('Move to the pod template');
  return [{ title, safety: 'suggestion', isPreferred: true, edits: [removal, insertion] }];
}

/** Whether a template puts out both places under the same conditions. */
function appearTogether(document: YamlDocument, ...edits: readonly TextEdit[]): boolean {
  return new Set(edits.map(({ range }) => branchAround(document, range.start))).size === 1;
}

/** Removes the annotation; the last one of its mapping goes together with the `annotations` key. */
function removeAnnotation(document: YamlDocument, { entry, holder }: AnnotationSite): TextEdit | undefined {
  if (entry && entry.map.entries.length > 1) return removeEntry(document, entry.map, entry.pair);
  const removal = holder && removeEntry(document, holder.map, holder.pair);
  return removal && !document.hasTemplatedLines(withBlanksBehind(document, removal.range))
    ? removal
    : undefined;
}

/** Lines that a template adds to a mapping are blank to the parser. */
function withBlanksBehind({ maskedText }: YamlDocument, { start, end }: TextRange): TextRange {
  const blanks = maskedText.slice(end).search(/\S/);
  return { start, end: blanks === -1 ? maskedText.length : end + blanks };
}

/** Adds the annotation to a pod template, with the mappings around it where they are missing. */
function insertAnnotation(
  document: YamlDocument,
  template: YamlMap,
  source: EntryText,
): TextEdit | undefined {
  const metadata = child(template, 'metadata');
  const annotations = child(metadata, 'annotations');
  if (isMap(annotations)) return appendEntry(document, annotations, source);
  if (!isMap(metadata) || entryOf(metadata, 'annotations')) return undefined;
  return appendNestedEntry(document, metadata, 'annotations', source);
}
