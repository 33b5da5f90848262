import * as l10n from '@vscode/l10n';
import type { Rule, RuleContext, RuleFinding } from '../../engine/rule.ts';
import { isDefinitelyAbsent, itemsOf, locatedText, textOf } from '../../kubernetes/specFields.ts';
import type { YamlDocument } from '../../yaml/document.ts';
import { removeEntry } from '../../yaml/edit/entryEdits.ts';
import { rangeOf, type YamlMap } from '../../yaml/nodes.ts';
import { child, entryOf } from '../../yaml/walkEntries.ts';
import { fixOf } from '../fixes/listEdits.ts';
import { GATEWAY, POLICY } from './rejections/references.ts';
import { resourcesWhose, type Spec, specsOf } from './resourceSpecs.ts';

/**
 * linkerd2 `policy-controller/k8s/index/src/inbound/routes.rs` ParentRef: a parent that is a Server must be in the
 * route's namespace and must not have a port or section. The index ignores other routes.
 */
export default {
  id: 'server-route-dropped',
  summary:
    'A route whose parent is a Server in another namespace or has a port or section, so Linkerd ignores it',
  level: 'error',
  fixable: 'suggestion',
  since: '0.2.0',
  query: resourcesWhose(isInboundRoute),
  *check(context: RuleContext) {
    const { document, isPatch } = context;
    for (const route of specsOf(context, isInboundRoute))
      for (const parent of itemsOf(document, child(route.spec, 'parentRefs'))) {
        if (!isServer(document, parent, route)) continue;
        for (const field of ['port', 'sectionName']) yield* surplusField(document, parent, field);
        if (!isPatch) yield* otherNamespace(document, parent, route);
      }
  },
} satisfies Rule;

function isInboundRoute(kind: string, group: string): boolean {
  return (
    (kind === 'HTTPRoute' && (group === POLICY || group === GATEWAY)) ||
    (kind === 'GRPCRoute' && group === GATEWAY)
  );
}

/** In the CRD of Linkerd's own HTTPRoute, the default group is its own. */
function isServer(document: YamlDocument, parent: YamlMap, route: Spec): boolean {
  if (textOf(document, child(parent, 'kind')) !== 'Server') return false;
  if (isDefinitelyAbsent(document, parent, 'group')) return route.group === POLICY;
  return textOf(document, child(parent, 'group')) === POLICY;
}

function* surplusField(document: YamlDocument, parent: YamlMap, field: string): Iterable<RuleFinding> {
  const entry = entryOf(parent, field);
  const text = textOf(document, child(parent, field));
  if (!entry || text === undefined || /^(?:|null|~)$/.test(text)) return;
  const edit = removeEntry(document, parent, entry);
  yield {
    range: rangeOf(entry.key),
    message: l10n.t(
      'A parent that is a Server must not have {0}, so Linkerd ignores the whole route, although its status says Accepted. Remove {0}.',
      field,
    ),
    fixes: fixOf(l10n.t('Remove {0}', field), 'suggestion', edit && [edit]),
  };
}

function* otherNamespace(document: YamlDocument, parent: YamlMap, { resource }: Spec): Iterable<RuleFinding> {
  const namespace = locatedText(document, child(parent, 'namespace'));
  const own = textOf(document, child(child(resource.node, 'metadata'), 'namespace'));
  if (!namespace?.text || !own || namespace.text === own) return;
  yield {
    range: namespace.range,
    message: l10n.t(
      'This route is in “{0}” and its Server is in “{1}”, so Linkerd ignores the whole route. Move the route to “{1}”.',
      own,
      namespace.text,
    ),
  };
}
