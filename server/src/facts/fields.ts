import { booleanOf, integerOf } from '../kubernetes/scalarValues.ts';
import { isNullWord } from '../kubernetes/yaml11.ts';
import type { TextRange } from '../text/range.ts';
import type { YamlDocument } from '../yaml/document.ts';
import { isMap, isScalar, isSequence, type YamlMap, type YamlNode, type YamlScalar } from '../yaml/nodes.ts';
import { branchAround } from '../yaml/template/controlFlow.ts';
import { actionsIn, isSilent } from '../yaml/template/maskTemplates.ts';
import { nextContent } from '../yaml/template/templatedEnd.ts';
import { interned } from './interned.ts';
import { type Known, type Listing, type StringMap, UNKNOWN, type Unknown } from './known.ts';

/** What stands at a place: a node, certainly nothing (`undefined`), or something that is not certain. */
type Place = YamlNode | undefined | Unknown;

/**
 * A place in a resource, read with its certainty. A value is certain if it stands there as it is applied: not templated,
 * under no other condition than the resource itself, and neither aliased, merged nor written twice. That a field is
 * absent is certain if nothing can add it: no template prints lines there, and nothing is merged in.
 */
export class Fields {
  readonly #document: YamlDocument;
  /** The template branch that the resource stands in; values in another one may be left out. */
  readonly #branch: number | undefined;
  readonly #place: Place;
  /** Where the text begins that may add to the node: behind its key. */
  readonly #from: number;

  private constructor(document: YamlDocument, branch: number | undefined, place: Place, from: number) {
    this.#document = document;
    this.#branch = branch;
    this.#place = place;
    this.#from = from;
  }

  /** The root of a resource. */
  static of(document: YamlDocument, resource: YamlMap): Fields {
    return new Fields(document, branchAround(document, resource.start), resource, resource.start);
  }

