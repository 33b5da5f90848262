import { LineIndex } from '../../text/lineIndex.ts';
import { YamlDocument } from '../../yaml/document.ts';
import { isMap, isScalar, type YamlNode, type YamlScalar } from '../../yaml/nodes.ts';
import { child } from '../../yaml/walkEntries.ts';

/** A node that may be evidence, with its document. */
export interface Piece {
  readonly node: YamlNode | undefined;
  readonly source: Source;
}

/** A YAML document with its place in the file. */
export class Source {
  readonly document: YamlDocument;
  readonly #lines: LineIndex;
  readonly #firstLine: number;
  readonly #isOneLine: boolean;

  /**
   * @param firstLine the file's line, from 1, at which the document begins
   * @param isOneLine whether the whole document is on that line, in quotes
   */
  constructor(document: YamlDocument, firstLine: number, isOneLine = false) {
    this.document = document;
    this.#lines = new LineIndex(document.text);
    this.#firstLine = firstLine;
    this.#isOneLine = isOneLine;
  }

  /** The line of the file, from 1, at which a node begins. */
  lineOf(node: YamlNode): number {
    return this.#isOneLine ? this.#firstLine : this.#firstLine + this.#lines.lineAt(node.start);
  }

  /** The text of a scalar; undefined for other nodes, and if a template makes part of it. */
  textOf(node: YamlNode | undefined): string | undefined {
    return isScalar(node) && !this.document.isTemplated(node) ? node.value : undefined;
  }

  /** The text of a child that is a scalar without template actions. */
  textAt(node: YamlNode | undefined, key: string): string | undefined {
    return this.textOf(child(node, key));
  }

  /** The mapping in the text of a scalar, such as Argo CD's `values: |`. */
  embedded(scalar: YamlScalar): Piece {
    const isBlock = scalar.style === 'literal' || scalar.style === 'folded';
    const line = this.lineOf(scalar) + (isBlock ? 1 : 0);
    const source = new Source(new YamlDocument(scalar.value), line, !isBlock);
    return { node: source.document.roots.find(isMap), source };
  }
}
