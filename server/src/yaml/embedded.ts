import { Attachment } from '../caching/attachment.ts';
import { memoizeByObject } from '../caching/memoizeByObject.ts';
import { detached } from '../text/difference.ts';
import type { TextEdit } from '../text/edit.ts';
import type { TextRange } from '../text/range.ts';
import { YamlDocument } from './document.ts';
import { isScalar, type YamlEntry, type YamlMap, type YamlNode, type YamlScalar } from './nodes.ts';
import { ScalarText } from './scalarText.ts';
import { splitDocuments } from './split/splitDocuments.ts';
import { actionsIn, type TemplateAction, withoutActions } from './template/maskTemplates.ts';

/** The entry whose value is a scalar, or a sequence with the scalar, and the mapping around the entry. */
interface ParentEntry {
  readonly map: YamlMap;
  readonly entry: YamlEntry;
}

/**
 * A YAML document in a scalar of another one: a patch, Helm values or a manifest in a string. Inner offsets count from
 * the beginning of the embedded document, outer ones from the beginning of the document around it.
 */
export class EmbeddedDocument {
  readonly document: YamlDocument;
  /** The mapping whose value, or an item of whose value, is the scalar. */
  readonly parentMap: YamlMap | undefined;
  /** The key of the scalar in that mapping. */
  readonly key: string | undefined;
  readonly #outer: YamlDocument;
  readonly #scalar: ScalarText;
  /** Where the inner document begins in the scalar's value. */
  readonly #start: number;

