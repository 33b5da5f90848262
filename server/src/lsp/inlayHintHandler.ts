import type { Connection, InlayHint } from 'vscode-languageserver';
import { overriddenHints } from '../features/applied/overriddenHints.ts';
import { inlayHints } from '../features/inlayHints/inlayHints.ts';
import { guarded } from './answerOrFallback.ts';
import type { ClientFeatures } from './clientFeatures.ts';
import { fromRange } from './convert.ts';
import type { DocumentSettings } from './documentSettings.ts';
import type { OpenFiles } from './openFiles.ts';
import type { OpenMeshes } from './openMeshes.ts';

/** Answers `textDocument/inlayHint`; with nothing unless the editor's settings enable hints. */
export class InlayHints {
  readonly #connection: Connection;
  readonly #files: OpenFiles;
  readonly #settings: DocumentSettings;
  readonly #meshes: OpenMeshes;
  #features: ClientFeatures | undefined;

  constructor(connection: Connection, files: OpenFiles, settings: DocumentSettings, meshes: OpenMeshes) {
    this.#meshes = meshes;
    this.#connection = connection;
    this.#files = files;
    this.#settings = settings;
    connection.languages.inlayHint.on(({ textDocument: { uri }, range }, token) =>
      guarded<InlayHint[]>(connection.console, `Inlay hints in ${uri}`, [], async () => {
        const resolved = await this.#settings.get(uri);
        const document = this.#files.get(uri);
        if (!document || token.isCancellationRequested) return [];
        if (!resolved.editor.showsInlayHints || resolved.isIgnored) return [];
        const file = this.#files.read(document);
        const shown = fromRange(document, range);
        const mesh = this.#meshes.readyAround(document);
        const overridden = mesh ? await overriddenHints(mesh, uri, file, shown) : [];
        return [...inlayHints(file, shown, resolved.settings), ...overridden].map(
          ({ offset, label, tooltip }) => ({
            position: document.positionAt(offset),
            label,
            ...(tooltip !== '' && { tooltip }),
            paddingLeft: true,
          }),
        );
      }),
    );
  }

  /** Stores the client's capabilities. */
  start(features: ClientFeatures): void {
    this.#features = features;
  }

  /** Makes the client ask again because settings changed. */
  refresh(): void {
    if (!this.#features?.refreshesInlayHints) return;
    this.#connection.languages.inlayHint
      .refresh()
      .catch((error: unknown) => this.#connection.console.warn(`No new inlay hints: ${String(error)}`));
  }
}
