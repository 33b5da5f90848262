import * as l10n from '@vscode/l10n';
import type { Rule, RuleContext } from '../../engine/rule.ts';
import {
  isOwnMetadata,
  isTemplated,
  type MetadataEntry,
  valueRange,
} from '../../kubernetes/metadataEntry.ts';
import { podAround } from '../../kubernetes/pod.ts';
import { scalarKind } from '../../kubernetes/yaml11.ts';
import { isMap, isScalar, type YamlMap } from '../../yaml/nodes.ts';
import { child, entryOf } from '../../yaml/walkEntries.ts';

/**
 * A null in a map of strings becomes "" (Kubernetes `apimachinery/pkg/apis/meta/v1/types.go` through encoding/json),
 * and client-side apply computes a merge patch, in which null removes a key. Seen with kubectl 1.32.4 and 1.37,
 * Kubernetes 1.37.2, Helm 3.22 and 4.3.2.
 */
export default {
  id: 'annotation-value-null',
  summary: 'An annotation without a value, which some tools store as an empty string and others drop',
  level: 'warning',
  fixable: undefined,
  since: '0.2.0',
  query: { annotation: ({ placement }) => placement !== 'unknown' },
  *check({ annotations, isPatch }: RuleContext) {
    if (isPatch) return;
    const judged = new Set<YamlMap | undefined>();
    for (const annotation of annotations) {
      if (isTemplated(annotation) || annotation.alias || !isInWhole(annotation)) continue;
      const isNull = annotation.valueKind === 'null';
      if (isNull)
        yield {
          range: valueRange(annotation),
          message: isOwnMetadata(annotation) ? ownMessage() : templateMessage(),
        };
      const map = annotation.mapEntry?.map;
      const cause = isNull || judged.has(map) ? undefined : otherNull(annotation);
      judged.add(map);
      if (cause !== undefined) yield { range: valueRange(annotation), message: droppedMessage(cause) };
    }
  },
} satisfies Rule;

/** A key without a value, not one of Linkerd's, that makes the object lose its annotations. */
function otherNull(annotation: MetadataEntry): string | undefined {
  if (!annotation.mapEntry || !isOwnMetadata(annotation)) return undefined;
  for (const { key, value } of annotation.mapEntry.map.entries) {
    const isNull = value === null || (isScalar(value) && scalarKind(value) === 'null');
    if (isNull && isScalar(key)) return annotation.siblings.has(key.value) ? undefined : key.value;
  }
  return undefined;
}

function isInWhole(annotation: MetadataEntry): boolean {
  return annotation.placement === 'pod' ? isInWholePod(annotation) : isInWholeResource(annotation);
}

/** In a patch, null removes the annotation; a patch is recognized because it lacks what it does not change. */
function isInWholePod(annotation: MetadataEntry): boolean {
  return annotation.mapEntry !== undefined && podAround(annotation)?.isComplete === true;
}

/**
 * A Service is complete if it has a selector. A Namespace may always be a patch, so it is checked only if it has
 * other content.
 */
function isInWholeResource({ mapEntry, placement, resource }: MetadataEntry): boolean {
  if (!mapEntry || !resource?.node) return false;
  const spec = child(resource.node, 'spec');
  if (placement === 'service') return isMap(child(spec, 'selector'));
  return placement === 'namespace' && mapEntry.map.entries.length > 1 && !hasDirective(resource.node);
}

/** Directives such as `$patch: delete` occur in patches. */
function hasDirective(node: NonNullable<NonNullable<MetadataEntry['resource']>['node']>): boolean {
  return entryOf(node, '$patch') !== undefined;
}

function ownMessage(): string {
  return l10n.t(
    'This annotation has no value: kubectl apply up to 1.32 drops all annotations of this object, and other tools store "" or drop this one. Write "" or remove it.',
  );
}

function droppedMessage(key: string): string {
  return l10n.t(
    'Because {0} has no value, kubectl apply up to 1.32 drops all annotations of this object, including this one. Write "" there, or remove it.',
    key,
  );
}

function templateMessage(): string {
  return l10n.t(
    'This annotation has no value: some tools store "", others (kubectl apply, a Helm 3 upgrade) drop it. Write "" or remove it.',
  );
}
