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
import type { ResolvedSettings } from '../config/settingsResolver.ts';
import type { FileEdits, Finding } from '../engine/finding.ts';
import { fixAll, safeFix } from '../engine/fixAll.ts';
import type { Linter } from '../engine/linter.ts';
import { SourceFile } from '../engine/sourceFile.ts';
import { actionsFor, type FindingAction } from '../features/codeActions/codeActions.ts';
import { allowsComments } from '../kubernetes/fileKinds.ts';
import type { Environment } from '../linkerd/environment/environment.ts';
import type { TextEdit } from '../text/edit.ts';
import { childUri, type ListingHost, parentUri } from '../workspace/fileHost.ts';
import { guarded } from './answerOrFallback.ts';
import type { ClientFeatures } from './clientFeatures.ts';
import { fromRange, toEdit, toRange } from './convert.ts';
import type { DocumentSettings } from './documentSettings.ts';
import { EditorDocument } from './editorDocument.ts';
import { CodeActionKind, TextEdit as LspEdit } from './library.ts';
import type { OpenFiles } from './openFiles.ts';
import type { OpenMeshes } from './openMeshes.ts';
import { type DocumentParams, FIX_ALL_REQUEST, type FixAllReport } from './protocol.ts';
import { visibleFindings, withoutKnown } from './visibleFindings.ts';

/** Applies all safe fixes of a file. */
const FIX_ALL = `${CodeActionKind.SourceFixAll}.linkerdLint`;

/** The part of an action that is computed when the user chooses it; the client sends this back. */
type Deferred =
  | { readonly kind: 'fixAll'; readonly uri: string }
  | {
      readonly kind: 'configure';
      readonly uri: string;
      readonly setting: keyof Environment;
      readonly value: string;
    };

/** Client commands that actions may call. */
export interface ClientCommands {
  /** Opens a rule's page. */
  readonly explainRule?: string | undefined;
  /** Shows a file at a key that an action has just written. */
  readonly showFile?: string | undefined;
}

/** What code actions depend on. */
interface Surroundings {
  readonly connection: Connection;
  readonly files: OpenFiles;
  readonly settings: DocumentSettings;
  readonly meshes: OpenMeshes;
  readonly linter: Linter;
  readonly host: ListingHost;
}

/** Answers `textDocument/codeAction` and `codeAction/resolve`. */
export class CodeActions {
  static readonly capability = { codeActionKinds: [CodeActionKind.QuickFix, FIX_ALL], resolveProvider: true };
  readonly #around: Surroundings;
  #features: ClientFeatures | undefined;
  #commands: ClientCommands = {};

  constructor(around: Surroundings) {
    this.#around = around;
    const { connection } = around;
    connection.onCodeAction((params, token) =>
      guarded(connection.console, `Code actions in ${params.textDocument.uri}`, [], () =>
        token.isCancellationRequested ? [] : this.#offer(params),
      ),
    );
    connection.onCodeActionResolve((action) => this.#resolve(action));
    connection.onRequest(FIX_ALL_REQUEST, (params: DocumentParams) => this.#fixAllReport(params));
  }

  /** Stores the client's capabilities. */
  start(features: ClientFeatures, commands: ClientCommands): void {
    this.#features = features;
    this.#commands = commands;
  }

  async #offer({ textDocument: { uri }, range, context }: CodeActionParams): Promise<CodeAction[]> {
    const { files, settings, meshes } = this.#around;
    const document = files.get(uri);
    if (!document) return [];
    const actions: CodeAction[] = [];
    if (wants(context.only, CodeActionKind.QuickFix)) {
      const resolved = await settings.get(uri);
      const asked = fromRange(document, range);
      const mesh = await meshes.findings(document, resolved.settings);
      const visible = visibleFindings(files, document, resolved, mesh);
      const findings = visible.filter(
        (finding) => finding.range.start <= asked.end && asked.start <= finding.range.end,
      );
      actions.push(
        ...findings.flatMap((finding) =>
          this.#quickFixes(document, finding, context.diagnostics, this.#configFileFor(uri, resolved)),
        ),
        ...this.#fixAllBeside(document, findings, visible),
      );
    }
    // Only on request; otherwise it would be among the quick fixes of every line.
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

  /** If a safe fix is offered and the file has others, offers to apply all of them. */
  #fixAllBeside(
    { uri }: EditorDocument,
    findings: readonly Finding[],
    all: readonly Finding[],
  ): CodeAction[] {
    const count = all.filter(hasSafeFix).length;
    if (count < 2 || !findings.some(hasSafeFix)) return [];
    return [
      {
        title: l10n.t('Fix all in this file ({0} safe fixes)', count),
        kind: CodeActionKind.QuickFix,
        data: { kind: 'fixAll', uri } satisfies Deferred,
      },
    ];
  }

  #quickFixes(
    document: EditorDocument,
    finding: Finding,
    diagnostics: readonly Diagnostic[],
    configFile: string,
  ): CodeAction[] {
    const { files, linter } = this.#around;
    const hasComments = allowsComments(document.languageId, document.uri);
    const answered = diagnostics.filter((diagnostic) => isAbout(document, diagnostic, finding));
    return actionsFor(finding, files.read(document), linter.allRules, { hasComments }).flatMap((action) =>
      this.#toCodeAction(document, action, answered, configFile),
    );
  }

