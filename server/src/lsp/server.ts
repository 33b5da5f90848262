import * as l10n from '@vscode/l10n';
import type { Connection, InitializeParams, InitializeResult } from 'vscode-languageserver';
import { version } from '../../../package.json';
import { isConfigFile } from '../config/configFile.ts';
import type { RuleFailure } from '../engine/lintDocument.ts';
import { Linter } from '../engine/linter.ts';
import { isValuesPath } from '../linkerd/charts/chartUse.ts';
import { mayConcernLinkerd } from '../linkerd/prefilter.ts';
import { ACROSS_FILES, ALL_RULES } from '../rules/allRules.ts';
import { RULES } from '../rules/registry.ts';
import type { ListingHost } from '../workspace/fileHost.ts';
import { Repositories } from '../workspace/repositories.ts';
import { type ClientFeatures, readClientFeatures } from './clientFeatures.ts';
import { clientFiles } from './clientFiles.ts';
import { CodeActions } from './codeActionHandler.ts';
import { CodeLenses } from './codeLensHandler.ts';
import { Completion } from './completionHandler.ts';
import { Diagnostics } from './diagnostics.ts';
import { DocumentSettings } from './documentSettings.ts';
import { serveEnvironment } from './environmentHandler.ts';
import { serveExplainLine } from './explainLineHandler.ts';
import { type HoverOptions, serveHover } from './hoverHandler.ts';
import { InlayHints } from './inlayHintHandler.ts';
import { DidChangeConfigurationNotification, DidChangeWatchedFilesNotification } from './library.ts';
import { answerRefused } from './lifecycle.ts';
import { serveNavigation } from './navigationHandler.ts';
import { OpenFiles } from './openFiles.ts';
import { OpenMeshes } from './openMeshes.ts';
import {
  ENVIRONMENT_CHANGED,
  EXPLAIN_LINE,
  type InitializationOptions,
  TRAFFIC_CHANGED,
  type Translations,
} from './protocol.ts';
import { serveReference } from './referenceHandler.ts';
import { serveRename } from './renameHandler.ts';
import { type Renderer, RenderOnSave } from './renderOnSave.ts';
import { savedResults } from './savedResults.ts';
import { byText } from './shortTranslations.ts';
import { serveTraffic } from './trafficHandler.ts';
import { followFiles, WATCHERS } from './watchedFiles.ts';
import { WorkspaceDiagnostics } from './workspaceDiagnostics.ts';

// Node's own bundle would have a module of its own, with other spellings.
export { spellUris } from './spelledUris.ts';

/** Features available only in Node. */
export interface NodeFeatures {
  /** Reads files; without it the client is asked. */
  readonly disk: ListingHost;
  /** Finds the translations for a client's locale, for a client that sends none. */
  readTranslations(locale: string): Translations | undefined;
  /** Runs the user's helm and kustomize. */
  readonly renderer: Renderer;
}

/** Used until the client is initialized. */
const NO_OPTIONS: HoverOptions = {
  explainAnnotationCommand: undefined,
  explainRuleCommand: undefined,
  rules: [],
};

