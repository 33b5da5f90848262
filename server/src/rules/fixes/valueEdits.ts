import * as l10n from '@vscode/l10n';
import type { Fix } from '../../engine/finding.ts';
import { changeValue, quoteScalar, type ValueChange } from '../../yaml/edit/scalarEdits.ts';
import { editList, fixOf, type ListValue } from './listEdits.ts';

/** Text without special characters in any style of scalar, at any place in it. */
const PLAIN = /^[\w.,=+/:-]*$/;

/** A fix that replaces a whole value; none if {@link replacePart} offers none. */
export function replaceValue(found: ListValue, text: string, safety: Fix['safety']): Fix[] {
  const change = { start: 0, end: found.value.value.length, text };
  return replacePart(found, l10n.t('Change to {0}', text), safety, change);
}

/** A fix that replaces a part of a value; none if its place is not certain or the text would need another style. */
export function replacePart(
  value: ListValue,
  title: string,
  safety: Fix['safety'],
  change: ValueChange,
): Fix[] {
  const changed = changeValue(value.value.value, [change]);
  if (isPlain(change.text) && isPlain(changed)) return fixOf(title, safety, editList(value, [change]));
  if (value.value.isBlock || value.value.node.tag !== undefined) return [];
  const quoted = quoteScalar(value.value, changed);
  return quoted ? fixOf(title, safety, [quoted]) : [];
}

/** A colon may end a key, and other indicators begin something other than a scalar. */
function isPlain(text: string): boolean {
  return PLAIN.test(text) && !/:$|^[-:,]/.test(text);
}
