import { plainKind } from '../kubernetes/yaml11.ts';
import type { TextRange } from '../text/range.ts';
import type { ListValue, MapValue, ScalarValue, Value } from './valueTree.ts';

/** A part of a printed text with the value that it is from. */
export interface PrintedPart {
  /** The key, for an entry of a mapping. */
  readonly key: TextRange | undefined;
  /** From the key, or from the value where there is none, to the value's end. */
  readonly whole: TextRange;
  readonly value: Value;
}

/** A resource as YAML, and what each part of the text is from. */
export interface PrintedResource {
  readonly text: string;
  /** The outer ones first. */
  readonly parts: readonly PrintedPart[];
}

/** What stands for something that is not certain: templates are never judged. */
const UNKNOWN = '{{ unknown }}';

/** Strings that mean themselves without quotes wherever they stand. */
const PLAIN = /^[\w./](?:[\w./,=@+-]|:(?=[\w/])| (?=\w))*$/;

/**
 * Prints a built resource: what is certain as it is applied, and a template action for the rest.
 *
 * @param instead gives a text to print in a scalar's place, if that need not be exact
 */
export function printResource(
  root: Value,
  instead: (scalar: ScalarValue) => string | undefined = () => undefined,
): PrintedResource {
  const printer = new Printer(instead);
  printer.print(root);
  return printer;
}

/** The innermost part at an offset of the text. */
export function partAt({ parts }: PrintedResource, offset: number): PrintedPart | undefined {
  return parts.findLast(({ whole }) => whole.start <= offset && offset < whole.end);
}

/** Where the value of a part begins, behind its key. */
export function valueStart({ text }: PrintedResource, { key, whole }: PrintedPart): number {
  return key ? key.end + 2 : whole.start + text.slice(whole.start, whole.end).search(/\S/);
}

class Printer implements PrintedResource {
  text = '';
  readonly parts: PrintedPart[] = [];
  readonly #instead: (scalar: ScalarValue) => string | undefined;

  constructor(instead: (scalar: ScalarValue) => string | undefined) {
    this.#instead = instead;
  }

  print(root: Value): void {
    if (root.kind === 'map') this.#map(root, '', false);
    else this.text += `${scalarText(root)}\n`;
  }

  /** @param isBegun whether the first line has its indentation: it follows a `- ` */
  #map({ entries, isOpen }: MapValue, indentation: string, isBegun: boolean): void {
    let isFirst = isBegun;
    for (const [key, value] of Object.entries(entries)) {
      if (!isFirst) this.text += indentation;
      isFirst = false;
      const start = this.text.length;
      this.text += stringText(key);
      const end = this.text.length;
      this.text += ':';
      const at = this.parts.push({ key: { start, end }, whole: { start, end }, value }) - 1;
      this.#value(value, indentation, true);
      this.#close(at, start);
    }
    if (isOpen) this.text += `${isFirst ? '' : indentation}${UNKNOWN}\n`;
  }

  #list({ items }: ListValue, indentation: string): void {
    for (const value of items) {
      this.text += `${indentation}-`;
      const start = this.text.length + 1;
      const at = this.parts.push({ key: undefined, whole: { start, end: start }, value }) - 1;
      this.#value(value, indentation, false);
      this.#close(at, start);
    }
  }

  /** What follows a key's colon or an item's dash, to the end of its last line. */
  #value(value: Value, indentation: string, isEntry: boolean): void {
    const isEmpty =
      value.kind === 'list'
        ? value.items.length === 0
        : value.kind === 'map' && !value.isOpen && Object.keys(value.entries).length === 0;
    const inner = `${indentation}  `;
    if (isEmpty) this.text += value.kind === 'list' ? ' []\n' : ' {}\n';
    else if (value.kind === 'map') {
      this.text += isEntry ? '\n' : ' ';
      this.#map(value, inner, !isEntry);
    } else if (value.kind === 'list') {
      this.text += '\n';
      this.#list(value, inner);
    } else this.text += ` ${(value.kind === 'scalar' && this.#instead(value)) || scalarText(value)}\n`;
  }

  #close(at: number, start: number): void {
    const part = this.parts[at] as PrintedPart;
    // The line break belongs to nothing.
    this.parts[at] = { ...part, whole: { start, end: this.text.length - 1 } };
  }
}

function scalarText(value: Value): string {
  if (value.kind !== 'scalar') return UNKNOWN;
  return value.type === 'string' ? stringText(value.text) : nonStringText(value);
}

function nonStringText({ type, text }: ScalarValue): string {
  return type === 'null' && text === '' ? 'null' : text;
}

function stringText(text: string): string {
  return PLAIN.test(text) && plainKind(text) === 'string' ? text : JSON.stringify(text);
}
