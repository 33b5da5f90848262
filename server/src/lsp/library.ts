/**
 * The values that we use of the language server's library; types are imported from the library itself. A bundler gives
 * every module that imports a CommonJS library a copy of its hundreds of exports, so one module imports it for all: with
 * eight that did, the server's start took 5 % longer.
 */
export {
  CodeActionKind,
  CompletionItemKind,
  CompletionItemTag,
  CompletionTriggerKind,
  DiagnosticSeverity,
  DiagnosticTag,
  DidChangeConfigurationNotification,
  DidChangeWatchedFilesNotification,
  ErrorCodes,
  InsertTextFormat,
  InsertTextMode,
  MarkupKind,
  ResponseError,
  TextDocumentSyncKind,
  TextDocuments,
  TextEdit,
} from 'vscode-languageserver';
