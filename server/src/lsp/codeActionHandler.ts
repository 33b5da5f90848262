import * as l10n from '@vscode/l10n';
import type {
  CodeAction,
  CodeActionParams,
  Connection,
  Diagnostic,
  WorkspaceEdit,
} from 'vscode-languageserver';
import { setEnvironment } from '../config/configEdits.ts';
import { CONFIG_FILE } from '../config/configFile.ts';
import type { Finding } from '../engine/finding.ts';
import { fixAll } from '../engine/fixAll.ts';
import type { Linter } from '../engine/linter.ts';
import { actionsFor, type FindingAction } from '../features/codeActions/codeActions.ts';
import { allowsComments } from '../kubernetes/fileKinds.ts';
import type { Environment } from '../linkerd/environment/environment.ts';
import type { TextEdit } from '../text/edit.ts';
import { childUri, type FileHost, parentUri } from '../workspace/fileHost.ts';
import { guarded } from './answerOrFallback.ts';
import type { ClientFeatures } from './clientFeatures.ts';
import { fromRange, toEdit, toRange } from './convert.ts';
import type { DocumentSettings } from './documentSettings.ts';
import { EditorDocument } from './editorDocument.ts';
import { CodeActionKind } from './library.ts';
import type { OpenFiles } from './openFiles.ts';
import { visibleFindings } from './visibleFindings.ts';

/** Fixes everything in a file that is safe to fix. */
const FIX_ALL = `${CodeActionKind.SourceFixAll}.linkerdLint`;

/** What an action still lacks when it is offered; it comes back when somebody chooses the action. */
type Deferred =
  | { readonly kind: 'fixAll'; readonly uri: string }
  | {
      readonly kind: 'configure';
      readonly uri: string;
      readonly setting: keyof Environment;
      readonly value: string;
    };

/** What the code actions need from their surroundings. */
interface Surroundings {
  readonly connection: Connection;
  readonly files: OpenFiles;
  readonly settings: DocumentSettings;
  readonly linter: Linter;
  readonly host: FileHost;
}

/** Answers `textDocument/codeAction` and `codeAction/resolve`. */
export class CodeActions {
  static readonly capability = { codeActionKinds: [CodeActionKind.QuickFix, FIX_ALL], resolveProvider: true };
  readonly #around: Surroundings;
  #features: ClientFeatures | undefined;
  #explainCommand: string | undefined;

