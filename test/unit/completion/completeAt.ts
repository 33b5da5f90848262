import { expect } from 'vitest';
import type { LintSettings } from '../../../server/src/engine/lintDocument.ts';
import { SourceFile } from '../../../server/src/engine/sourceFile.ts';
import { complete } from '../../../server/src/features/completion/completion.ts';
import { type InsertPart, plainText } from '../../../server/src/features/completion/insertText.ts';
import type { Suggestion } from '../../../server/src/features/completion/suggestion.ts';
import { applyEdits } from '../../../server/src/text/edit.ts';
import { readExample } from '../../support/example.ts';
import { UNKNOWN } from '../../support/lint.ts';

const DOCUMENTS_AHEAD = 'kind: ConfigMap\ndata: {linkerd: "true"}\n---\n';

/** What is offered at a place of a text. */
export interface Offer {
  readonly text: string;
  readonly items: readonly Suggestion[];
}

/** What is offered at an offset. Every offer must replace what is typed, and nothing on other lines. */
export function offersAt(
  text: string,
  cursor: number,
  settings: LintSettings = UNKNOWN,
  trigger?: string,
): readonly Suggestion[] {
  const { items } = complete(SourceFile.read(text), cursor, settings, trigger);
  for (const { range } of items) {
    expect(range.start).toBeLessThanOrEqual(cursor);
    expect(range.end).toBeGreaterThanOrEqual(cursor);
    expect(text.slice(range.start, range.end)).not.toContain('\n');
  }
  return items;
}

/**
 * What is offered at the cursor `$0` of an example. It must be the same with CRLF, with a byte order mark and in the
 * second document of a file.
 */
export function offers(source: string, settings: LintSettings = UNKNOWN, trigger?: string): Offer {
  const { text, cursor } = readExample(source);
  if (cursor === undefined) throw new SyntaxError('the example lacks its cursor, $0');
  const items = offersAt(text, cursor, settings, trigger);
  const ahead = text.slice(0, cursor).replaceAll('\n', '\r\n').length;
  const variants = {
    CRLF: offersAt(text.replaceAll('\n', '\r\n'), ahead, settings, trigger),
    'byte order mark': offersAt(`\uFEFF${text}`, cursor + 1, settings, trigger),
    'second document': offersAt(DOCUMENTS_AHEAD + text, DOCUMENTS_AHEAD.length + cursor, settings, trigger),
  };
  for (const [name, others] of Object.entries(variants))
    expect(others.map(describeOffer), name).toEqual(items.map(describeOffer));
  return { text, items };
}

function describeOffer({ label, parts, range }: Suggestion): unknown {
  return [label, parts, range.end - range.start];
}

/** The labels of what is offered, in order. */
export function labels(source: string, settings: LintSettings = UNKNOWN, trigger?: string): string[] {
  return offers(source, settings, trigger).items.map(({ label }) => label);
}

/** The offer with this label. */
export function offer({ items }: Offer, label: string): Suggestion {
  const item = items.find((candidate) => candidate.label === label);
  if (!item)
    throw new RangeError(`“${label}” is not offered, but: ${items.map((other) => other.label).join(' | ')}`);
  return item;
}

/** The text after an offer is accepted, as an editor without snippets writes it. */
export function accept(text: string, { range, parts }: Suggestion): string {
  return applyEdits(text, [{ range, newText: plainText(parts) }]);
}

/** The line at the cursor after the offer with this label is accepted; what there is to choose stands in `‹a|b›`. */
export function lineAfter(source: string, label: string, settings: LintSettings = UNKNOWN): string {
  const found = offers(source, settings);
  const { range, parts } = offer(found, label);
  const line = found.text.slice(0, range.start).split('\n').length - 1;
  const after = applyEdits(found.text, [{ range, newText: parts.map(showPart).join('') }]);
  return after.split('\n')[line]?.trim() ?? '';
}

function showPart(part: InsertPart): string {
  return typeof part === 'string' ? part : `‹${part.choices.join('|')}›`;
}
