import * as l10n from '@vscode/l10n';
import { closest, distance } from 'fastest-levenshtein';
import type { Fix } from '../../engine/finding.ts';
import type { Rule, RuleContext } from '../../engine/rule.ts';
import { isTemplated, type MetadataEntry, valueRange } from '../../kubernetes/metadataEntry.ts';
import { targetOf } from '../../linkerd/metadata/metadataTarget.ts';
import { quoteScalar } from '../../yaml/edit/scalarEdits.ts';
import { fixOf } from '../fixes/listEdits.ts';

/** linkerd2 `multicluster/cmd/link-gen.go` newLinkGenOptionsWithDefault: what a Link's selectors match. */
export default {
  id: 'multicluster-label-value',
  summary: 'A value of a multicluster label that no Link selects by default',
  level: 'information',
  fixable: 'suggestion',
  since: '0.1.0',
  query: { label: ({ key, placement }) => placement === 'service' && SELECTED.has(key) },
  *check({ labels }: RuleContext) {
    for (const annotation of labels) {
      const values = SELECTED.get(annotation.key.value);
      if (!values || annotation.valueKind !== 'string' || isTemplated(annotation)) continue;
      const value = annotation.value?.value ?? '';
      if (targetOf(annotation) !== 'Service' || value === REFUSAL || values.includes(value)) continue;
      yield {
        range: valueRange(annotation),
        message: l10n.t(
          'By default, Links select only {0}. With this value, the Service is not mirrored, and Linkerd reports no error.',
          values.map((known) => `“${known}”`).join(', '),
        ),
        fixes: write(annotation, values),
      };
    }
  },
} satisfies Rule;

/** Written to not mirror a Service. */
const REFUSAL = 'false';

/** The values that the default selectors match. */
const SELECTED: ReadonlyMap<string, readonly string[]> = new Map([
  ['mirror.linkerd.io/exported', ['true', 'remote-discovery']],
  ['mirror.linkerd.io/federated', ['member']],
]);

/** Suggests the value with a similar spelling; a word such as `yes` means the first one. */
function write({ value, alias, valueAlias }: MetadataEntry, values: readonly string[]): Fix[] {
  if (!value || alias || valueAlias || value.node.tag !== undefined) return [];
  const text = value.value.toLowerCase();
  const near = closest(text, [...values]);
  const meant = CONSENT.test(text) ? values[0] : distance(text, near) <= 2 ? near : undefined;
  if (meant === undefined) return [];
  const edit = quoteScalar(value, meant);
  return fixOf(l10n.t('Change to {0}', meant), 'suggestion', edit && [edit]);
}

const CONSENT = /^(?:yes|on|1|enabled|true)$/;
