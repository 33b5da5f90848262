import * as l10n from '@vscode/l10n';
import type { Rule, RuleContext } from '../../engine/rule.ts';
import { rangeOf, textOf } from '../../kubernetes/specFields.ts';
import { entryFor } from '../../linkerd/catalogue/catalogue.ts';
import { appendEntry } from '../../yaml/edit/entryEdits.ts';
import { child, entryOf } from '../../yaml/walkEntries.ts';
import { fixOf } from '../fixes/listEdits.ts';
import { HELM_RELEASES, targetPathsOf } from './helmParameters.ts';

/** Values of annotations that may be lists. */
const LISTS: ReadonlySet<string> = new Set(['skip-ports', 'opaque-ports', 'policy-ports', 'cidr-list']);

/**
 * helm-controller merges the value as `helm --set path=value` does (fluxcd/pkg `chartutil/values.go` ReplacePathValue, run at
 * v1.30.0), in which a comma begins the next key.
 */
export default {
  id: 'helm-parameter-list-split',
  summary: 'A targetPath of Flux’ that sets a list of ports, which Helm splits at its commas',
  // The value itself is in a ConfigMap or a Secret, and may be escaped.
  level: 'information',
  fixable: 'suggestion',
  since: '0.2.0',
  query: HELM_RELEASES,
  *check(context: RuleContext) {
    const { document } = context;
    for (const { node, name, key, isSplit } of targetPathsOf(context)) {
      if (isSplit || !LISTS.has(entryFor(key)?.value.type ?? '')) continue;
      const literal = entryOf(node, 'literal');
      if (literal && textOf(document, child(node, 'literal')) !== 'false') continue;
      const edit = literal
        ? undefined
        : appendEntry(document, node, { block: 'literal: true', flow: 'literal: true' });
      yield {
        range: rangeOf(name),
        message: l10n.t(
          'With targetPath, Helm splits a list at its commas and the release fails; one port alone becomes a number. Add literal: true, or escape each comma as \\, in the value.',
        ),
        fixes: edit
          ? fixOf(l10n.t('Add literal: true (needs a Flux that knows it)'), 'suggestion', [edit])
          : [],
      };
    }
  },
} satisfies Rule;
