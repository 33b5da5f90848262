import * as l10n from '@vscode/l10n';
import type { Rule, RuleContext } from '../../engine/rule.ts';
import { textOf } from '../../kubernetes/specFields.ts';
import { entryFor } from '../../linkerd/catalogue/catalogue.ts';
import { appendEntry } from '../../yaml/edit/entryEdits.ts';
import { rangeOf } from '../../yaml/nodes.ts';
import { child, entryOf } from '../../yaml/walkEntries.ts';
import { fixOf } from '../fixes/listEdits.ts';
import { HELM_RELEASES, targetPathsOf } from './helmParameters.ts';

/** The types of annotation values that may be lists. */
const LISTS: ReadonlySet<string> = new Set(['skip-ports', 'opaque-ports', 'policy-ports', 'cidr-list']);

/**
 * helm-controller merges the value like `helm --set path=value`, where a comma starts the next key (fluxcd/pkg
 * `chartutil/values.go` ReplacePathValue, run at v1.30.0).
 */
export default {
  id: 'helm-parameter-list-split',
  summary: 'A Flux targetPath that sets a list of ports or subnets, which Helm splits at its commas',
  // The value is in a ConfigMap or a Secret, where its commas may be escaped.
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
          'With targetPath, a list with commas makes the release fail, and a single port becomes a number. Add literal: true, or write each comma in the value as “\\,”.',
        ),
        fixes: edit
          ? fixOf(l10n.t('Add literal: true (needs a Flux version with this field)'), 'suggestion', [edit])
          : [],
      };
    }
  },
} satisfies Rule;
