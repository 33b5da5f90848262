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
    resource: ({ kind = '', apiVersion = '' }) => passes(kind, groupOf(apiVersion)),
  };
}

/** The specs of the resources that pass and whose API version is written and certain. */
export function specsOf({ document, resources }: RuleContext, passes: ResourceTest): readonly Spec[] {
  return resources.flatMap((resource) => {
    const { node, kind = '', apiVersion = '' } = resource;
    const group = groupOf(apiVersion);
    const spec = child(node, 'spec');
    const isCertain = textOf(document, child(node, 'apiVersion')) !== undefined;
    return passes(kind, group) && isMap(spec) && isCertain ? [{ kind, group, spec, resource }] : [];
  });
}
