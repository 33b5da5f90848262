import { LineIndex } from '../../text/lineIndex.ts';
import { YamlDocument } from '../../yaml/document.ts';
import { isMap, isScalar, type YamlNode, type YamlScalar } from '../../yaml/nodes.ts';
import { child } from '../../yaml/walkEntries.ts';

/** A node that may tell something, with the document that it stands in. */
export interface Piece {
  readonly node: YamlNode | undefined;
  readonly source: Source;
}

/** A YAML document as a place of evidence: it knows the lines of its file. */
export class Source {
  readonly document: YamlDocument;
  readonly #lines: LineIndex;
  readonly #firstLine: number;
  readonly #isOneLine: boolean;

  /** `firstLine`, from 1, is where the document begins; `isOneLine` where all of it stands there, in quotes. */
  constructor(document: YamlDocument, firstLine: number, isOneLine = false) {
    this.document = document;
    this.#lines = new LineIndex(document.text);
    this.#firstLine = firstLine;
    this.#isOneLine = isOneLine;
  }

  /** The line of the file, from 1, where a node begins. */
  lineOf(node: YamlNode): number {
    return this.#isOneLine ? this.#firstLine : this.#firstLine + this.#lines.lineAt(node.start);
  }

  /** The text of a scalar; undefined for what is none, or where a template has a part in it. */
  textOf(node: YamlNode | undefined): string | undefined {
    return isScalar(node) && !this.document.isTemplated(node) ? node.value : undefined;
  }

  /** The text of a child that is a scalar without templates. */
  textAt(node: YamlNode | undefined, key: string): string | undefined {
    return this.textOf(child(node, key));
  }

  /** The mapping that a scalar holds as text, as Argo CD's `values: |` does. */
  embedded(scalar: YamlScalar): Piece {
    const isBlock = scalar.style === 'literal' || scalar.style === 'folded';
    const line = this.lineOf(scalar) + (isBlock ? 1 : 0);
    const source = new Source(new YamlDocument(scalar.value), line, !isBlock);
    return { node: source.document.roots.find(isMap), source };
  }
}
