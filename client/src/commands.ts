import type { CodeAction } from 'vscode';
import {
  CodeActionKind,
  commands,
  type Disposable,
  type LogOutputChannel,
  l10n,
  Range,
  window,
  workspace,
} from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { EXPLAIN_LINE } from '../../server/src/lsp/protocol.ts';

/** Registers the commands about findings and the server. */
export function registerCommands(
  client: Promise<BaseLanguageClient>,
  output: LogOutputChannel,
): Disposable[] {
  return [
    commands.registerCommand('linkerdLint.fixAll', fixAll),
    commands.registerCommand(EXPLAIN_LINE, async () => explainLine(await client, output)),
    commands.registerCommand('linkerdLint.restartServer', async () => restart(await client)),
    commands.registerCommand('linkerdLint.showOutput', () => output.show()),
  ];
}

async function restart(client: BaseLanguageClient): Promise<void> {
  if (client.isRunning()) await client.stop();
  await client.start();
}

/** Writes to the output why there are findings on the line of the cursor, or none, and shows it. */
async function explainLine(client: BaseLanguageClient, output: LogOutputChannel): Promise<void> {
  const editor = window.activeTextEditor;
  if (!editor) return;
  const uri = client.code2ProtocolConverter.asUri(editor.document.uri);
  const text = await client.sendRequest<string | null>('workspace/executeCommand', {
    command: EXPLAIN_LINE,
    arguments: [uri, editor.selection.active.line],
  });
  output.info(text ?? l10n.t('Linkerd Lint does not read this file.'));
  output.show(true);
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
