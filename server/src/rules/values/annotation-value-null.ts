import * as l10n from '@vscode/l10n';
import type { Rule, RuleContext } from '../../engine/rule.ts';
import { isTemplated, type MetadataEntry, valueRange } from '../../kubernetes/metadataEntry.ts';
import { podAround } from '../../kubernetes/pod.ts';
import { isMap } from '../../yaml/nodes.ts';
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
    for (const annotation of annotations) {
      if (annotation.valueKind !== 'null' || isTemplated(annotation) || annotation.alias) continue;
      if (annotation.placement === 'pod' ? !isInWholePod(annotation) : !isInWholeResource(annotation))
        continue;
      yield {
        range: valueRange(annotation),
        message: isOwnMetadata(annotation) ? ownMessage() : templateMessage(),
      };
    }
  },
} satisfies Rule;

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

function isOwnMetadata({ owner, resource }: MetadataEntry): boolean {
  return owner !== undefined && owner === resource?.node;
}

function ownMessage(): string {
  return l10n.t(
    'Without a value this becomes "" with Helm and server-side apply, and kubectl apply up to 1.32 then drops all annotations of this object. Write "" or remove it.',
  );
}

function templateMessage(): string {
  return l10n.t(
    'Without a value this becomes "" with Helm and server-side apply, and is dropped by kubectl apply. Write "" or remove it.',
  );
}
