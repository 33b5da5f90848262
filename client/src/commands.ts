import {
  commands,
  type Disposable,
  type LogOutputChannel,
  l10n,
  Selection,
  type TextDocument,
  Uri,
  WorkspaceEdit,
  window,
  workspace,
} from 'vscode';
import type { BaseLanguageClient, Location, Position } from 'vscode-languageclient';
import {
  type DocumentParams,
  EXPLAIN_LINE,
  FIX_ALL_REQUEST,
  type FixAllReport,
} from '../../server/src/lsp/protocol.ts';
import { isOurs } from './documentSelector.ts';
import { statusText } from './statusText.ts';

/** The command that the server's actions call after they wrote into the configuration file. */
export const SHOW_FILE = 'linkerdLint.showFile';

/** The command that lenses above pod templates call, with a URI, a position and locations of the protocol. */
export const SHOW_REFERENCES = 'linkerdLint.showReferences';

/** The files that may be shown, because other extensions can call the command too. */
const CONFIG_FILE = /\/\.linkerd-lint\.yaml$/;

/** Registers the commands about findings and the server. `onRestart` is called when the server runs again. */
export function registerCommands(
  client: Promise<BaseLanguageClient>,
  output: LogOutputChannel,
  onRestart: (client: BaseLanguageClient) => void,
): Disposable[] {
  return [
    commands.registerCommand('linkerdLint.fixAll', async () => fixAll(await client)),
    commands.registerCommand(EXPLAIN_LINE, async () => explainLine(await client, output)),
    commands.registerCommand('linkerdLint.restartServer', async () => {
      await restart(await client);
      onRestart(await client);
    }),
    commands.registerCommand('linkerdLint.showOutput', () => output.show()),
    commands.registerCommand(SHOW_FILE, showFile),
    commands.registerCommand(SHOW_REFERENCES, async (uri: string, position: Position, places: Location[]) =>
      showReferences(await client, uri, position, places),
    ),
  ];
}

/** Shows places in VS Code's own view of references. */
async function showReferences(
  { protocol2CodeConverter: convert }: BaseLanguageClient,
  uri: string,
  position: Position,
  places: readonly Location[],
): Promise<void> {
  await commands.executeCommand(
    'editor.action.showReferences',
    convert.asUri(uri),
    convert.asPosition(position),
    places.map((place) => convert.asLocation(place)),
  );
}

async function restart(client: BaseLanguageClient): Promise<void> {
  if (client.isRunning()) await client.stop();
  await client.start();
  void window.showInformationMessage(l10n.t('Linkerd Lint: the language server was restarted.'));
}

/** Shows in the output channel why the cursor's line has findings, or none. Gives what it shows. */
async function explainLine(
  client: BaseLanguageClient,
  output: LogOutputChannel,
): Promise<string | undefined> {
  const editor = window.activeTextEditor;
  if (!editor) return undefined;
  const uri = client.code2ProtocolConverter.asUri(editor.document.uri);
  const text = await client.sendRequest<string | null>('workspace/executeCommand', {
    command: EXPLAIN_LINE,
    arguments: [uri, editor.selection.active.line],
  });
  const shown = text ?? l10n.t('Linkerd Lint does not read this file.');
  output.info(shown);
  output.show(true);
  return shown;
}

/** Applies the safe fixes to the active document, and shows and returns what was done. */
async function fixAll(client: BaseLanguageClient): Promise<string | undefined> {
  const document = window.activeTextEditor?.document;
  if (!document || !isOurs(document)) {
    void window.showInformationMessage(l10n.t('Linkerd Lint: open a YAML, Helm or JSON file first.'));
    return undefined;
  }
  const done = await fixDocument(client, document);
  void window.showInformationMessage(statusText(done));
  return done;
}

async function fixDocument(client: BaseLanguageClient, document: TextDocument): Promise<string> {
  const { version } = document;
  const name = workspace.asRelativePath(document.uri);
  const { edits, fixed, left } = await client.sendRequest<FixAllReport>(FIX_ALL_REQUEST, {
    uri: client.code2ProtocolConverter.asUri(document.uri),
  } satisfies DocumentParams);
  if (fixed === 0) return l10n.t('{0}: no safe fixes. Findings left: {1}.', name, left);
  const edit = new WorkspaceEdit();
  edit.set(document.uri, await client.protocol2CodeConverter.asTextEdits([...edits]));
  const isApplied = document.version === version && (await workspace.applyEdit(edit));
  return isApplied
    ? l10n.t('{0}: fixed {1}. Findings left: {2}.', name, fixed, left)
    : l10n.t('{0} has changed in the meantime and was not fixed.', name);
}

/** Shows a configuration file at a key, and saves it, so that what was written can be seen and undone. */
async function showFile(uri: unknown, key: unknown): Promise<void> {
  if (typeof uri !== 'string' || !CONFIG_FILE.test(uri)) return;
  // VS Code keeps a document that an extension opened in memory for minutes, even closed or deleted; not so one that
  // it opens itself.
  await commands.executeCommand('vscode.open', Uri.parse(uri));
  const editor = window.activeTextEditor;
  if (editor?.document.uri.toString() !== Uri.parse(uri).toString()) return;
  const { document } = editor;
  const start = typeof key === 'string' ? document.getText().indexOf(`${key}:`) : -1;
  if (start !== -1) {
    const { range } = document.lineAt(document.positionAt(start).line);
    editor.selection = new Selection(range.end, range.end);
    editor.revealRange(range);
  }
  if (document.isDirty) await document.save();
}