  /** Whether something stands here. What a template makes may be null, which counts as absent. */
  get exists(): Known<boolean> {
    const place = this.#place;
    if (place === undefined) return false;
    return place === UNKNOWN || (isScalar(place) && this.#document.isTemplated(place)) ? UNKNOWN : true;
  }

  /** The field of a mapping. A mapping that is absent has no fields. */
  at(key: string): Fields {
    const place = this.#place;
    if (place === undefined || place === UNKNOWN) return this;
    if (!isMap(place)) return this.#child(UNKNOWN, this.#from);
    if (this.#document.actions.length === 0) return this.#plainChild(place, key);
    let found: YamlMap['entries'][number] | undefined;
    let isCertain = true;
    for (const entry of place.entries) {
      if (!isScalar(entry.key) || this.#mayBeAnyKey(entry.key)) isCertain = false;
      else if (entry.key.value === key) {
        if (found) return this.#child(UNKNOWN, this.#from);
        found = entry;
      }
    }
    if (!found) return this.#child(isCertain && !this.#mayGrow(place) ? undefined : UNKNOWN, this.#from);
    if (!this.#isUnconditional(found.key)) return this.#child(UNKNOWN, this.#from);
    return this.#child(this.#placeOf(found.value, found.key.end), found.key.end);
  }

  /** The field that a list of keys leads to. */
  along(keys: readonly string[]): Fields {
    return keys.reduce<Fields>((here, key) => here.at(key), this);
  }

  /** A text. Numbers and booleans, which the API server refuses there, are read as they are written. */
  text(): Known<string | undefined> {
    const scalar = this.#scalar();
    return isNode(scalar) ? interned(scalar.value) : scalar;
  }

  /** A scalar as it is written, template actions included; undefined for anything else. */
  get source(): string | undefined {
    const place = this.#place;
    if (place === undefined || place === UNKNOWN || !isScalar(place)) return undefined;
    return this.#document.text.slice(place.start, place.end);
  }

  /** A whole number. */
  integer(): Known<number | undefined> {
    const scalar = this.#scalar();
    return isNode(scalar) ? (integerOf(scalar) ?? UNKNOWN) : scalar;
  }

  /** `true` or `false`. */
  boolean(): Known<boolean | undefined> {
    const scalar = this.#scalar();
    return isNode(scalar) ? (booleanOf(scalar) ?? UNKNOWN) : scalar;
  }

  /** Kubernetes' IntOrString: quoted digits are a text. */
  integerOrText(): Known<number | string | undefined> {
    const scalar = this.#scalar();
    return isNode(scalar) ? (integerOf(scalar) ?? interned(scalar.value)) : scalar;
  }

  /** The items of a sequence. One that is absent has none. */
  items(): Listing<Fields> {
    const place = this.#place;
    if (place === undefined) return { items: [], isComplete: true };
    if (place === UNKNOWN || !isSequence(place)) return { items: [], isComplete: false };
    let isComplete = !this.#mayGrow(place);
    const items: Fields[] = [];
    let from = this.#from;
    for (const item of place.items) {
      if (this.#isUnconditional(item)) items.push(this.#child(this.#placeOf(item, from), from));
      else isComplete = false;
      // A templated item may stand for any number of them.
      if (isScalar(item) && this.#document.isTemplated(item)) isComplete = false;
      from = item.end;
    }
    return { items, isComplete };
  }

  /** The items of a sequence of texts. */
  texts(): Listing<Known<string>> {
    const { items, isComplete } = this.items();
    return { items: items.map((item) => item.text() ?? UNKNOWN), isComplete };
  }

  /** A mapping of strings, as far as its keys are wanted. One that is absent is empty. */
  strings(isWanted: (key: string) => boolean = () => true): StringMap {
    const values: Record<string, Known<string>> = Object.create(null);
    const place = this.#place;
    if (place === undefined) return { values, isComplete: true };
    if (place === UNKNOWN || !isMap(place)) return { values, isComplete: false };
    let isComplete = !this.#mayGrow(place);
    for (const { key, value } of place.entries) {
      if (!isScalar(key) || this.#mayBeAnyKey(key)) isComplete = false;
      else if (isWanted(key.value)) {
        const isCertain = !Object.hasOwn(values, key.value) && this.#isUnconditional(key);
        const text = isCertain ? this.#child(this.#placeOf(value, key.end), key.end).text() : UNKNOWN;
        // The API server stores a value that is null as an empty text.
        values[interned(key.value)] = text ?? '';
      }
    }
    return { values, isComplete };
  }

  /** The field of a mapping in a document without template actions; mostly a comparison of keys is enough. */
  #plainChild({ entries }: YamlMap, key: string): Fields {
    let found: YamlMap['entries'][number] | undefined;
    let isCertain = true;
    for (const entry of entries) {
      const name = isScalar(entry.key) ? entry.key.value : '<<';
      if (name === '<<') isCertain = false;
      else if (name === key) {
        if (found) return this.#child(UNKNOWN, this.#from);
        found = entry;
      }
    }
    if (!found) return this.#child(isCertain ? undefined : UNKNOWN, this.#from);
    return this.#child(this.#placeOf(found.value, found.key.end), found.key.end);
  }

  #child(place: Place, from: number): Fields {
    return new Fields(this.#document, this.#branch, place, from);
  }

  /** An alias' text stands elsewhere, where an edit may change it without a change here. */
  #placeOf(node: YamlNode | null, from: number): Place {
    if (!node || isNull(node))
      return this.#printsLines({ start: from, end: node?.end ?? from }) ? UNKNOWN : undefined;
    return node.kind === 'alias' ? UNKNOWN : node;
  }

  #scalar(): YamlScalar | undefined | Unknown {
    const place = this.#place;
    if (place === undefined || place === UNKNOWN) return place;
    if (!isScalar(place) || this.#document.isTemplated(place) || place.value.includes('$(')) return UNKNOWN;
    return place;
  }

  #isUnconditional({ start }: TextRange): boolean {
    return branchAround(this.#document, start) === this.#branch;
  }

  #mayBeAnyKey(key: YamlScalar): boolean {
    return key.value === '<<' || this.#document.isTemplated(key);
  }

  #mayGrow({ end }: YamlNode): boolean {
    return this.#printsLines({ start: this.#from, end });
  }

  /** Whether a template prints lines in the range or directly behind it, where they are whitespace to the parser. */
  #printsLines({ start, end }: TextRange): boolean {
    const { actions } = this.#document;
    if (actions.length === 0) return false;
    return actionsIn(actions, { start, end: nextContent(this.#document, end) }).some(
      ({ isMaskedBySpaces, source }) => isMaskedBySpaces && mayPrint(source),
    );
  }
}

/** Jinja's statements print nothing, except those that bring in another template or a block of text. */
const PRINTING_STATEMENT = /^\{%[-+]?\s*(?:include|extends|import|from|call|filter)\b/;

function mayPrint(action: string): boolean {
  return !isSilent(action) || PRINTING_STATEMENT.test(action);
}

function isNode(scalar: YamlScalar | undefined | Unknown): scalar is YamlScalar {
  return scalar !== undefined && scalar !== UNKNOWN;
}

function isNull(node: YamlNode): boolean {
  return isScalar(node) && node.style === 'plain' && node.tag === undefined && isNullWord(node.value);
}