  #toCodeAction(
    document: EditorDocument,
    action: FindingAction,
    diagnostics: Diagnostic[],
    configFile: string,
  ): CodeAction[] {
    const { uri } = document;
    const shared = { title: action.title, kind: CodeActionKind.QuickFix, diagnostics };
    if (action.kind === 'edit') {
      if (action.elsewhere?.some(({ isNew }) => isNew) && !this.#features?.createsFiles) return [];
      return [
        {
          ...shared,
          isPreferred: action.isPreferred,
          edit: this.#editOf(document, action.edits, action.elsewhere),
        },
      ];
    }
    if (action.kind === 'configure') {
      // An editor would follow a link, which may lead out of the repository.
      if (!this.#features?.createsFiles || this.#around.host.isLink?.(configFile)) return [];
      const { setting, value } = action;
      const data: Deferred = { kind: 'configure', uri, setting, value };
      // Shows what was written into another file.
      const { showFile } = this.#commands;
      const show = showFile && { title: action.title, command: showFile, arguments: [configFile, setting] };
      return [{ ...shared, data, ...(show && { command: show }) }];
    }
    const { explainRule } = this.#commands;
    if (!explainRule) return [];
    const command = { title: action.title, command: explainRule, arguments: [action.finding.rule] };
    return [{ ...shared, command }];
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
    const { files, settings, linter, meshes } = this.#around;
    const document = files.get(uri);
    if (!document) return {};
    const resolved = await settings.get(uri);
    if (resolved.isIgnored) return {};
    const others = await meshes.findings(document, resolved.settings);
    return this.#editOf(
      document,
      fixAll(linter, document.getText(), resolved.settings, safeFix, others).edits,
    );
  }

  /** The same for a client command, which reports the result. */
  async #fixAllReport({ uri }: DocumentParams): Promise<FixAllReport> {
    const { files, settings, linter, meshes } = this.#around;
    const document = files.get(uri);
    const resolved = document && (await settings.get(uri));
    if (!document || !resolved || resolved.isIgnored) return { edits: [], fixed: 0, left: 0 };
    const others = await meshes.findings(document, resolved.settings);
    const { text, edits, fixed } = fixAll(linter, document.getText(), resolved.settings, safeFix, others);
    const findings = linter.lint(SourceFile.read(text), resolved.settings);
    const left = withoutKnown(findings, uri, () => text, resolved).length;
    return { edits: edits.map((edit) => toEdit(document, edit)), fixed, left };
  }

  /** Sets a value in the configuration file of the document, or in a new one at the workspace's root. */
  async #configure({ uri, setting, value }: Deferred & { kind: 'configure' }): Promise<WorkspaceEdit> {
    const { settings, host } = this.#around;
    const resolved = await settings.get(uri);
    const target = this.#configFileFor(uri, resolved);
    const onDisk = resolved.config && (await host.readText(target));
    const open = this.#around.files.get(target);
    const text = open?.getText() ?? onDisk;
    const document = open ?? new EditorDocument(target, 'yaml', 0, text ?? '');
    const edits = setEnvironment(text, setting, value).map((edit) => toEdit(document, edit));
    const change = { textDocument: { uri: target, version: open?.version ?? null }, edits };
    return {
      documentChanges:
        text === undefined
          ? [{ kind: 'create', uri: target, options: { ignoreIfExists: true } }, change]
          : [change],
    };
  }

  /** The configuration file of a document, or the one to create. */
  #configFileFor(uri: string, { config }: ResolvedSettings): string {
    const folder = this.#around.settings.folderOf(uri) ?? parentUri(uri) ?? uri;
    return config?.uri ?? childUri(folder, CONFIG_FILE);
  }

  #editOf(
    document: EditorDocument,
    edits: readonly TextEdit[],
    elsewhere: readonly FileEdits[] = [],
  ): WorkspaceEdit {
    const files = [
      { uri: document.uri, isNew: false, edits: edits.map((edit) => toEdit(document, edit)) },
      ...elsewhere.map(({ uri, isNew = false, edits: theirs }) => ({
        uri,
        isNew,
        edits: theirs.map(({ start, end, newText }) => LspEdit.replace({ start, end }, newText)),
      })),
    ].filter((file) => file.edits.length > 0);
    if (!this.#features?.editsDocumentChanges)
      return { changes: Object.fromEntries(files.map((file) => [file.uri, file.edits])) };
    // A file that is not open has no version.
    const versionOf = (uri: string) => this.#around.files.get(uri)?.version ?? null;
    return {
      documentChanges: files.flatMap(({ uri, isNew, edits: own }) => [
        ...(isNew ? [{ kind: 'create' as const, uri, options: { ignoreIfExists: true } }] : []),
        { textDocument: { uri, version: versionOf(uri) }, edits: own },
      ]),
    };
  }
}

function hasSafeFix({ fixes }: Finding): boolean {
  return fixes.some(({ safety }) => safety === 'safe');
}

/** Whether the client requested this kind of action, or all kinds. */
function wants(only: readonly string[] | undefined, kind: string): boolean {
  return only === undefined || only.some((asked) => kind === asked || kind.startsWith(`${asked}.`));
}

function isAbout(document: EditorDocument, { code, range }: Diagnostic, finding: Finding): boolean {
  const { start } = toRange(document, finding.range);
  return (
    code === finding.rule && range.start.line === start.line && range.start.character === start.character
  );
}
