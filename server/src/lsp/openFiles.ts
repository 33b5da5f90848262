import { type Connection, TextDocumentSyncKind, TextDocuments } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { Finding } from '../engine/finding.ts';
import { LARGEST_FILE } from '../engine/limits.ts';
import type { LintSettings } from '../engine/lintDocument.ts';
import type { Linter } from '../engine/linter.ts';
import { SourceFile } from '../engine/sourceFile.ts';

interface Reading {
  readonly version: number;
  readonly file: SourceFile;
  readonly found: WeakMap<LintSettings, readonly Finding[]>;
}

/** The documents that the editor has open, each read once per version. What is kept goes when the document is closed. */
export class OpenFiles {
  static readonly sync = TextDocumentSyncKind.Incremental;
  readonly documents = new TextDocuments(TextDocument);
  readonly #linter: Linter;
  readonly #readings = new Map<string, Reading>();

  constructor(linter: Linter) {
    this.#linter = linter;
    this.documents.onDidClose(({ document }) => this.#readings.delete(document.uri));
  }

  /** Starts to follow what the editor opens, changes and closes. */
  listen(connection: Connection): void {
    this.documents.listen(connection);
  }

  /** The open document with this URI. */
  get(uri: string): TextDocument | undefined {
    return this.documents.get(uri);
  }

  /** Whether a file is larger than what is read as it is typed; it is taken for empty then. */
  isTooLarge(document: TextDocument): boolean {
    return document.getText().length > LARGEST_FILE;
  }

  /** The YAML documents of an open file. */
  read(document: TextDocument): SourceFile {
    return this.#reading(document).file;
  }

  /** Judges a part of an open file ahead, for about `milliseconds`. Tells whether nothing is left to judge. */
  prepare(document: TextDocument, settings: LintSettings, milliseconds: number): boolean {
    return this.#linter.prepare(this.read(document), settings, milliseconds);
  }

  /** The findings of an open file. */
  lint(document: TextDocument, settings: LintSettings): readonly Finding[] {
    const { file, found } = this.#reading(document);
    const known = found.get(settings);
    if (known) return known;
    const findings = this.#linter.lint(file, settings);
    found.set(settings, findings);
    return findings;
  }

  #reading(document: TextDocument): Reading {
    const previous = this.#readings.get(document.uri);
    if (previous?.version === document.version) return previous;
    const text = this.isTooLarge(document) ? '' : document.getText();
    const file = SourceFile.read(text, previous?.file);
    const reading = {
      version: document.version,
      file,
      found: new WeakMap<LintSettings, readonly Finding[]>(),
    };
    if (this.documents.get(document.uri) === document) this.#readings.set(document.uri, reading);
    return reading;
  }
}
