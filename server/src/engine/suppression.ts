import { embeddedLinkerdDocuments } from '../linkerd/metadata/linkerdMetadata.ts';
import type { TextRange } from '../text/range.ts';
import type { YamlDocument } from '../yaml/document.ts';
import { readNested } from '../yaml/nestedDocuments.ts';

/** The scope of a suppression comment. */
export type SuppressionScope = 'file' | 'line' | 'next-line';

/** One rule named in a suppression comment. Offsets count from the document's beginning. */
export interface Suppression {
  /** Undefined if the comment's first word only resembles a directive. */
  readonly scope: SuppressionScope | undefined;
  /** Empty if the comment names no rule. */
  readonly rule: string;
  /** The rule's name in the comment, or the comment's first word if it names none. */
  readonly range: TextRange;
  /**
   * The comment with the whitespace before it; the whole line if there is nothing else on it. Behind its `#` where that has to
   * stay, because without it the next lines would be read as text.
   */
  readonly commentRange: TextRange;
  /** Number of rules that the comment names. */
  readonly names: number;
}

/** The first words of suppression comments. */
export const DIRECTIVES: Readonly<Record<string, SuppressionScope>> = {
  'linkerd-lint-disable': 'file',
  'linkerd-lint-disable-line': 'line',
  'linkerd-lint-disable-next-line': 'next-line',
};

const DIRECTIVE = /#[ \t]*(linkerd-lint-(?:disable|enable|ignore|suppress)[\w-]*)([^\r\n]*)/g;

/**
 * The suppression comments of a document and of those that are embedded in it. Text in other scalars does not count.
 */
export function readSuppressions(document: YamlDocument): Suppression[] {
  if (!document.text.includes('linkerd-lint-')) return [];
  return readNested<Suppression[]>(document, embeddedLinkerdDocuments, (nested, inner) => [
    ...inner.flatMap(({ embedded, result }) =>
      result.map((suppression) => ({
        ...suppression,
        range: embedded.toOuter(suppression.range),
        commentRange: embedded.toOuter(suppression.commentRange),
      })),
    ),
    ...readDirectives(nested.document),
  ]);
}

function readDirectives(document: YamlDocument): Suppression[] {
  const { text } = document;
  return [...text.matchAll(DIRECTIVE)]
    .filter(({ index }) => !document.isInScalar(index) && opensComment(text, index))
    .flatMap((match) => readDirective(document, match));
}

function readDirective(document: YamlDocument, match: RegExpExecArray): Suppression[] {
  const [comment, word = '', rest = ''] = match;
  const end = match.index + comment.length;
  const scope = Object.hasOwn(DIRECTIVES, word) ? DIRECTIVES[word] : undefined;
  const untilReason = rest.split(/(?:^|[ \t])--(?:[ \t]|$)/, 1)[0] ?? '';
  const rules = [...untilReason.matchAll(/[^\s,]+/g)];
  const common = { scope, commentRange: removableComment(document, match.index, end), names: rules.length };
  if (scope === undefined || rules.length === 0) {
    const start = end - rest.length - word.length;
    return [{ ...common, rule: '', range: { start, end: start + word.length } }];
  }
  return rules.map(({ 0: rule, index }) => {
    const start = end - rest.length + index;
    return { ...common, rule, range: { start, end: start + rule.length } };
  });
}

/** In YAML `#` starts a comment only at the beginning of a line or after whitespace. */
function opensComment(text: string, at: number): boolean {
  return at === 0 || /[\s\uFEFF]/.test(text[at - 1] as string);
}

/** The header of a block scalar to which the empty lines below it belong. */
const KEEPS_EMPTY_LINES = /[|>]\d?\+/;

function removableComment(document: YamlDocument, start: number, end: number): TextRange {
  const whole = wholeComment(document.text, start, end);
  return separatesText(document, whole, start - whole.start) ? { start: start + 1, end } : whole;
}

/**
 * Whether the lines below a comment, empty ones and other comments, may become text without it. It may end the text of a block
 * scalar that they would continue, or be the first line of a block scalar, which says how far all others are indented.
 *
 * @param own how far the comment is indented
 */
function separatesText(document: YamlDocument, { start, end }: TextRange, own: number): boolean {
  const { text } = document;
  const before = text.slice(0, start).trimEnd();
  // The range of a block scalar contains its last line break, that of no other scalar does.
  const scalar = document.scalarAround(before.length);
  if (before !== '' && !scalar) return false;
  const [, emptyLines = '', comment = ''] = /^((?:[ \t]*\r?\n)*)([ \t]*#)?/.exec(text.slice(end)) ?? [];
  if (comment.length > own + 1) return true;
  if (!scalar) return emptyLines.split(/\r?\n/).some((line) => line.length > own);
  const header = text.slice(text.lastIndexOf('\n', scalar.start - 1) + 1, scalar.start);
  return emptyLines !== '' && KEEPS_EMPTY_LINES.test(header);
}

function wholeComment(text: string, start: number, end: number): TextRange {
  let from = start;
  while (text[from - 1] === ' ' || text[from - 1] === '\t') from--;
  const isWholeLine = from === 0 || text[from - 1] === '\n';
  if (!isWholeLine) return { start: from, end };
  const next = text.indexOf('\n', end);
  return { start: from, end: next === -1 ? text.length : next + 1 };
}
