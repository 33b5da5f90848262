import { memoizeByObject } from '../caching/memoizeByObject.ts';
import type { TextEdit } from '../text/edit.ts';
import type { TextRange } from '../text/range.ts';
import { YamlDocument } from './document.ts';
import { isScalar, type YamlEntry, type YamlMap, type YamlNode, type YamlScalar } from './nodes.ts';
import { ScalarText } from './scalarText.ts';
import { splitDocuments } from './split/splitDocuments.ts';
import { actionsIn, type TemplateAction } from './template/maskTemplates.ts';

/** Where a scalar stands: the entry that it is the value of, maybe in a sequence, and the mapping around that. */
interface ParentEntry {
  readonly map: YamlMap;
  readonly entry: YamlEntry;
}

/**
 * A YAML document inside a scalar of another one: a patch, Helm values or a manifest in a string. Offsets of the inner
 * document count from its own beginning; the outer ones from the beginning of the document around it.
 */
export class EmbeddedDocument {
  readonly document: YamlDocument;
  /** The mapping that has the scalar as a value, maybe in a sequence. */
  readonly parentMap: YamlMap | undefined;
  /** The key that the scalar is the value of. */
  readonly key: string | undefined;
  readonly #outer: YamlDocument;
  readonly #scalar: ScalarText;
  /** Where the inner document begins in the scalar's value. */
  readonly #start: number;

  constructor(outer: YamlDocument, scalar: ScalarText, parent: ParentEntry | undefined, part: TextRange) {
    const key = parent?.entry.key;
    this.parentMap = parent?.map;
    this.key = isScalar(key) ? key.value : undefined;
    this.#outer = outer;
    this.#scalar = scalar;
    this.#start = part.start;
    const text = scalar.value.slice(part.start, part.end);
    const actions = this.#innerActions(text.length);
    this.document = new YamlDocument(actions.length === 0 ? text : this.#unmasked(text), { text, actions });
  }

  /** The outer document's template actions as far as they stand in the inner one. */
  #innerActions(length: number): TemplateAction[] {
    return actionsIn(this.#outer.actions, this.#scalar.range)
      .map((action) => ({
        ...action,
        start: Math.max((this.#scalar.valueOffset(action.start) ?? 0) - this.#start, 0),
        end: Math.min((this.#scalar.valueOffset(action.end) ?? 0) - this.#start, length),
      }))
      .filter(({ start, end }) => start <= end);
  }

  /** The inner text as people wrote it, with the actions that are hidden from the parser. */
  #unmasked(text: string): string {
    const characters = [...Array(text.length).keys()].map((index) => {
      const { start, end } = this.toOuter({ start: index, end: index + 1 });
      return end === start + 1 ? this.#outer.text[start] : text[index];
    });
    return characters.join('');
  }

  /** Where a stretch of the inner document stands in the outer one. */
  toOuter({ start, end }: TextRange): TextRange {
    return this.#scalar.sourceRange(this.#start + start, this.#start + end);
  }

  /** The inner offset for an outer one; undefined where it lies outside the inner document. */
  toInner(outer: number): number | undefined {
    const { start, end } = this.#scalar.range;
    if (outer < start || outer > end) return undefined;
    const offset = this.#scalar.valueOffset(outer);
    const inner = offset === undefined ? -1 : offset - this.#start;
    return inner >= 0 && inner <= this.document.text.length ? inner : undefined;
  }

  /**
   * An edit of the inner document as one of the outer: indented in a block scalar, escaped in a quoted one. Undefined
   * where the scalar's style cannot express it.
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

  /** In a literal scalar every line of the inner document stands behind the same indentation. */
  #blockEdit({ range, newText }: TextEdit): TextEdit {
    const start = this.#start + range.start;
    const end = this.#start + range.end;
    const { value } = this.#scalar;
    const { lineBreak } = this.#outer;
    const opensLine = start === 0 || value[start - 1] === '\n';
    if (end < value.length || !opensLine || !value.endsWith('\n')) {
      const text = newText.replaceAll('\n', lineBreak + this.#indent);
      return { range: { start: this.#placeOf(start), end: this.#placeOf(end) }, newText: text };
    }
    // Behind the last line there is no indentation yet, and none must stay when that line goes.
    const lines = newText.replaceAll(/^(?=[^\n])/gm, this.#indent).replaceAll('\n', lineBreak);
    const lineStart =
      start < end ? this.#outer.maskedText.lastIndexOf('\n', this.#placeOf(start) - 1) + 1 : undefined;
    return { range: { start: lineStart ?? this.#placeOf(end), end: this.#placeOf(end) }, newText: lines };
  }

  /** Where the character at an offset into the scalar's value begins; the scalar's end for the offset behind the last. */
  #placeOf(offset: number): number {
    const next = offset < this.#scalar.value.length ? offset + 1 : offset;
    return this.#scalar.sourceRange(offset, next).start;
  }

  /** The blanks before each line of a literal scalar. */
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
 * passes the prefilter and whose every character has a certain place in the source (no lines folded together). Each call
 * makes a cache of its own, so call it once for a prefilter, at the top of a module.
 */
export function embeddedFinder(mayContain: (text: string) => boolean): EmbeddedIn {
  return memoizeByObject((document: YamlDocument): readonly EmbeddedDocument[] => {
    const search: Search = { document, mayContain, found: [] };
    for (const root of document.roots) searchNode(search, root, undefined);
    return search.found;
  });
}

/** A search for what is embedded in a document. */
interface Search {
  readonly document: YamlDocument;
  readonly mayContain: (text: string) => boolean;
  readonly found: EmbeddedDocument[];
}

/** Nearly all scalars are plain, which holds no document: no more than that is asked of them. */
function searchNode(search: Search, node: YamlNode, parent: ParentEntry | undefined): void {
  if (node.kind === 'alias' || (node.kind === 'scalar' && node.style === 'plain')) return;
  if (!search.document.mayContain(node, search.mayContain)) return;
  if (node.kind === 'scalar') searchScalar(search, node, parent);
  else if (node.kind === 'sequence') for (const item of node.items) searchNode(search, item, parent);
  else for (const entry of node.entries) searchEntry(search, node, entry);
}

/** In what is broken, a collection may end up as a key, and with it what stands below. */
function searchEntry(search: Search, map: YamlMap, entry: YamlEntry): void {
  if (entry.key.kind !== 'scalar') searchNode(search, entry.key, { map, entry });
  if (entry.value) searchNode(search, entry.value, { map, entry });
}

function searchScalar(
  { document, mayContain, found }: Search,
  node: YamlScalar,
  parent: ParentEntry | undefined,
) {
  if (!looksLikeYaml(node.value) || !mayContain(node.value)) return;
  const scalar = new ScalarText(document.maskedText, node);
  if (!scalar.isExact) return;
  for (const part of splitDocuments(scalar.value))
    found.push(new EmbeddedDocument(document, scalar, parent, part));
}

/** Whether a text can be a mapping or a sequence, and is more than one word. */
function looksLikeYaml(text: string): boolean {
  return text.includes(':') && (text.includes('\n') || /^\s*[[{]/.test(text) || /:\s/.test(text));
}
