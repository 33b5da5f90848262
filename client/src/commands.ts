import type { CodeAction } from 'vscode';
import {
  CodeActionKind,
  commands,
  type Disposable,
  type ExtensionContext,
  type LogOutputChannel,
  l10n,
  Range,
  Uri,
  window,
  workspace,
} from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';

/** Registers the extension's commands. */
export function registerCommands(
  context: ExtensionContext,
  client: BaseLanguageClient,
  output: LogOutputChannel,
): Disposable[] {
  return [
    commands.registerCommand('linkerdLint.explainRule', (rule?: unknown) => explainRule(context, rule)),
    commands.registerCommand('linkerdLint.fixAll', fixAll),
    commands.registerCommand('linkerdLint.restartServer', () => restart(client)),
    commands.registerCommand('linkerdLint.showOutput', () => output.show()),
  ];
}

/** Opens a rule's page; without a rule, somebody chooses one. The pages come with the extension. */
async function explainRule(context: ExtensionContext, rule: unknown): Promise<void> {
  const folder = Uri.joinPath(context.extensionUri, 'docs', 'rules');
  const id = typeof rule === 'string' ? rule : await chooseRule(folder);
  // The id becomes a file name, and anybody may call the command.
  if (id === undefined || !/^[a-z][a-z-]*$/.test(id)) return;
  await commands.executeCommand('markdown.showPreview', Uri.joinPath(folder, `${id}.md`));
}

async function chooseRule(folder: Uri): Promise<string | undefined> {
  const files = await workspace.fs.readDirectory(folder);
  const ids = files.map(([name]) => name).filter((name) => name.endsWith('.md') && name !== 'README.md');
  return window.showQuickPick(ids.map((name) => name.slice(0, -3)).sort(), {
    placeHolder: l10n.t('Which rule?'),
  });
}

async function restart(client: BaseLanguageClient): Promise<void> {
  if (client.isRunning()) await client.stop();
  await client.start();
}

/** Applies the safe fixes to the active document. */
async function fixAll(): Promise<void> {
  const document = window.activeTextEditor?.document;
  if (!document) return;
  const kind = CodeActionKind.SourceFixAll.append('linkerdLint');
  const all = new Range(0, 0, document.lineCount, 0);
  const actions = await commands.executeCommand<CodeAction[]>(
    'vscode.executeCodeActionProvider',
    document.uri,
    all,
    kind.value,
    1,
  );
  const edit = actions?.find((action) => action.edit)?.edit;
  if (edit) await workspace.applyEdit(edit);
}
