import * as l10n from '@vscode/l10n';
import type { Fix, RelatedPlace } from '../../engine/finding.ts';
import type { PortToken } from '../../linkerd/portList.ts';
import type { SkipPorts } from '../../linkerd/skipPorts.ts';
import type { TextEdit } from '../../text/edit.ts';
import { quoteScalar, replaceInScalar } from '../../yaml/scalarEdits.ts';

/** Adds ports at the end of a list. A bare number, or a bare list in a flow mapping, needs quotes from then on. */
export function appendPorts(
  { site, value }: Pick<SkipPorts, 'site' | 'value'>,
  ports: readonly (number | string)[],
): TextEdit | undefined {
  const end = value.value.replace(/[\r\n]+$/, '').length;
  const added = (value.value.slice(0, end).endsWith(',') ? '' : ',') + ports.join(',');
  const needsQuotes = value.style === 'plain' && (site.valueKind !== 'string' || site.isInFlow);
  return needsQuotes ? quoteScalar(value, value.value + added) : replaceInScalar(value, end, end, added);
}

/** Replaces one token by other text, which may be several tokens. */
export function replaceToken(
  { value }: SkipPorts,
  token: PortToken,
  replacement: string,
): TextEdit | undefined {
  return replaceInScalar(value, token.start, token.end, replacement);
}

/** Removes one token and one comma beside it. Undefined for the only one. */
export function removeToken({ value, list }: SkipPorts, token: PortToken): TextEdit | undefined {
  const index = list.tokens.indexOf(token);
  const next = list.tokens[index + 1];
  const previous = list.tokens[index - 1];
  if (previous) return replaceInScalar(value, previous.end, token.end, '');
  return next && replaceInScalar(value, token.start, next.start, '');
}

/** A fix made of these edits, or none if one of them could not be made. */
export function fixOf(
  skipPorts: SkipPorts,
  title: string,
  safety: Fix['safety'],
  edits: readonly (TextEdit | undefined)[],
  isPreferred = true,
): Fix[] {
  const made = edits.filter((edit) => edit !== undefined);
  if (made.length === 0 || made.length !== edits.length) return [];
  return [{ title: withAnchor(skipPorts, title), safety, isPreferred, edits: made }];
}

/** Says so where a change reaches every place that repeats the anchor. */
function withAnchor({ site, value }: SkipPorts, title: string): string {
  const isShared = site.alias || site.valueAlias || value.node.anchor !== undefined;
  return isShared ? l10n.t('{0} (at the anchor; all its aliases follow)', title) : title;
}

/** Leads from an alias to the text that it stands for. */
export function definitionOf({ site, value }: SkipPorts): RelatedPlace[] {
  if (!site.alias && !site.valueAlias) return [];
  return [{ range: value.range, message: l10n.t('The value is written here.') }];
}