  /** @param read the document for a text without template actions */
  constructor(
    outer: YamlDocument,
    scalar: ScalarText,
    parent: ParentEntry | undefined,
    part: TextRange,
    read: (text: string) => YamlDocument,
  ) {
    const key = parent?.entry.key;
    this.parentMap = parent?.map;
    this.key = isScalar(key) ? key.value : undefined;
    this.#outer = outer;
    this.#scalar = scalar;
    this.#start = part.start;
    const text = scalar.value.slice(part.start, part.end);
    const actions = this.#innerActions(text.length);
    this.document =
      actions.length === 0 ? read(text) : new YamlDocument(this.#unmasked(text), { text, actions });
  }

  /** The outer document's template actions within the inner one. */
  #innerActions(length: number): TemplateAction[] {
    return actionsIn(this.#outer.actions, this.#scalar.range)
      .map((action) => ({
        ...action,
        start: Math.max((this.#scalar.valueOffset(action.start) ?? 0) - this.#start, 0),
        end: Math.min((this.#scalar.valueOffset(action.end) ?? 0) - this.#start, length),
      }))
      .filter(({ start, end }) => start <= end);
  }

  /** The inner text as written, with its template actions. */
  #unmasked(text: string): string {
    const characters = [...Array(text.length).keys()].map((index) => {
      const { start, end } = this.toOuter({ start: index, end: index + 1 });
      return end === start + 1 ? this.#outer.text[start] : text[index];
    });
    return characters.join('');
  }

  /** The outer range of a range of the inner document. */
  toOuter({ start, end }: TextRange): TextRange {
    return this.#scalar.sourceRange(this.#start + start, this.#start + end);
  }

  /** The inner offset of an outer one; undefined outside of the inner document. */
  toInner(outer: number): number | undefined {
    const { start, end } = this.#scalar.range;
    if (outer < start || outer > end) return undefined;
    const offset = this.#scalar.valueOffset(outer);
    const inner = offset === undefined ? -1 : offset - this.#start;
    return inner >= 0 && inner <= this.document.text.length ? inner : undefined;
  }

  /**
   * An edit of the inner document as an edit of the outer one: indented in a block scalar, escaped in a quoted one.
   * Undefined if the scalar's style cannot express it.
   */
  toOuterEdit(edit: TextEdit): TextEdit | undefined {
    switch (this.#scalar.style) {
      case 'literal':
        return this.#blockEdit(edit);
      case 'double-quoted':
        return { range: this.toOuter(edit.range), newText: JSON.stringify(edit.newText).slice(1, -1) };
      case 'single-quoted':
        return edit.newText.includes('\n')
          ? undefined
          : { range: this.toOuter(edit.range), newText: edit.newText.replaceAll("'", "''") };
      default:
        return edit.newText.includes('\n')
          ? undefined
          : { range: this.toOuter(edit.range), newText: edit.newText };
    }
  }

  /** In a literal scalar every line of the inner document has the same indentation. */
  #blockEdit({ range, newText }: TextEdit): TextEdit {
    const start = this.#start + range.start;
    const end = this.#start + range.end;
    const { value } = this.#scalar;
    const { lineBreak } = this.#outer;
    const opensLine = start === 0 || value[start - 1] === '\n';
    // Before the indentation of the next line, which an empty one lacks: the fix may remove whole lines from there on.
    if (
      opensLine &&
      start === end &&
      start < value.length &&
      (newText.endsWith('\n') || value[start] === '\n')
    ) {
      const at = this.#lineStart(this.#placeOf(start));
      return { range: { start: at, end: at }, newText: this.#indented(newText) };
    }
    // Without a line break at the end, the one before the last lines goes with them, and no indentation is left.
    if (newText === '' && opensLine && start > 0 && end === value.length && !value.endsWith('\n'))
      return { range: { start: this.#placeOf(start - 1), end: this.#placeOf(end) }, newText };
    if (end < value.length || !opensLine || !value.endsWith('\n')) {
      const text = newText.replaceAll('\n', lineBreak + this.#indent);
      return { range: { start: this.#placeOf(start), end: this.#placeOf(end) }, newText: text };
    }
    // After the last line there is no indentation yet, and removing that line must leave none.
    const lines = this.#indented(newText);
    const behind = this.#placeOf(end);
    return {
      range: { start: start < end ? this.#lineStart(this.#placeOf(start)) : behind, end: behind },
      newText: lines,
    };
  }

  /** Outer offset of the beginning of a line. */
  #lineStart(outer: number): number {
    return this.#outer.maskedText.lastIndexOf('\n', outer - 1) + 1;
  }

  /** Whole lines, each with the scalar's indentation. */
  #indented(lines: string): string {
    return lines.replaceAll(/^(?=[^\n])/gm, this.#indent).replaceAll('\n', this.#outer.lineBreak);
  }

  /**
   * Outer offset of the character at an offset of the scalar's value; the scalar's end for an offset after the last.
   */
  #placeOf(offset: number): number {
    const next = offset < this.#scalar.value.length ? offset + 1 : offset;
    return this.#scalar.sourceRange(offset, next).start;
  }

  /** The indentation of each line of a literal scalar. */
  get #indent(): string {
    const first = this.#scalar.value.search(/[^\n]/);
    if (first === -1) return '';
    const at = this.#scalar.sourceRange(first, first + 1).start;
    const { maskedText } = this.#outer;
    return ' '.repeat(at - (maskedText.lastIndexOf('\n', at - 1) + 1));
  }
}

/** Finds the documents that are embedded directly in a document. */
export type EmbeddedIn = (document: YamlDocument) => readonly EmbeddedDocument[];

/**
 * Makes a function that finds the documents in the scalars of a document, and caches them on it, for scalars whose text
 * passes the prefilter and whose every character has a certain place in the source (no lines folded together). Each
 * call makes a cache of its own, so call it once for a prefilter, at the top of a module.
 *
 * @param split finds the documents in the text of a scalar
 */
export function embeddedFinder(
  mayContain: (text: string) => boolean,
  split: (text: string) => readonly TextRange[] = splitDocuments,
): EmbeddedIn {
  return memoizeByObject((document: YamlDocument): readonly EmbeddedDocument[] => {
    const search: Search = { document, mayContain, split, found: [], read: documentReader(document) };
    for (const root of document.roots) searchNode(search, root, undefined);
    return search.found;
  });
}

/** The documents without template actions that were found in a document, by their text. */
type DocumentsByText = Map<string, YamlDocument>;

const ownDocuments = new Attachment<YamlDocument, DocumentsByText>('embedded');
const earlierDocuments = new Attachment<YamlDocument, DocumentsByText>('embeddedEarlier');

/**
 * Lets a new version of a document take over the documents that are embedded in the version before, where their text is
 * the same, and with them all that is cached on them. Only one version before is kept.
 */
export function inheritEmbedded(document: YamlDocument, before: YamlDocument): void {
  const earlier = ownDocuments.get(before) ?? earlierDocuments.get(before);
  if (earlier) earlierDocuments.set(document, earlier);
}

/** Makes the documents of one search. An earlier one is taken over once at most: two places have two documents. */
function documentReader(outer: YamlDocument): (text: string) => YamlDocument {
  const earlier = earlierDocuments.get(outer);
  const own: DocumentsByText = ownDocuments.get(outer) ?? new Map();
  const taken = new Set<YamlDocument>();
  return (text) => {
    const known = earlier?.get(text);
    // A copy of the text, for a slice would keep the whole scalar alive through all versions that follow.
    const document = known && !taken.has(known) ? known : plainDocument(detached(text));
    taken.add(document);
    own.set(document.text, document);
    ownDocuments.set(outer, own);
    return document;
  };
}

function plainDocument(text: string): YamlDocument {
  return new YamlDocument(text, withoutActions(text));
}

/** A search for what is embedded in a document. */
interface Search {
  readonly document: YamlDocument;
  readonly mayContain: (text: string) => boolean;
  readonly split: (text: string) => readonly TextRange[];
  readonly found: EmbeddedDocument[];
  readonly read: (text: string) => YamlDocument;
}

/** Plain scalars, nearly all there are, never hold a document; anything more would slow the search. */
function searchNode(search: Search, node: YamlNode, parent: ParentEntry | undefined): void {
  if (node.kind === 'alias' || (node.kind === 'scalar' && node.style === 'plain')) return;
  if (!search.document.mayContain(node, search.mayContain)) return;
  if (node.kind === 'scalar') searchScalar(search, node, parent);
  else if (node.kind === 'sequence') for (const item of node.items) searchNode(search, item, parent);
  else for (const entry of node.entries) searchEntry(search, node, entry);
}

/** In broken YAML a collection with scalars may be a key. */
function searchEntry(search: Search, map: YamlMap, entry: YamlEntry): void {
  if (entry.key.kind !== 'scalar') searchNode(search, entry.key, { map, entry });
  if (entry.value) searchNode(search, entry.value, { map, entry });
}

function searchScalar(
  { document, mayContain, split, found, read }: Search,
  node: YamlScalar,
  parent: ParentEntry | undefined,
) {
  if (!looksLikeYaml(node.value) || !mayContain(node.value)) return;
  const scalar = new ScalarText(document.maskedText, node);
  if (!scalar.isExact) return;
  for (const part of split(scalar.value))
    found.push(new EmbeddedDocument(document, scalar, parent, part, read));
}

/** Whether a text may be a mapping or a sequence. */
function looksLikeYaml(text: string): boolean {
  return text.includes(':') && (text.includes('\n') || /^\s*[[{]/.test(text) || /:\s/.test(text));
}
