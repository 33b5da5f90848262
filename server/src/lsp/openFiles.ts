import type { Connection } from 'vscode-languageserver';
import type { Finding } from '../engine/finding.ts';
import type { LintSettings } from '../engine/lintDocument.ts';
import type { FromOtherFiles, Linter } from '../engine/linter.ts';
import { SourceFile } from '../engine/sourceFile.ts';
import { LARGEST_FILE } from '../kubernetes/fileKinds.ts';
import { EditorDocument } from './editorDocument.ts';
import { TextDocumentSyncKind, TextDocuments } from './library.ts';

interface Reading {
  /** A client may open a file twice, with other texts. */
  readonly document: EditorDocument;
  readonly revision: number;
  readonly file: SourceFile;
  /** The last result, with the settings it was computed with. */
  found:
    | {
        readonly settings: LintSettings;
        readonly others: FromOtherFiles | undefined;
        readonly findings: readonly Finding[];
      }
    | undefined;
}

/**
 * The documents that are open in the editor, each read once per version. All state of a document is dropped when it
 * is closed.
 */
export class OpenFiles {
  static readonly sync = TextDocumentSyncKind.Incremental;
  readonly documents = new TextDocuments<EditorDocument>({
    // A client may send anything; a text that is not a string counts as empty.
    create: (uri, languageId, version, text: unknown) =>
      new EditorDocument(uri, languageId, version, typeof text === 'string' ? text : ''),
    update: (document, changes, version) => {
      document.update(changes, version);
      return document;
    },
  });
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
  get(uri: string): EditorDocument | undefined {
    return this.documents.get(uri);
  }

  /** Whether the file exceeds the size limit. Such files are treated as empty. */
  isTooLarge(document: EditorDocument): boolean {
    return document.content.length > LARGEST_FILE;
  }

  /** The YAML documents of an open file. */
  read(document: EditorDocument): SourceFile {
    return this.#reading(document).file;
  }

  /** Lints a part of an open file ahead of time, for about `milliseconds`. Returns whether the file is done. */
  prepare(document: EditorDocument, settings: LintSettings, milliseconds: number): boolean {
    return this.#linter.prepare(this.read(document), settings, milliseconds);
  }

  /** The findings of an open file, with what other files say of them, as far as these are read. */
  lint(
    document: EditorDocument,
    settings: LintSettings,
    others: FromOtherFiles | undefined,
  ): readonly Finding[] {
    const reading = this.#reading(document);
    const { found } = reading;
    if (found?.settings === settings && found.others === others) return found.findings;
    const findings = this.#linter.lint(reading.file, settings, others);
    reading.found = { settings, others, findings };
    return findings;
  }

  #reading(document: EditorDocument): Reading {
    const known = this.#readings.get(document.uri);
    const previous = known?.document === document ? known : undefined;
    if (previous?.revision === document.revision) return previous;
    const text = this.isTooLarge(document) ? '' : document.content;
    const edited = previous && document.takeDifference(previous.revision);
    // A file above the limit counts as empty, so no difference can be computed from it.
    const isFrom = edited && previous.file.length + edited.growth === text.length;
    const file = SourceFile.read(text, previous?.file, isFrom ? edited : undefined);
    const reading: Reading = { document, revision: document.revision, file, found: undefined };
    if (this.documents.get(document.uri) === document) this.#readings.set(document.uri, reading);
    return reading;
  }
}
