/**
 * What is used of the language server's library at runtime; types are imported from the library itself. A bundler gives
 * every module that imports a CommonJS library a copy of all that it exports, hundreds of names, which takes as long as
 * loading our own modules. So one module imports it for all.
 */
export {
  AbstractMessageReader,
  AbstractMessageWriter,
  CodeActionKind,
  CompletionItemKind,
  CompletionItemTag,
  CompletionTriggerKind,
  DiagnosticSeverity,
  DiagnosticTag,
  DidChangeConfigurationNotification,
  DidChangeWatchedFilesNotification,
  Disposable,
  InsertTextFormat,
  MarkupKind,
  TextDocumentSyncKind,
  TextDocuments,
  TextEdit,
} from 'vscode-languageserver';
