import * as l10n from '@vscode/l10n';
import { isMap, type YAMLMap } from 'yaml';
import type { Fix } from '../../engine/finding.ts';
import type { Rule, RuleContext } from '../../engine/rule.ts';
import { type AnnotationSite, isTemplated, keyRange } from '../../kubernetes/annotationSite.ts';
import { podTemplate } from '../../kubernetes/manifest.ts';
import { isInertOnWorkload } from '../../linkerd/annotations.ts';
import type { TextEdit } from '../../text/edit.ts';
import type { YamlDocument } from '../../yaml/document.ts';
import { appendEntry, appendNestedEntry, oneLineSource, removeEntry } from '../../yaml/entryEdits.ts';
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
      if (site.placement !== 'workload' || !isInertOnWorkload(site.key.value)) continue;
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
  const source = site.entry && oneLineSource(document, site.entry.pair);
  const template = site.manifest && podTemplate(site.manifest);
  if (source === undefined || !template || site.alias || site.valueAlias || isTemplated(site)) return [];
  if (entryOf(descend(template, ['metadata', 'annotations']), site.key.value)) return [];
  const removal = removeAnnotation(document, site);
  const insertion = insertAnnotation(document, template, source);
  if (!removal || !insertion) return [];
  return [
    {
      title: l10n.t('Move to the pod template'),
      safety: 'suggestion',
      isPreferred: true,
      edits: [removal, insertion],
    },
  ];
}

/** Removes the annotation; the last one of its mapping goes together with the `annotations` key. */
function removeAnnotation(document: YamlDocument, { entry, holder }: AnnotationSite): TextEdit | undefined {
  if (entry && entry.map.items.length > 1) return removeEntry(document, entry.map, entry.pair);
  return holder && removeEntry(document, holder.map, holder.pair);
}

/** Adds the annotation to a pod template, with the mappings around it where they are missing. */
function insertAnnotation(document: YamlDocument, template: YAMLMap, source: string): TextEdit | undefined {
  const metadata = child(template, 'metadata');
  const annotations = child(metadata, 'annotations');
  if (isMap(annotations) && annotations.items.length > 0) return appendEntry(document, annotations, source);
  const annotationsEntry = entryOf(metadata, 'annotations');
  if (annotationsEntry) return isMap(annotations) ? appendEntry(document, annotations, source) : undefined;
  if (!isMap(metadata)) return undefined;
  return appendNestedEntry(document, metadata, 'annotations', source);
}
