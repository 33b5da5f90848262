import type { TextRange } from '../text/range.ts';
import type { YamlDocument } from '../yaml/document.ts';
import { embeddedDocuments } from '../yaml/embedded.ts';
import { concernsLinkerd } from './lintDocument.ts';

/** How far a suppression comment reaches. */
export type SuppressionScope = 'file' | 'line' | 'next-line';

/** One rule named in a suppression comment. Offsets are relative to the document. */
export interface Suppression {
  readonly scope: SuppressionScope;
  readonly rule: string;
  /** The rule's name in the comment. */
  readonly range: TextRange;
  /** The comment with the blanks before it; the whole line where it holds nothing else. */
  readonly commentRange: TextRange;
  /** How many rules the comment names. */
  readonly names: number;
}

const DIRECTIVE = /#[ \t]*linkerd-lint-disable(-next-line|-line)?(?=[ \t\r\n]|$)([^\r\n]*)/g;

/**
 * The suppression comments of a document and of those that are embedded in it. Text that looks like one inside any other
 * scalar is none.
 */
export function readSuppressions(document: YamlDocument): Suppression[] {
  if (!document.text.includes('linkerd-lint-disable')) return [];
  const found = embeddedDocuments(document, concernsLinkerd).flatMap((embedded) =>
    readSuppressions(embedded.document).map((suppression) => ({
      ...suppression,
      range: embedded.toOuter(suppression.range),
      commentRange: embedded.toOuter(suppression.commentRange),
    })),
  );
  for (const match of document.text.matchAll(DIRECTIVE)) {
    if (!document.isInScalar(match.index) && opensComment(document.text, match.index))
      found.push(...readDirective(document.text, match));
  }
  return found;
}

function readDirective(text: string, match: RegExpExecArray): Suppression[] {
  const scope = match[1] === '-next-line' ? 'next-line' : match[1] === '-line' ? 'line' : 'file';
  const names = match[2] ?? '';
  const start = match.index + match[0].length - names.length;
  const untilReason = names.split(/[ \t]--(?:[ \t]|$)/, 1)[0] ?? '';
  const rules = [...untilReason.matchAll(/[^\s,]+/g)];
  const commentRange = wholeComment(text, match.index, match.index + match[0].length);
  return rules.map((rule) => ({
    scope,
    rule: rule[0],
    range: { start: start + rule.index, end: start + rule.index + rule[0].length },
    commentRange,
    names: rules.length,
  }));
}

/** In YAML `#` opens a comment only at the beginning of a line or behind a blank. */
function opensComment(text: string, at: number): boolean {
  return at === 0 || /[\s\uFEFF]/.test(text[at - 1] as string);
}

function wholeComment(text: string, start: number, end: number): TextRange {
  let from = start;
  while (text[from - 1] === ' ' || text[from - 1] === '\t') from--;
  const isWholeLine = from === 0 || text[from - 1] === '\n';
  if (!isWholeLine) return { start: from, end };
  const next = text.indexOf('\n', end);
  return { start: from, end: next === -1 ? text.length : next + 1 };
}