/** Serves one client. Files that are open in the editor are read from there. */
export function serve(connection: Connection, node?: NodeFeatures): void {
  const ruleIds = ALL_RULES.map(({ id }) => id);
  const onFailure: RuleFailure = (rule, error) =>
    connection.console.error(`Rule ${rule} failed: ${error instanceof Error ? error.stack : String(error)}`);
  const linter = new Linter(RULES, onFailure, ACROSS_FILES);
  const files = new OpenFiles(linter);
  const source = node?.disk ?? clientFiles(connection);
  const host: ListingHost = {
    readText: async (uri, options) => files.get(uri)?.getText() ?? (await source.readText(uri, options)),
    listFiles: (folder, options) => source.listFiles(folder, options),
    isLink: (uri) => source.isLink?.(uri) === true,
    isIgnoredByGit: (uri) => source.isIgnoredByGit?.(uri) === true,
    resultsBelow: (folder, name) => {
      const results = source.resultsBelow?.(folder, name);
      return results && savedResults(results, (uri) => files.get(uri) !== undefined);
    },
  };
  // Other files say what a values file is for.
  const isLinkerdFile = (uri: string) =>
    mayConcernLinkerd(files.get(uri)?.getText() ?? '') || isValuesPath(uri);
  const repositories = new Repositories(host, () => evidenceChanged());
  const settings = new DocumentSettings(connection, host, ruleIds, repositories, isLinkerdFile, () =>
    judgeAnew(),
  );
  const findingsChanged = (uris: readonly string[]) => {
    diagnostics.refresh(uris.filter((uri) => files.get(uri)));
    workspaceDiagnostics.refresh(uris);
  };
  const meshes: OpenMeshes = new OpenMeshes({
    files,
    host,
    linter,
    onFailure,
    rendered: () => renders,
    rootOf: async (uri) => (await repositories.rootOf(uri)) ?? settings.folderOf(uri),
    onChanged: findingsChanged,
  });
  const diagnostics = new Diagnostics({ connection, files, settings, meshes, host, linter, ruleIds });
  const workspaceDiagnostics = new WorkspaceDiagnostics({
    connection,
    host,
    settings,
    meshes,
    isOpen: (uri) => files.get(uri) !== undefined,
    findEvidence: async (uri) => void (await repositories.find(uri, settings.folderOf(uri))),
    diagnose: (uri, isWanted) => diagnostics.ofClosed(uri, isWanted),
  });
  const renders: RenderOnSave | undefined =
    node &&
    new RenderOnSave({
      connection,
      renderer: node.renderer,
      host,
      files,
      settings,
      meshes,
      linter,
      onFailure,
      onChanged: findingsChanged,
    });
  const codeActions = new CodeActions({ connection, files, settings, meshes, linter, host });
  const completion = new Completion(connection, files, settings, meshes);
  const hints = new InlayHints(connection, files, settings, meshes);
  const lenses = new CodeLenses({ connection, files, settings, meshes });
  let features: ClientFeatures | undefined;
  let speaksOurProtocol = false;
  let hoverOptions: HoverOptions = NO_OPTIONS;

  const judgeAnew = () => {
    diagnostics.refresh();
    workspaceDiagnostics.refreshAll();
    hints.refresh();
    lenses.refresh();
    if (speaksOurProtocol) void connection.sendNotification(ENVIRONMENT_CHANGED);
  };
  const settingsChanged = (pushed?: unknown) => {
    settings.forget(pushed);
    renders?.stop();
    judgeAnew();
  };
  const evidenceChanged = () => {
    settings.recombine();
    judgeAnew();
  };

  connection.onInitialize((params): InitializeResult => {
    const options = (params.initializationOptions ?? {}) as InitializationOptions;
    const translations = options.l10nBundle ?? (params.locale && node?.readTranslations(params.locale));
    if (translations) l10n.config({ contents: byText({ ...translations }) });
    features = readClientFeatures(params.capabilities);
    speaksOurProtocol = options.explainCommand !== undefined;
    const describedRules = ALL_RULES.map(({ id, summary }) => ({
      id,
      summary: options.ruleSummaries?.[id] ?? `${summary}.`,
    }));
    hoverOptions = {
      explainAnnotationCommand: options.explainAnnotationCommand,
      explainRuleCommand: options.explainCommand,
      rules: describedRules,
    };
    settings.start(features.answersConfiguration, options.settings);
    settings.setFolders(foldersOf(params));
    diagnostics.start(features, options.explainCommand);
    workspaceDiagnostics.start(features);
    completion.start(features, describedRules);
    hints.start(features);
    lenses.start(features, options.showReferencesCommand);
    codeActions.start(features, { explainRule: options.explainCommand, showFile: options.showFileCommand });
    return describeServer(features, speaksOurProtocol);
  });
  connection.onInitialized(() => {
    if (features) register(connection, features, (uris) => settings.setFolders(uris), settingsChanged);
    settings.askAhead();
  });
  connection.onDidChangeConfiguration(({ settings: pushed }) =>
    settingsChanged((pushed as { linkerdLint?: unknown } | null)?.linkerdLint),
  );
  const followed = {
    host,
    repositories,
    meshes,
    knownFiles: () => [...meshes.files, ...repositories.files, ...workspaceDiagnostics.files],
    folderOf: (uri: string) => settings.folderOf(uri),
  };
  connection.onDidChangeWatchedFiles(({ changes }) =>
    followFiles(changes, followed, {
      settingsChanged,
      evidenceChanged,
      filesChanged: (uris) => {
        workspaceDiagnostics.refresh(uris);
        lenses.refresh();
        if (speaksOurProtocol) void connection.sendNotification(TRAFFIC_CHANGED);
      },
    }),
  );
  files.documents.onDidClose(({ document }) => workspaceDiagnostics.refresh([document.uri]));
  answerRefused(connection);
  connection.onShutdown(() => {
    repositories.stop();
    meshes.stop();
    renders?.stop();
    workspaceDiagnostics.stop();
  });
  followConfigFiles(files, settingsChanged);
  serveHover(connection, files, settings, meshes, () => hoverOptions);
  serveNavigation({ connection, files, meshes });
  serveTraffic(connection, files, meshes);
  serveRename({ connection, files, meshes, features: () => features });
  serveEnvironment(connection, settings);
  serveReference(connection);
  serveExplainLine({ connection, files, settings, linter, showsAnswer: () => speaksOurProtocol });
  files.listen(connection);
  connection.listen();
}

