import type { CodeAction } from 'vscode';
import {
  CodeActionKind,
  commands,
  type Disposable,
  type LogOutputChannel,
  Range,
  window,
  workspace,
} from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';

/** Registers the commands about findings and the server. */
export function registerCommands(
  client: Promise<BaseLanguageClient>,
  output: LogOutputChannel,
): Disposable[] {
  return [
    commands.registerCommand('linkerdLint.fixAll', fixAll),
    commands.registerCommand('linkerdLint.restartServer', async () => restart(await client)),
    commands.registerCommand('linkerdLint.showOutput', () => output.show()),
  ];
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
