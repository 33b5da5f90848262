import { lineBreakOf } from '../text/lineBreak.ts';
import { firstBehind, overlapsAny, type TextRange } from '../text/range.ts';
import { isScalar, type YamlNode, type YamlScalar } from './nodes.ts';
import type { YamlError } from './parse/libraryParser.ts';
import { type Reading, readDocument } from './parse/readDocument.ts';
import { actionsIn, isSilent, maskTemplates, type TemplateAction } from './template/maskTemplates.ts';
import { visitNodes } from './visitNodes.ts';

/**
 * One stretch of a file between `---` lines. All offsets are UTF-16 code units from its own beginning, so that it
 * stays valid when the text before it changes. It is parsed when somebody first asks for its nodes, and once.
 */
export class YamlDocument {
  /** The text as it stands in the file. */
  readonly text: string;
  /** The text that the parser sees: as long, with template actions hidden, and with line feeds for lone carriage returns. */
  readonly maskedText: string;
  /** The template actions, in order. */
  readonly actions: readonly TemplateAction[];
  #reading: Reading | undefined;
  #scalars: readonly TextRange[] | undefined;

  constructor(text: string, masked = maskTemplates(text)) {
    this.text = text;
    this.maskedText = withLineFeeds(masked.text);
    this.actions = masked.actions;
  }

  /**
   * The root nodes: one for an ordinary document, none for an empty one or one that is beyond parsing. More than one
   * where `...` ends a document inside the stretch. What is broken in part is read as far as it goes.
   */
  get roots(): readonly YamlNode[] {
    return this.#read().roots;
  }

  /**
   * Whether something of interest may be reached below a node: in its text, or, where the document has aliases, in the
   * text of any other.
   */
  mayContain({ start, end }: TextRange, mayContain: (text: string) => boolean): boolean {
    return this.mayHaveAliases || mayContain(this.text.slice(start, end));
  }

  /** False where it is certain that the document has no aliases. */
  get mayHaveAliases(): boolean {
    return this.#read().mayHaveAliases;
  }

  #read(): Reading {
    this.#reading ??= readDocument(withoutMark(this.maskedText));
    return this.#reading;
  }

  /** Whether some lines end at a carriage return alone. Edits of whole lines do not know such lines. */
  get hasLoneReturns(): boolean {
    return LONE_RETURN.test(this.text);
  }

  /** Whether a template action overlaps the range. */
  isTemplated(range: TextRange): boolean {
    return overlapsAny(this.actions, range);
  }

  /** How many of a range's first characters are actions that print nothing, with the blanks behind them. */
  silentPrefix({ start, end }: TextRange): number {
    let behind = start;
    for (const action of actionsIn(this.actions, { start, end })) {
      if (action.start !== behind || !isSilent(action.source)) break;
      behind = action.end + (/^[ \t]*/.exec(this.text.slice(action.end, end))?.[0].length ?? 0);
    }
    return behind - start;
  }

  /** Whether lines in the range are left to a template: its control flow, or lines that it makes. */
  hasTemplatedLines({ start, end }: TextRange): boolean {
    for (let at = firstBehind(this.actions, start); at < this.actions.length; at++) {
      const action = this.actions[at] as TemplateAction;
      if (action.start >= end) return false;
      if (action.isBlank && action.start >= start) return true;
    }
    return false;
  }

  /** Where the document is not YAML, in order. A template may be what makes it look so. */
  get errors(): readonly YamlError[] {
    return this.#read().errors;
  }

  /** Whether a part of the range is no YAML, so that an edit may change what all the rest of it is read as. */
  isBroken(range: TextRange): boolean {
    return overlapsAny(this.#read().errors, range);
  }

  /** Whether the offset lies inside a scalar, where a `#` opens no comment and a line break is content. */
  isInScalar(offset: number): boolean {
    this.#scalars ??= scalarRanges(this.maskedText, this.roots);
    const candidate = this.#scalars[firstBehind(this.#scalars, offset)];
    return candidate !== undefined && candidate.start < offset;
  }

  /** The line break that this document uses. */
  get lineBreak(): '\n' | '\r\n' {
    return lineBreakOf(this.text);
  }
}

const LONE_RETURN = /\r(?!\n)/;

/** YAML takes a carriage return alone for a line break; the parser does so in some places only. */
function withLineFeeds(text: string): string {
  return LONE_RETURN.test(text) ? text.replaceAll(/\r(?!\n)/g, '\n') : text;
}

/** A byte order mark would count as indentation of the first line; a line break in its place keeps all offsets. */
function withoutMark(text: string): string {
  return text.startsWith('\uFEFF') ? `\n${text.slice(1)}` : text;
}

function scalarRanges(text: string, roots: readonly YamlNode[]): TextRange[] {
  const ranges: TextRange[] = [];
  visitNodes(roots, (node) => {
    if (isScalar(node)) ranges.push(contentRange(text, node));
    return true;
  });
  return ranges.sort((a, b) => a.start - b.start);
}

/** The characters of a scalar, without the header of a block, which may end in a comment. */
function contentRange(text: string, { style, start, end }: YamlScalar): TextRange {
  if (style !== 'literal' && style !== 'folded') return { start, end };
  const header = text.indexOf('\n', start);
  return { start: header === -1 ? end : header, end };
}
