import * as l10n from '@vscode/l10n';
import type { Fix } from '../../engine/finding.ts';
import type { Rule, RuleContext } from '../../engine/rule.ts';
import { isDefinitelyAbsent, itemsOf, textOf } from '../../kubernetes/specFields.ts';
import type { YamlDocument } from '../../yaml/document.ts';
import { appendEntry } from '../../yaml/edit/entryEdits.ts';
import { rangeOf, type YamlMap } from '../../yaml/nodes.ts';
import { child } from '../../yaml/walkEntries.ts';
import { fixOf } from '../fixes/listEdits.ts';
import { resourcesWhose, specsOf } from './resourceSpecs.ts';

/**
 * If a parent has no group, the CRDs default to one that is not a Service's (linkerd2
 * `charts/linkerd-crds/templates/policy/httproute.yaml`), and the policy controller ignores the route
 * (`policy-controller/k8s/index/src/outbound/index.rs` is_service).
 */
export default {
  id: 'route-parent-not-service',
  summary: 'A route whose parent is meant to be a Service but lacks its group or kind',
  level: 'warning',
  fixable: 'suggestion',
  since: '0.1.0',
  query: resourcesWhose(isRoute),
  *check(context: RuleContext) {
    const { document } = context;
    for (const { group, spec } of specsOf(context, isRoute)) {
      for (const parent of itemsOf(document, child(spec, 'parentRefs'))) {
        if (isServiceWithoutGroup(document, parent))
          yield {
            range: rangeOf(child(parent, 'kind') ?? parent),
            message: l10n.t(
              'Without a group, this refers to a Service of {0}, which does not exist, so Linkerd ignores the route. Add group: core.',
              group,
            ),
            fixes: add(document, parent, 'group', 'core'),
          };
        else if (isCoreWithoutKind(document, parent))
          yield {
            range: rangeOf(child(parent, 'group') ?? parent),
            message: l10n.t(
              'Without a kind, this refers to a Gateway, so Linkerd ignores the route. Add kind: Service.',
            ),
            fixes: add(document, parent, 'kind', 'Service'),
          };
      }
    }
  },
} satisfies Rule;

/** The groups whose CRDs default a parent's group to their own. */
const GROUPS = new Set(['policy.linkerd.io', 'gateway.networking.k8s.io']);

const ROUTES = new Set(['HTTPRoute', 'GRPCRoute', 'TLSRoute', 'TCPRoute']);

function isRoute(kind: string, group: string): boolean {
  return GROUPS.has(group) && ROUTES.has(kind);
}

function isServiceWithoutGroup(document: YamlDocument, parent: YamlMap): boolean {
  return (
    textOf(document, child(parent, 'kind')) === 'Service' && isDefinitelyAbsent(document, parent, 'group')
  );
}

function isCoreWithoutKind(document: YamlDocument, parent: YamlMap): boolean {
  const group = textOf(document, child(parent, 'group'));
  return (group === 'core' || group === '') && isDefinitelyAbsent(document, parent, 'kind');
}

function add(document: YamlDocument, parent: YamlMap, key: string, value: string): Fix[] {
  const edit = appendEntry(document, parent, { block: `${key}: ${value}`, flow: `"${key}": "${value}"` });
  return fixOf(l10n.t('Add {0}', `${key}: ${value}`), 'suggestion', edit && [edit]);
}
