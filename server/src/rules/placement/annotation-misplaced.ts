import * as l10n from '@vscode/l10n';
import type { Rule, RuleContext } from '../../engine/rule.ts';
import { keyRange, type MetadataEntry } from '../../kubernetes/metadataEntry.ts';
import { isCore, podTemplatePath, type Resource } from '../../kubernetes/resource.ts';
import { isLinkerdPrefix } from '../../linkerd/metadata/linkerdKeys.ts';
import { isMap, isScalar, type YamlMap } from '../../yaml/nodes.ts';
import { descend } from '../../yaml/walkEntries.ts';
import { moveToMetadata } from '../fixes/moveMetadata.ts';

/** Only `metadata` has annotations (Kubernetes `apimachinery/pkg/apis/meta/v1/types.go` ObjectMeta). */
export default {
  id: 'annotation-misplaced',
  summary: 'Annotations outside metadata, where Kubernetes has no such field',
  level: 'error',
  fixable: 'suggestion',
  since: '0.2.0',
  query: { annotation: ({ key, placement }) => placement === 'unknown' && isLinkerdPrefix(key) },
  *check({ annotations }: RuleContext) {
    for (const annotation of annotations) {
      const { parentEntry, resource, valueKind } = annotation;
      if (!resource || !parentEntry || valueKind === 'null') continue;
      if (!isLinkerdPrefix(annotation.key.value) || !isCalledAnnotations(annotation)) continue;
      const objects = objectsOf(resource);
      const wrong = objects.find(({ map }) => map === parentEntry.map);
      if (!wrong) continue;
      yield {
        range: keyRange(annotation),
        message: l10n.t(
          'Kubernetes has no annotations in {0}: the API server rejects or drops them. Move this to {1}.',
          wrong.path,
          wrong.right,
        ),
        fixes: wrong.target
          ? moveToMetadata(annotation, wrong.target, 'annotations', l10n.t('Move to {0}', wrong.right))
          : [],
      };
    }
  },
} satisfies Rule;

function isCalledAnnotations({ parentEntry }: MetadataEntry): boolean {
  const key = parentEntry?.pair.key;
  return isScalar(key) && key.value === 'annotations';
}

/** An object that has no annotations of its own, and where they belong instead. */
interface WrongObject {
  readonly map: YamlMap | undefined;
  readonly path: string;
  readonly right: string;
  readonly target: YamlMap | undefined;
}

function objectsOf(resource: Resource): readonly WrongObject[] {
  const root = resource.node;
  const templatePath = podTemplatePath(resource);
  if (!templatePath) return isObjectWithMetadata(resource) ? ownObjects(root) : [];
  const template = mapAt(root, templatePath);
  const name = templatePath.join('.');
  const inTemplate = { right: `${name}.metadata.annotations`, target: template };
  return [
    { map: root, path: l10n.t('the {0} itself', resource.kind ?? ''), ...inTemplate },
    { map: mapAt(root, ['spec']), path: 'spec', ...inTemplate },
    { map: template, path: name, ...inTemplate },
    { map: mapAt(template, ['spec']), path: `${name}.spec`, ...inTemplate },
  ];
}

function isObjectWithMetadata(resource: Resource): boolean {
  return isCore(resource, 'Pod') || isCore(resource, 'Namespace') || isCore(resource, 'Service');
}

function ownObjects(root: YamlMap | undefined): readonly WrongObject[] {
  const right = 'metadata.annotations';
  return [
    { map: root, path: l10n.t('the object itself'), right, target: root },
    { map: mapAt(root, ['spec']), path: 'spec', right, target: root },
  ];
}

function mapAt(node: YamlMap | undefined, path: readonly string[]): YamlMap | undefined {
  const found = descend(node, path);
  return isMap(found) ? found : undefined;
}
