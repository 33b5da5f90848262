/**
 * Leaves the features out of VS Code's language client that our server does not have, such as formatting: the library makes an
 * object of every feature, so a bundler cannot know. The client then does not offer them to the server either. The library for
 * servers adds its features to classes; one that is left out adds nothing.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../project/paths.mjs';

/** Files of the library. A feature that the server begins to have is taken off the list. */
const LEFT_OUT = [
  'callHierarchy',
  'colorProvider',
  'declaration',
  'documentHighlight',
  'documentLink',
  'fileOperations',
  'foldingRange',
  'formatting',
  'implementation',
  'inlineValue',
  'linkedEditingRange',
  'notebook',
  'selectionRange',
  'semanticTokens',
  'signatureHelp',
  'textDocumentContent',
  'typeDefinition',
  'typeHierarchy',
];

const filter = new RegExp(
  `[\\\\/]vscode-languageclient[\\\\/]lib[\\\\/]common[\\\\/](?:${LEFT_OUT.join('|')})\\.js$`,
);

/**
 * What compares a file with the pattern of a document selector, which brings a library for globs. Our selector names languages
 * only (`client/src/documentSelector.ts`), and the build fails if that changes.
 */
const GLOB_PATTERN = /[\\/]vscode-languageclient[\\/]lib[\\/]common[\\/]utils[\\/]globPattern\.js$/;

/** Files of the library for servers. One whose feature the server begins to use is taken off the list. */
const LEFT_OUT_OF_SERVER = [
  'callHierarchy',
  'fileOperations',
  'foldingRange',
  'inlineCompletion',
  'inlineValue',
  'linkedEditingRange',
  'moniker',
  'notebook',
  'semanticTokens',
  'textDocumentContent',
  'typeHierarchy',
];

const serverFilter = new RegExp(
  `[\\\\/]vscode-languageserver[\\\\/]lib[\\\\/]common[\\\\/](?:${LEFT_OUT_OF_SERVER.join('|')})\\.js$`,
);

/** Constants, and functions about data that neither the server nor the client uses; 5 kB of the package. */
const TYPES = /[\\/]vscode-languageserver-types[\\/]lib[\\/]esm[\\/]main\.js$/;
const LEFT_OUT_TYPES = [
  'Color',
  'ColorInformation',
  'ColorPresentation',
  'CompletionItem',
  'CompletionList',
  'DocumentHighlight',
  'DocumentHighlightKind',
  'DocumentLink',
  'FoldingRange',
  'FoldingRangeKind',
  'FormattingOptions',
  'Hover',
  'InlineCompletionContext',
  'InlineCompletionItem',
  'InlineCompletionList',
  'InlineCompletionTriggerKind',
  'InlineValueContext',
  'InlineValueEvaluatableExpression',
  'InlineValueText',
  'InlineValueVariableLookup',
  'LanguageKind',
  'MarkedString',
  'ParameterInformation',
  'SelectedCompletionInfo',
  'SelectionRange',
  'SemanticTokenModifiers',
  'SemanticTokenTypes',
  'SemanticTokens',
  'SignatureInformation',
  'SymbolInformation',
  'TextDocument',
  'TextDocumentIdentifier',
  'TextDocumentItem',
  'VersionedTextDocumentIdentifier',
  'WorkspaceSymbol',
];

/** The same for what the client alone uses; 1 kB of the package. */
const LEFT_OUT_OF_SERVER_TYPES = [
  'AnnotatedTextEdit',
  'ChangeAnnotation',
  'ChangeAnnotationIdentifier',
  'CodeAction',
  'CodeActionContext',
  'CodeDescription',
  'CodeLens',
  'Command',
  'CompletionItemLabelDetails',
  'CreateFile',
  'DeleteFile',
  'Diagnostic',
  'DiagnosticRelatedInformation',
  'DocumentSymbol',
  'InlayHint',
  'InlayHintLabelPart',
  'InsertReplaceEdit',
  'Location',
  'LocationLink',
  'MarkupContent',
  'OptionalVersionedTextDocumentIdentifier',
  'RenameFile',
  'SnippetTextEdit',
  'StringValue',
  'TextDocumentEdit',
  'WorkspaceEdit',
];

/** The library's module without these, which are namespaces, and without the class for making workspace edits. */
function withoutUnused(source, leftOut) {
  let text = source.replace(/^export class WorkspaceChange \{\n.*?^\}\n/ms, '');
  for (const name of leftOut) {
    const namespace = new RegExp(
      `^\\(function \\(${name}\\) \\{\\n.*?^\\}\\)\\(${name} \\|\\| [^\\n]*\\n`,
      'ms',
    );
    if (!namespace.test(text)) throw new Error(`The library has no namespace ${name}.`);
    text = text.replace(namespace, '');
  }
  return text;
}

/** What the client demands of each feature; the one for diagnostics demands the rest of that for notebooks. */
const UNUSED = `const never = () => ({ dispose() {} });
class Unused {
  fillClientCapabilities() {}
  initialize() {}
  getState() { return { kind: 'static' }; }
  clear() {}
}
class NotebookDocumentSyncFeature extends Unused {
  registrationType = { method: 'notebookDocument/sync' };
  register() {}
  unregister() {}
  handles() { return false; }
  onOpenNotificationSent = never;
  onChangeNotificationSent = never;
  onSaveNotificationSent = never;
  onCloseNotificationSent = never;
}`;

const NOTEBOOKS = 'NotebookDocumentSyncFeature';

/** The same exports as those of a file of the library, with other values for its features. */
function exportsOf(path, standIn) {
  const names = readFileSync(path, 'utf8').matchAll(/^exports\.(\w+Feature) = \1;$/gm);
  return Array.from(names, ([, name]) => `exports.${name} = ${standIn(name)};`).join('\n');
}

/** The plugin of esbuild's. */
export const leaveOutFeatures = {
  name: 'leave-out-features',
  setup(build) {
    build.onLoad({ filter: GLOB_PATTERN }, () => {
      const selector = readFileSync(join(root, 'client', 'src', 'documentSelector.ts'), 'utf8');
      if (selector.includes('pattern'))
        throw new Error('The client needs what compares files with patterns.');
      return { contents: 'exports.matchGlobPattern = () => false;' };
    });
    const ofServer = 'server' in build.initialOptions.entryPoints ? LEFT_OUT_OF_SERVER_TYPES : [];
    build.onLoad({ filter: TYPES }, ({ path }) => ({
      contents: withoutUnused(readFileSync(path, 'utf8'), [...LEFT_OUT_TYPES, ...ofServer]),
    }));
    build.onLoad({ filter: serverFilter }, ({ path }) => {
      return { contents: exportsOf(path, () => '(base) => base') };
    });
    build.onLoad({ filter }, ({ path }) => {
      return { contents: `${UNUSED}\n${exportsOf(path, (name) => (name === NOTEBOOKS ? name : 'Unused'))}` };
    });
  },
};