function describeServer(features: ClientFeatures, speaksOurProtocol: boolean): InitializeResult {
  return {
    serverInfo: { name: 'linkerd-lint', version },
    capabilities: {
      textDocumentSync: { openClose: true, change: OpenFiles.sync, save: true },
      hoverProvider: true,
      definitionProvider: true,
      referencesProvider: true,
      documentSymbolProvider: true,
      workspaceSymbolProvider: true,
      // A client without prepareRename does not know the option.
      renameProvider: features.preparesRenaming ? { prepareProvider: true } : true,
      inlayHintProvider: true,
      codeLensProvider: CodeLenses.capability,
      completionProvider: Completion.capability,
      codeActionProvider: CodeActions.capability,
      // Our own client registers a command of this name itself.
      ...(speaksOurProtocol ? {} : { executeCommandProvider: { commands: [EXPLAIN_LINE] } }),
      ...(features.pullsDiagnostics
        ? {
            diagnosticProvider: {
              identifier: 'linkerd-lint',
              interFileDependencies: true,
              workspaceDiagnostics: true,
            },
          }
        : {}),
      workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
    },
  };
}

function foldersOf({ workspaceFolders, rootUri }: InitializeParams): string[] {
  if (workspaceFolders) return workspaceFolders.map(({ uri }) => uri);
  return rootUri ? [rootUri] : [];
}

/** Asks to be notified of changes. If the client refuses, results are only less fresh. */
function register(
  connection: Connection,
  features: ClientFeatures,
  setFolders: (uris: string[]) => void,
  settingsChanged: () => void,
): void {
  const refused = (error: unknown) =>
    connection.console.warn(`The editor refused a registration: ${String(error)}`);
  if (features.registersConfiguration)
    connection.client
      .register(DidChangeConfigurationNotification.type, { section: 'linkerdLint' })
      .catch(refused);
  if (features.registersWatchers) {
    connection.client.register(DidChangeWatchedFilesNotification.type, { watchers: WATCHERS }).catch(refused);
  }
  if (features.tellsWorkspaceFolders) {
    connection.workspace.onDidChangeWorkspaceFolders(async () => {
      setFolders(((await connection.workspace.getWorkspaceFolders()) ?? []).map(({ uri }) => uri));
      settingsChanged();
    });
  }
}

/** A configuration file that is open counts as in the editor, saved or not. */
function followConfigFiles(files: OpenFiles, settingsChanged: () => void): void {
  files.documents.onDidChangeContent(({ document }) => {
    if (isConfigFile(document.uri)) settingsChanged();
  });
  files.documents.onDidClose(({ document }) => {
    if (isConfigFile(document.uri)) settingsChanged();
  });
}
