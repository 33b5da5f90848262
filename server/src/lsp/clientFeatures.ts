import type { ClientCapabilities } from 'vscode-languageserver';

/** What the client can do, as far as the server behaves differently. */
export interface ClientFeatures {
  readonly pullsDiagnostics: boolean;
  readonly refreshesDiagnostics: boolean;
  readonly showsRelatedInformation: boolean;
  readonly answersConfiguration: boolean;
  readonly registersConfiguration: boolean;
  readonly registersWatchers: boolean;
  readonly resolvesCodeActionEdits: boolean;
  readonly createsFiles: boolean;
  readonly editsDocumentChanges: boolean;
  readonly tellsWorkspaceFolders: boolean;
}

/** Reads the capabilities that a client declares. */
export function readClientFeatures({ workspace, textDocument }: ClientCapabilities): ClientFeatures {
  const edit = workspace?.workspaceEdit;
  return {
    pullsDiagnostics: textDocument?.diagnostic !== undefined,
    refreshesDiagnostics: workspace?.diagnostics?.refreshSupport === true,
    showsRelatedInformation:
      (textDocument?.diagnostic ?? textDocument?.publishDiagnostics)?.relatedInformation === true ||
      textDocument?.publishDiagnostics?.relatedInformation === true,
    answersConfiguration: workspace?.configuration === true,
    registersConfiguration: workspace?.didChangeConfiguration?.dynamicRegistration === true,
    registersWatchers: workspace?.didChangeWatchedFiles?.dynamicRegistration === true,
    resolvesCodeActionEdits: textDocument?.codeAction?.resolveSupport?.properties.includes('edit') === true,
    createsFiles: edit?.resourceOperations?.includes('create') === true,
    editsDocumentChanges: edit?.documentChanges === true,
    tellsWorkspaceFolders: workspace?.workspaceFolders === true,
  };
}
