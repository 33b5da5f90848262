import { memoizeByObject } from '../../caching/memoizeByObject.ts';
import type { RuleContext } from '../../engine/rule.ts';
import type { RuleQuery } from '../../engine/ruleQuery.ts';
import { checkResource } from '../../linkerd/schemas/checkResource.ts';
import type { Problem } from '../../linkerd/schemas/problem.ts';
import { mayHaveSchema, resourceKindOf, versionOf } from '../../linkerd/schemas/resourceKinds.ts';
import type { ApiVersion, ResourceKind } from '../../linkerd/schemas/schema.ts';
import type { TextRange } from '../../text/range.ts';
import type { YamlDocument } from '../../yaml/document.ts';
import { isScalar, rangeOf, type YamlEntry, type YamlMap, type YamlScalar } from '../../yaml/nodes.ts';
import { child } from '../../yaml/walkEntries.ts';

/** A resource with a known schema, and its problems. */
export interface CheckedResource {
  readonly node: YamlMap;
  readonly kind: ResourceKind;
  /** The scalar with the API version. */
  readonly apiVersion: YamlScalar;
  /** Undefined if no release has that version. */
  readonly version: ApiVersion | undefined;
  /** Empty if the version is not known. */
  readonly problems: readonly Problem[];
}

/** Queries resources whose schema may be known. */
export const HAS_SCHEMA: RuleQuery = { resource: mayHaveSchema };

/** The resources of a document whose kind and API version are certain, checked against their schemas. */
export const checkedResources = memoizeByObject((context: RuleContext): readonly CheckedResource[] =>
  context.resources.flatMap((resource) => {
    const { document } = context;
    const { node } = resource;
    const kind = resourceKindOf(resource);
    const apiVersion = child(node, 'apiVersion');
    if (!node || !kind || !isScalar(apiVersion) || !child(node, 'kind')) return [];
    const version = versionOf(kind, apiVersion.value);
    const isPatch = context.isPatch || hasDirective(document, node);
    const problems = version ? checkResource(document, node, version.schema, isPatch) : [];
    return [{ node, kind, apiVersion, version, problems }];
  }),
);

/** Whether a resource contains a merge directive, so it is a patch. */
function hasDirective({ text }: YamlDocument, { start, end }: YamlMap): boolean {
  return (
    text.includes('$') &&
    /\$(?:patch|retainKeys|deleteFromPrimitiveList|setElementOrder)\b/.test(text.slice(start, end))
  );
}

/** The problems of one type in all resources of a document. */
export function problemsOf<Type extends Problem['type']>(
  context: RuleContext,
  type: Type,
): readonly { readonly resource: CheckedResource; readonly problem: Extract<Problem, { type: Type }> }[] {
  return checkedResources(context).flatMap((resource) =>
    resource.problems
      .filter((problem): problem is Extract<Problem, { type: Type }> => problem.type === type)
      .map((problem) => ({ resource, problem })),
  );
}

/** `Server v1beta3` */
export function titleOf({ kind, version }: CheckedResource): string {
  return `${kind.kind} ${version?.name ?? ''}`;
}

/** The range for a finding about an object: its key, or in a list the first key of the item. */
export function objectRange(map: YamlMap, holder: YamlEntry | undefined): TextRange {
  return rangeOf(holder?.key ?? map.entries[0]?.key ?? map);
}
