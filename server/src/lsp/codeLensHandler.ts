import type { CodeLens, Connection } from 'vscode-languageserver';
import { podLens, podTemplates } from '../features/codeLens/podLens.ts';
import { guarded } from './answerOrFallback.ts';
import type { ClientFeatures } from './clientFeatures.ts';
import { toRange } from './convert.ts';
import type { DocumentSettings } from './documentSettings.ts';
import { navigationPlace, signalOf, toLocation } from './navigationHandler.ts';
import type { OpenFiles } from './openFiles.ts';
import type { OpenMeshes } from './openMeshes.ts';

/** What lenses depend on. */
interface Surroundings {
  readonly connection: Connection;
  readonly files: OpenFiles;
  readonly settings: DocumentSettings;
  readonly meshes: OpenMeshes;
}

/** What a lens carries until it is shown. */
interface LensData {
  readonly uri: string;
}

/**
 * Answers `textDocument/codeLens` with the places of pod templates, and `codeLens/resolve` with what selects the pods: only
 * for those that are in view the repository is asked. Nothing unless the editor's settings enable lenses.
 */
export class CodeLenses {
  static readonly capability = { resolveProvider: true };
  readonly #around: Surroundings;
  #features: ClientFeatures | undefined;
  #showReferences: string | undefined;

  constructor(around: Surroundings) {
    this.#around = around;
    const { connection, files, settings } = around;
    connection.onCodeLens(({ textDocument: { uri } }, token) =>
      guarded<CodeLens[]>(connection.console, `Lenses in ${uri}`, [], async () => {
        const resolved = await settings.get(uri);
        const document = files.get(uri);
        if (!document || token.isCancellationRequested) return [];
        if (!resolved.editor.showsCodeLens || resolved.isIgnored) return [];
        const data: LensData = { uri };
        return podTemplates(files.read(document)).map((range) => ({ range: toRange(document, range), data }));
      }),
    );
    connection.onCodeLensResolve((lens, token) => this.#resolve(lens, signalOf(token)));
    files.documents.onDidSave(() => this.refresh());
  }

  /**
   * Stores what the client can do.
   *
   * @param showReferences the client's command that shows places, with a URI, a position and locations as arguments
   */
  start(features: ClientFeatures, showReferences: string | undefined): void {
    this.#features = features;
    this.#showReferences = showReferences;
  }

  /** Makes the client ask again, because settings or other files changed. */
  refresh(): void {
    if (!this.#features?.refreshesCodeLenses) return;
    const { connection } = this.#around;
    connection
      .sendRequest('workspace/codeLens/refresh')
      .catch((error: unknown) => connection.console.warn(`No new lenses: ${String(error)}`));
  }

  /** A lens without a command is drawn as nothing, so one that leads nowhere has an empty one. */
  #resolve(lens: CodeLens, signal: AbortSignal): Promise<CodeLens> {
    const { connection, files, meshes } = this.#around;
    const { data, ...rest } = lens;
    const nothing = { ...rest, command: { title: '', command: '' } };
    return guarded<CodeLens>(connection.console, 'A lens', nothing, async () => {
      const uri = (data as LensData | undefined)?.uri;
      if (uri === undefined) return nothing;
      const position = lens.range.start;
      const place = await navigationPlace(files, meshes, { textDocument: { uri }, position });
      const found = place && (await podLens(place, signal));
      if (!found) return nothing;
      const { title, places } = found;
      if (places.length === 0 || !this.#showReferences) return { ...rest, command: { title, command: '' } };
      return {
        ...rest,
        command: {
          title,
          command: this.#showReferences,
          arguments: [uri, position, places.map(toLocation)],
        },
      };
    });
  }
}
