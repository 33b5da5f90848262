import type {
  CompletionItem,
  CompletionList,
  CompletionOptions,
  CompletionParams,
  Connection,
  MarkupContent,
} from 'vscode-languageserver';
import { isConfigFile } from '../config/configFile.ts';
import type { LintSettings } from '../engine/lintDocument.ts';
import { complete, TRIGGERS } from '../features/completion/completion.ts';
import { documentationOf } from '../features/completion/documentation.ts';
import { plainText, snippet } from '../features/completion/insertText.ts';
import type { EntryName, Suggestion } from '../features/completion/suggestion.ts';
import { completeConfig } from '../features/configFile/configCompletion.ts';
import type { DescribedRule } from '../features/configFile/configTexts.ts';
import { guarded } from './answerOrFallback.ts';
import type { ClientFeatures } from './clientFeatures.ts';
import { toRange } from './convert.ts';
import type { DocumentSettings } from './documentSettings.ts';
import type { EditorDocument } from './editorDocument.ts';
import {
  CompletionItemKind,
  CompletionItemTag,
  CompletionTriggerKind,
  InsertTextFormat,
  InsertTextMode,
  MarkupKind,
  TextEdit,
} from './library.ts';
import type { OpenFiles } from './openFiles.ts';
import type { OpenMeshes } from './openMeshes.ts';

const NOTHING: CompletionList = { isIncomplete: false, items: [] };

const KINDS: Readonly<Record<Suggestion['kind'], CompletionItemKind>> = {
  key: CompletionItemKind.Property,
  value: CompletionItemKind.Value,
  resource: CompletionItemKind.Snippet,
};

/** Answers `textDocument/completion` and `completionItem/resolve`. */
export class Completion {
  static readonly capability: CompletionOptions = { triggerCharacters: [...TRIGGERS], resolveProvider: true };
  readonly #files: OpenFiles;
  readonly #settings: DocumentSettings;
  readonly #meshes: OpenMeshes;
  #features: ClientFeatures | undefined;
  #rules: readonly DescribedRule[] = [];

  constructor(connection: Connection, files: OpenFiles, settings: DocumentSettings, meshes: OpenMeshes) {
    this.#files = files;
    this.#settings = settings;
    this.#meshes = meshes;
    connection.onCompletion((params, token) =>
      guarded(connection.console, `Completion in ${params.textDocument.uri}`, NOTHING, async () => {
        const resolved = await settings.get(params.textDocument.uri);
        return token.isCancellationRequested ? NOTHING : this.#offer(params, resolved.settings);
      }),
    );
    connection.onCompletionResolve((item) => this.#resolve(item));
  }

  /** Stores the client's capabilities. */
  start(features: ClientFeatures, rules: readonly DescribedRule[]): void {
    this.#features = features;
    this.#rules = rules;
  }

  #offer(
    { textDocument: { uri }, position, context }: CompletionParams,
    settings: LintSettings,
  ): CompletionList {
    const document = this.#files.get(uri);
    if (!document) return NOTHING;
    const isTriggered = context?.triggerKind === CompletionTriggerKind.TriggerCharacter;
    const trigger = isTriggered ? context.triggerCharacter : undefined;
    const offset = document.offsetAt(position);
    const mesh = this.#meshes.readyAround(document);
    const found = isConfigFile(uri)
      ? completeConfig(document.getText(), offset, this.#rules)
      : complete(
          this.#files.read(document),
          offset,
          settings,
          trigger,
          { indentsLines: this.#features?.adjustsIndentation === true },
          mesh && { mesh, uri },
        );
    const items = found.items.map((suggestion, index) => this.#toItem(document, suggestion, index));
    return { isIncomplete: found.isIncomplete, items };
  }

  #toItem(document: EditorDocument, suggestion: Suggestion, index: number): CompletionItem {
    const { label, detail, range, filterText, parts, isDeprecated, kind, entry, documentation } = suggestion;
    const writes = this.#features?.insertsSnippets ? snippet : plainText;
    const item: CompletionItem = {
      label,
      kind: KINDS[kind],
      // Keeps the server's order among items that match equally well.
      sortText: String(index).padStart(3, '0'),
      filterText,
      insertTextFormat: this.#features?.insertsSnippets
        ? InsertTextFormat.Snippet
        : InsertTextFormat.PlainText,
      textEdit: TextEdit.replace(toRange(document, range), writes(parts)),
    };
    if (parts.some((part) => typeof part === 'string' && part.includes('\n')))
      item.insertTextMode = InsertTextMode.adjustIndentation;
    if (detail !== undefined && this.#features?.showsLabelDetails)
      item.labelDetails = { description: detail };
    else if (detail !== undefined) item.detail = detail;
    if (isDeprecated && this.#features?.tagsCompletions) item.tags = [CompletionItemTag.Deprecated];
    if (documentation !== undefined) item.documentation = this.#markup(documentation);
    if (!entry) return item;
    return this.#features?.resolvesDocumentation ? { ...item, data: entry } : this.#document(item, entry);
  }

  /** Documentation is computed for the item that the user looks at. */
  #resolve(item: CompletionItem): CompletionItem {
    const { data, ...rest } = item;
    return isEntryName(data) ? this.#document(rest, data) : item;
  }

  #document(item: CompletionItem, entry: EntryName): CompletionItem {
    const documentation = documentationOf(entry);
    return documentation === undefined ? item : { ...item, documentation: this.#markup(documentation) };
  }

  #markup(value: string): MarkupContent {
    return { kind: this.#features?.readsMarkdown ? MarkupKind.Markdown : MarkupKind.PlainText, value };
  }
}

/** The client may send back anything. */
function isEntryName(data: unknown): data is EntryName {
  const { key, kind } = (data ?? {}) as Partial<EntryName>;
  return typeof key === 'string' && (kind === 'annotation' || kind === 'label');
}
