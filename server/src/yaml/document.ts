import { lineBreakOf } from '../text/lineBreak.ts';
import { firstEndingAfter, overlapsAny, type TextRange } from '../text/range.ts';
import { isScalar, type YamlNode, type YamlScalar } from './nodes.ts';
import type { YamlError } from './parse/libraryParser.ts';
import { type Reading, readDocument } from './parse/readDocument.ts';
import { actionsIn, isSilent, maskTemplates, type TemplateAction } from './template/maskTemplates.ts';
import { visitNodes } from './visitNodes.ts';

/**
 * A part of a file between `---` lines. All offsets are UTF-16 code units from its beginning, so it stays valid when
 * the text before it changes. It is parsed once, when its nodes are first needed.
 */
export class YamlDocument {
  /** The text as in the file. */
  readonly text: string;
  /**
   * The text that is parsed: of the same length, with template actions masked and line feeds for rare line breaks.
   */
  readonly maskedText: string;
  /** The template actions, in order. */
  readonly actions: readonly TemplateAction[];
  #reading: Reading | undefined;
  #scalars: readonly TextRange[] | undefined;

  constructor(text: string, masked = maskTemplates(text)) {
    this.text = text;
    this.maskedText = withLineFeeds(masked.text);
    this.actions = masked.actions;
    if (hasOldBreaks(text)) {
      this.maskedText = this.maskedText.replace(OLD_BREAK, (old, at) => (this.isInScalar(at) ? old : '\n'));
      this.#reading = undefined;
      this.#scalars = undefined;
    }
  }

  /**
   * The root nodes: one for an ordinary document, none for an empty one or one that cannot be parsed, more than one if
   * `...` ends a document within the text. Of broken YAML, the part before the error is read.
   */
  get roots(): readonly YamlNode[] {
    return this.#read().roots;
  }

  /**
   * Whether a text that passes the prefilter may be reached below a node: in the node's text, or anywhere in a document
   * with aliases.
   */
  mayContain({ start, end }: TextRange, mayContain: (text: string) => boolean): boolean {
    return this.mayHaveAliases || mayContain(this.text.slice(start, end));
  }

  /** False if the document certainly has no aliases. */
  get mayHaveAliases(): boolean {
    return this.#read().mayHaveAliases;
  }

  #read(): Reading {
    this.#reading ??= readDocument(withoutMark(this.maskedText));
    return this.#reading;
  }

  /** Whether some lines end in a way for which edits of whole lines do not work, or may do so. */
  get hasRareBreaks(): boolean {
    return hasLoneReturns(this.text) || hasOldBreaks(this.text);
  }

  /** Whether a template action overlaps the range. */
  isTemplated(range: TextRange): boolean {
    return overlapsAny(this.actions, range);
  }

  /** Number of characters at the start of a range that are silent actions with the whitespace after them. */
  silentPrefix({ start, end }: TextRange): number {
    let behind = start;
    for (const action of actionsIn(this.actions, { start, end })) {
      if (action.start !== behind || !isSilent(action.source)) break;
      behind = action.end + (/^[ \t]*/.exec(this.text.slice(action.end, end))?.[0].length ?? 0);
    }
    return behind - start;
  }

  /** Whether a template decides about lines in the range: by its control flow, or by printing lines. */
  hasTemplatedLines({ start, end }: TextRange): boolean {
    for (let at = firstEndingAfter(this.actions, start); at < this.actions.length; at++) {
      const action = this.actions[at] as TemplateAction;
      if (action.start >= end) return false;
      if (action.isMaskedBySpaces && action.start >= start) return true;
    }
    return false;
  }

  /** Syntax errors, in order. A template may cause them. */
  get errors(): readonly YamlError[] {
    return this.#read().errors;
  }

  /** Whether a part of the range is not YAML, so that an edit may change how the rest of it is read. */
  isBroken(range: TextRange): boolean {
    return overlapsAny(this.#read().errors, range);
  }

  /** Whether the offset is inside a scalar, where `#` does not start a comment and line breaks are content. */
  isInScalar(offset: number): boolean {
    return this.scalarAround(offset) !== undefined;
  }

  /** The scalar whose content an offset is inside; that of a block begins behind its header. */
  scalarAround(offset: number): TextRange | undefined {
    this.#scalars ??= scalarRanges(this.maskedText, this.roots);
    const candidate = this.#scalars[firstEndingAfter(this.#scalars, offset)];
    return candidate !== undefined && candidate.start < offset ? candidate : undefined;
  }

  /** The line break of this document. */
  get lineBreak(): '\n' | '\r\n' {
    return lineBreakOf(this.text);
  }
}

const LONE_RETURN = /\r(?!\n)/;

/**
 * Few texts have any carriage return, and V8 finds one character fifty times as fast as a pattern: three searches at each
 * keystroke took 1 ms in half a megabyte.
 */
function hasLoneReturns(text: string): boolean {
  return text.includes('\r') && LONE_RETURN.test(text);
}

/**
 * Line breaks of YAML 1.1, which kubectl, Helm and kustomize read: in a comment, they end it. In plain texts and block scalars these
 * programs mostly reject them, and in quotes they mean little.
 *
 * Source: github.com/yaml/go-yaml v3.0.1 `yamlprivateh.go` is_break; tried with kubectl 1.32.
 */
const OLD_BREAKS = ['\x85', '\u2028', '\u2029'];
const OLD_BREAK = new RegExp(`[${OLD_BREAKS.join('')}]`, 'g');

function hasOldBreaks(text: string): boolean {
  return OLD_BREAKS.some((old) => text.includes(old));
}

/** A lone carriage return is a line break in YAML, but not everywhere in the library. */
function withLineFeeds(text: string): string {
  return hasLoneReturns(text) ? text.replaceAll(/\r(?!\n)/g, '\n') : text;
}

/** A byte order mark would count as indentation of the first line; replacing it by a line break keeps all offsets. */
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

/** The characters of a scalar, without a block header, which may end in a comment. */
function contentRange(text: string, { style, start, end }: YamlScalar): TextRange {
  if (style !== 'literal' && style !== 'folded') return { start, end };
  const header = text.indexOf('\n', start);
  return { start: header === -1 ? end : header, end };
}
