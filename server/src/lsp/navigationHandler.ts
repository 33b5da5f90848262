import type {
  CancellationToken,
  Connection,
  DocumentSymbol,
  Location,
  SymbolInformation,
  TextDocumentPositionParams,
} from 'vscode-languageserver';
import type { PlaceElsewhere } from '../engine/finding.ts';
import { definitions, references } from '../features/navigation/navigation.ts';
import type { NavigationPlace } from '../features/navigation/resourceUnderCursor.ts';
import { documentSymbols, workspaceSymbols } from '../features/navigation/symbols.ts';
import { guarded } from './answerOrFallback.ts';
import { toRange } from './convert.ts';
import { SymbolKind } from './library.ts';
import type { OpenFiles } from './openFiles.ts';
import type { OpenMeshes } from './openMeshes.ts';

/** What navigation needs. */
interface Surroundings {
  readonly connection: Connection;
  readonly files: OpenFiles;
  readonly meshes: OpenMeshes;
}

/** Answers requests for definitions, references and symbols. */
export function serveNavigation({ connection, files, meshes }: Surroundings): void {
  const placeAt = (params: TextDocumentPositionParams) => navigationPlace(files, meshes, params);
  connection.onDefinition((params, token) =>
    guarded<Location[]>(connection.console, `The definition in ${params.textDocument.uri}`, [], async () => {
      const place = await placeAt(params);
      return place ? (await definitions(place, signalOf(token))).map(toLocation) : [];
    }),
  );
  connection.onReferences((params, token) =>
    guarded<Location[]>(connection.console, `References in ${params.textDocument.uri}`, [], async () => {
      const place = await placeAt(params);
      const { includeDeclaration } = params.context;
      return place ? (await references(place, includeDeclaration, signalOf(token))).map(toLocation) : [];
    }),
  );
  connection.onDocumentSymbol(({ textDocument: { uri } }) =>
    guarded<DocumentSymbol[]>(connection.console, `Symbols of ${uri}`, [], () => {
      const document = files.get(uri);
      if (!document) return [];
      return documentSymbols(files.read(document)).map(({ name, kind, range, selection }) => ({
        name,
        detail: kind,
        kind: SymbolKind.Object,
        range: toRange(document, range),
        selectionRange: toRange(document, selection),
      }));
    }),
  );
  connection.onWorkspaceSymbol(({ query }, token) =>
    guarded<SymbolInformation[]>(connection.console, 'Symbols of the workspace', [], async () => {
      const signal = signalOf(token);
      const found = await Promise.all(meshes.all.map((mesh) => workspaceSymbols(mesh, query, signal)));
      return found.flat().map(({ name, container, place }) => ({
        name,
        kind: SymbolKind.Object,
        containerName: container,
        location: toLocation(place),
      }));
    }),
  );
}

/** A place in an open file, with the mesh around it; undefined if the file is not open. Reads the repository if need be. */
export async function navigationPlace(
  files: OpenFiles,
  meshes: OpenMeshes,
  { textDocument: { uri }, position }: TextDocumentPositionParams,
): Promise<NavigationPlace | undefined> {
  const document = files.get(uri);
  const mesh = document && (await meshes.around(document));
  return mesh && { mesh, uri, file: files.read(document), offset: document.offsetAt(position) };
}

/** A place as the protocol has it. */
export function toLocation({ uri, start, end }: PlaceElsewhere): Location {
  return { uri, range: { start, end } };
}

/** The signal of a request's end by the client. */
export function signalOf(token: CancellationToken): AbortSignal {
  const controller = new AbortController();
  if (token.isCancellationRequested) controller.abort();
  token.onCancellationRequested(() => controller.abort());
  return controller.signal;
}
