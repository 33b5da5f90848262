import type { RuleContext } from '../../engine/rule.ts';
import type { RuleQuery } from '../../engine/ruleQuery.ts';
import { groupOf, type Resource } from '../../kubernetes/resource.ts';
import { textOf } from '../../kubernetes/specFields.ts';
import { isMap, type YamlMap } from '../../yaml/nodes.ts';
import { child } from '../../yaml/walkEntries.ts';

/** The spec of a resource, with its kind and API group. */
export interface Spec {
  readonly kind: string;
  readonly group: string;
  readonly spec: YamlMap;
  readonly resource: Resource;
}

/** Picks resources by kind and API group. */
type ResourceTest = (kind: string, group: string) => boolean;

/** Queries the resources that pass. */
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
