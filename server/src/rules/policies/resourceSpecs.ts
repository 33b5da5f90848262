import type { RuleContext } from '../../engine/rule.ts';
import type { RuleQuery } from '../../engine/ruleQuery.ts';
import type { Resource } from '../../kubernetes/resource.ts';
import { groupOf } from '../../linkerd/metadata/metadataTarget.ts';
import type { TextRange } from '../../text/range.ts';
import type { YamlDocument } from '../../yaml/document.ts';
import { isMap, isScalar, isSequence, type YamlMap, type YamlNode } from '../../yaml/nodes.ts';
import { mayHaveMoreEntries } from '../../yaml/template/templatedEnd.ts';
import { child, entryOf } from '../../yaml/walkEntries.ts';

/** The spec of a resource, with its kind and API group. */
export interface Spec {
  readonly kind: string;
  readonly group: string;
  readonly spec: YamlMap;
  readonly resource: Resource;
}

/** Picks resources by kind and API group. */
type ResourceTest = (kind: string, group: string) => boolean;

/** An interest in the resources that pass. */
export function resourcesWhose(passes: ResourceTest): RuleQuery {
  return {
    resource: ({ kind, apiVersion }) =>
      kind !== undefined && apiVersion !== undefined && passes(kind, groupOf(apiVersion)),
  };
}

/** The specs of the resources that pass and whose kind and API group are certain. */
export function specsOf({ document, resources }: RuleContext, passes: ResourceTest): readonly Spec[] {
  return resources.flatMap((resource) => {
    const { node, kind, apiVersion } = resource;
    if (kind === undefined || apiVersion === undefined || !passes(kind, groupOf(apiVersion))) return [];
    const spec = child(node, 'spec');
    if (!isMap(spec) || textOf(document, child(node, 'kind')) === undefined) return [];
    if (textOf(document, child(node, 'apiVersion')) === undefined) return [];
    return [{ kind, group: groupOf(apiVersion), spec, resource }];
  });
}

/** The text of a scalar in which no template has a part. */
export function textOf(document: YamlDocument, node: YamlNode | undefined): string | undefined {
  return isScalar(node) && !document.isTemplated(node) ? node.value : undefined;
}

/** The mappings in a sequence; none of one in which a template makes lines. At its end more may follow. */
export function itemsOf(document: YamlDocument, node: YamlNode | undefined): readonly YamlMap[] {
  return isSequence(node) && !document.hasTemplatedLines(node) ? node.items.filter(isMap) : [];
}

/** Whether a mapping certainly has no such key: nothing is merged into it, and no template adds lines. */
export function isDefinitelyAbsent(document: YamlDocument, map: YamlMap, key: string): boolean {
  return !entryOf(map, key) && !entryOf(map, '<<') && !mayHaveMoreEntries(document, map);
}

/** What a node covers. */
export function rangeOf({ start, end }: YamlNode): TextRange {
  return { start, end };
}