  constructor(around: Surroundings) {
    this.#around = around;
    const { connection } = around;
    connection.onCodeAction((params, token) =>
      guarded(connection.console, `Code actions in ${params.textDocument.uri}`, [], () =>
        token.isCancellationRequested ? [] : this.#offer(params),
      ),
    );
    connection.onCodeActionResolve((action) => this.#resolve(action));
  }

  /** Takes note of what the client can do. */
  start(features: ClientFeatures, explainCommand: string | undefined): void {
    this.#features = features;
    this.#explainCommand = explainCommand;
  }

  async #offer({ textDocument: { uri }, range, context }: CodeActionParams): Promise<CodeAction[]> {
    const { files, settings } = this.#around;
    const document = files.get(uri);
    if (!document) return [];
    const actions: CodeAction[] = [];
    if (wants(context.only, CodeActionKind.QuickFix)) {
      const resolved = await settings.get(uri);
      const asked = fromRange(document, range);
      const findings = visibleFindings(files, document, resolved).filter(
        (finding) => finding.range.start <= asked.end && asked.start <= finding.range.end,
      );
      actions.push(
        ...findings.flatMap((finding) => this.#quickFixes(document, finding, context.diagnostics)),
      );
    }
    // Without being asked for it, it would stand among the quick fixes of every line.
    if (context.only && wants(context.only, FIX_ALL)) {
      actions.push({
        title: l10n.t('Fix everything that Linkerd Lint can fix safely'),
        kind: FIX_ALL,
        data: { kind: 'fixAll', uri } satisfies Deferred,
      });
    }
    if (this.#features?.resolvesCodeActionEdits) return actions;
    return Promise.all(actions.map((action) => this.#resolve(action)));
  }

  #quickFixes(document: EditorDocument, finding: Finding, diagnostics: readonly Diagnostic[]): CodeAction[] {
    const { files, linter } = this.#around;
    const hasComments = allowsComments(document.languageId, document.uri);
    const answered = diagnostics.filter((diagnostic) => isAbout(document, diagnostic, finding));
    return actionsFor(finding, files.read(document), linter.rules, { hasComments }).flatMap((action) =>
      this.#toCodeAction(document, action, answered),
    );
  }

  #toCodeAction(document: EditorDocument, action: FindingAction, diagnostics: Diagnostic[]): CodeAction[] {
    const { uri } = document;
    const shared = { title: action.title, kind: CodeActionKind.QuickFix, diagnostics };
    if (action.kind === 'edit')
      return [{ ...shared, isPreferred: action.isPreferred, edit: this.#editOf(document, action.edits) }];
    if (action.kind === 'configure') {
      const { setting, value } = action;
      return this.#features?.createsFiles
        ? [{ ...shared, data: { kind: 'configure', uri, setting, value } satisfies Deferred }]
        : [];
    }
    if (!this.#explainCommand) return [];
    return [
      {
        ...shared,
        command: { title: action.title, command: this.#explainCommand, arguments: [action.finding.rule] },
      },
    ];
  }

  async #resolve(action: CodeAction): Promise<CodeAction> {
    const deferred = action.data as Deferred | undefined;
    if (!deferred || action.edit) return action;
    const { data: _, ...rest } = action;
    return guarded<CodeAction>(this.#around.connection.console, `“${action.title}”`, rest, async () => {
      const edit = await (deferred.kind === 'fixAll'
        ? this.#fixAll(deferred.uri)
        : this.#configure(deferred));
      return { ...rest, edit };
    });
  }

  async #fixAll(uri: string): Promise<WorkspaceEdit> {
    const { files, settings, linter } = this.#around;
    const document = files.get(uri);
    if (!document) return {};
    const resolved = await settings.get(uri);
    if (resolved.isIgnored) return {};
    return this.#editOf(document, fixAll(linter, document.getText(), resolved.settings).edits);
  }

  /** Sets a value in the configuration file that holds for the document, or in a new one at the workspace's root. */
  async #configure({ uri, setting, value }: Deferred & { kind: 'configure' }): Promise<WorkspaceEdit> {
    const { settings, host } = this.#around;
    const { config } = await settings.get(uri);
    const folder = settings.folderOf(uri) ?? parentUri(uri) ?? uri;
    const target = config?.uri ?? childUri(folder, CONFIG_FILE);
    const text = config && (await host.readText(target));
    const document = this.#around.files.get(target) ?? new EditorDocument(target, 'yaml', 0, text ?? '');
    const edits = setEnvironment(text, setting, value).map((edit) => toEdit(document, edit));
    const change = { textDocument: { uri: target, version: null }, edits };
    return {
      documentChanges:
        text === undefined
          ? [{ kind: 'create', uri: target, options: { ignoreIfExists: true } }, change]
          : [change],
    };
  }

  #editOf(document: EditorDocument, edits: readonly TextEdit[]): WorkspaceEdit {
    const { uri, version } = document;
    const converted = edits.map((edit) => toEdit(document, edit));
    if (this.#features?.editsDocumentChanges)
      return { documentChanges: [{ textDocument: { uri, version }, edits: converted }] };
    return { changes: { [uri]: converted } };
  }
}

/** Whether the client asked for this kind of action, or for all. */
function wants(only: readonly string[] | undefined, kind: string): boolean {
  return only === undefined || only.some((asked) => kind === asked || kind.startsWith(`${asked}.`));
}

function isAbout(document: EditorDocument, { code, range }: Diagnostic, finding: Finding): boolean {
  const { start } = toRange(document, finding.range);
  return (
    code === finding.rule && range.start.line === start.line && range.start.character === start.character
  );
}
