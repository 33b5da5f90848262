import * as l10n from '@vscode/l10n';
import type { Fix, RelatedInformation } from '../../engine/finding.ts';
import { isTemplated, type MetadataEntry } from '../../kubernetes/metadataEntry.ts';
import { removeMetadata } from '../../kubernetes/removeMetadata.ts';
import { plainKind } from '../../kubernetes/yaml11.ts';
import type { PortList, PortToken } from '../../linkerd/ports/portList.ts';
import type { SkipPorts } from '../../linkerd/ports/skipPorts.ts';
import type { TextEdit } from '../../text/edit.ts';
import { changeValue, editScalar, quoteScalar, type ValueChange } from '../../yaml/edit/scalarEdits.ts';
import type { ScalarText } from '../../yaml/scalarText.ts';

/** A list of ports in an annotation. */
export type ListValue = Pick<SkipPorts, 'annotation' | 'value'>;

/**
 * Adds ports at the end of a list. Line breaks at the end are dropped, because Linkerd would ignore the port before
 * them.
 */
export function addedPorts(value: string, ports: readonly (number | string)[]): ValueChange {
  let end = value.length;
  while (value[end - 1] === '\n' || value[end - 1] === '\r') end--;
  const comma = end === 0 || value[end - 1] === ',' ? '' : ',';
  return { start: end, end: value.length, text: comma + ports.join(',') };
}

/** Replaces one token with other text, which may be several tokens. */
export function replacedToken({ start, end }: PortToken, text: string): ValueChange {
  return { start, end, text };
}

/**
 * Removes tokens, each with one comma. Undefined if nothing would be left, or if the list would begin with a space,
 * which YAML reads as indentation.
 */
export function removedTokens(
  { tokens }: PortList,
  removed: readonly PortToken[],
): ValueChange[] | undefined {
  if (removed.length >= tokens.length) return undefined;
  const first = tokens.find((token) => !removed.includes(token));
  if (first && first.index > 0 && /^\s/.test(first.text)) return undefined;
  return rowsOf(removed).map(([first, last]) => {
    const previous = tokens[first.index - 1];
    const next = tokens[last.index + 1];
    if (previous) return { start: previous.end, end: last.end, text: '' };
    return { start: first.start, end: next?.start ?? last.end, text: '' };
  });
}

/** The first and last token of each run of adjacent tokens. */
function rowsOf(tokens: readonly PortToken[]): [PortToken, PortToken][] {
  const rows: [PortToken, PortToken][] = [];
  for (const token of tokens) {
    const row = rows.at(-1);
    if (row && row[1].index + 1 === token.index) row[1] = token;
    else rows.push([token, token]);
  }
  return rows;
}

/** The edits for changes to a list, which are in order; undefined if one of them cannot be made. */
export function editList(
  list: ListValue,
  changes: readonly ValueChange[] | undefined,
): TextEdit[] | undefined {
  if (!changes) return undefined;
  const value = changeValue(list.value.value, changes);
  if (!needsQuotes(list, value)) return editScalar(list.value, changes);
  const quoted = hasTag(list.value) ? undefined : quoteScalar(list.value, value);
  return quoted && [quoted];
}

/** A bare number needs quotes, and so does a list in a flow collection, where a comma would end the entry. */
function needsQuotes({ annotation, value: { style } }: ListValue, value: string): boolean {
  if (style !== 'plain') return false;
  return (
    annotation.valueKind !== 'string' ||
    plainKind(value) !== 'string' ||
    (mayBeInFlow(annotation) && value.includes(','))
  );
}

/** Whether the value may be in a flow collection. For a value from an alias that is not known. */
function mayBeInFlow({ isInFlow, valueAlias }: MetadataEntry): boolean {
  return isInFlow || valueAlias !== undefined;
}

/** Quotes do not make `!!int 80` a string. */
function hasTag({ node }: ScalarText): boolean {
  return node.tag !== undefined;
}

/** A fix that changes only the list. */
export function listFix(
  skipPorts: SkipPorts,
  title: string,
  safety: Fix['safety'],
  changes: readonly ValueChange[] | undefined,
): Fix[] {
  return fixOf(title, safety, editList(skipPorts, changes));
}

/** A fix with these edits; none if they cannot be made. */
export function fixOf(
  title: string,
  safety: Fix['safety'],
  edits: readonly TextEdit[] | undefined,
  isPreferred = true,
): Fix[] {
  if (!edits || edits.length === 0) return [];
  return [{ title, safety, isPreferred, edits }];
}

/** Removes an annotation. Not offered where a template has a part in it, or where it is written elsewhere. */
export function removeAnnotation(annotation: MetadataEntry, title: string, isPreferred = false): Fix[] {
  const isElsewhere = annotation.alias !== undefined || annotation.valueAlias !== undefined;
  const removal = isElsewhere || isTemplated(annotation) ? undefined : removeMetadata(annotation);
  return fixOf(title, 'suggestion', removal && [removal], isPreferred);
}

/** The text that an alias refers to, as a related place. */
export function definitionOf({ annotation, value }: ListValue): RelatedInformation[] {
  if (!annotation.alias && !annotation.valueAlias) return [];
  return [{ range: value.range, message: l10n.t('The value is set here.') }];
}
