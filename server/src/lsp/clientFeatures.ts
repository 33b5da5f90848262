import type { ClientCapabilities } from 'vscode-languageserver';
import { CompletionItemTag, InsertTextMode, MarkupKind } from './library.ts';

/** The client's capabilities that change the server's behavior. */
export interface ClientFeatures {
  readonly pullsDiagnostics: boolean;
  readonly refreshesDiagnostics: boolean;
  readonly refreshesInlayHints: boolean;
  readonly refreshesCodeLenses: boolean;
  /** Whether the server may show the progress of its own work. */
  readonly showsProgress: boolean;
  readonly showsRelatedInformation: boolean;
  /** Whether the codes of diagnostics can be links. */
  readonly describesCodes: boolean;
  readonly answersConfiguration: boolean;
  readonly registersConfiguration: boolean;
  readonly registersWatchers: boolean;
  readonly resolvesCodeActionEdits: boolean;
  readonly createsFiles: boolean;
  readonly editsDocumentChanges: boolean;
  /** Whether the edits of a renaming can have names, which its preview shows. */
  readonly groupsRenaming: boolean;
  /** Whether it asks for the name at a place before it renames. */
  readonly preparesRenaming: boolean;
  readonly tellsWorkspaceFolders: boolean;
  readonly insertsSnippets: boolean;
  /** Whether further lines of an inserted text are indented like the first one's line. */
  readonly adjustsIndentation: boolean;
  readonly resolvesDocumentation: boolean;
  readonly showsLabelDetails: boolean;
  readonly tagsCompletions: boolean;
  readonly readsMarkdown: boolean;
}

/** Reads the capabilities that a client declares. */
export function readClientFeatures({ workspace, textDocument, window }: ClientCapabilities): ClientFeatures {
  const edit = workspace?.workspaceEdit;
  const item = textDocument?.completion?.completionItem;
  return {
    pullsDiagnostics: textDocument?.diagnostic !== undefined,
    refreshesDiagnostics: workspace?.diagnostics?.refreshSupport === true,
    showsProgress: window?.workDoneProgress === true,
    refreshesInlayHints: workspace?.inlayHint?.refreshSupport === true,
    refreshesCodeLenses: workspace?.codeLens?.refreshSupport === true,
    showsRelatedInformation:
      (textDocument?.diagnostic ?? textDocument?.publishDiagnostics)?.relatedInformation === true ||
      textDocument?.publishDiagnostics?.relatedInformation === true,
    describesCodes:
      (textDocument?.diagnostic ?? textDocument?.publishDiagnostics)?.codeDescriptionSupport === true ||
      textDocument?.publishDiagnostics?.codeDescriptionSupport === true,
    answersConfiguration: workspace?.configuration === true,
    registersConfiguration: workspace?.didChangeConfiguration?.dynamicRegistration === true,
    registersWatchers: workspace?.didChangeWatchedFiles?.dynamicRegistration === true,
    resolvesCodeActionEdits: textDocument?.codeAction?.resolveSupport?.properties.includes('edit') === true,
    createsFiles: edit?.resourceOperations?.includes('create') === true,
    editsDocumentChanges: edit?.documentChanges === true,
    groupsRenaming:
      edit?.documentChanges === true &&
      edit.changeAnnotationSupport !== undefined &&
      textDocument?.rename?.honorsChangeAnnotations === true,
    preparesRenaming: textDocument?.rename?.prepareSupport === true,
    tellsWorkspaceFolders: workspace?.workspaceFolders === true,
    insertsSnippets: item?.snippetSupport === true,
    adjustsIndentation:
      item?.insertTextModeSupport?.valueSet.includes(InsertTextMode.adjustIndentation) === true,
    resolvesDocumentation: item?.resolveSupport?.properties.includes('documentation') === true,
    showsLabelDetails: item?.labelDetailsSupport === true,
    tagsCompletions: item?.tagSupport?.valueSet.includes(CompletionItemTag.Deprecated) === true,
    readsMarkdown: item?.documentationFormat?.includes(MarkupKind.Markdown) === true,
  };
}
