import assert from 'node:assert/strict';
import {
  type CodeAction,
  CodeActionKind,
  commands,
  type Diagnostic,
  FileSystemError,
  type Hover,
  languages,
  type MarkdownString,
  Position,
  Range,
  TabInputText,
  TabInputWebview,
  type TextDocument,
  Uri,
  WorkspaceEdit,
  window,
  workspace,
} from 'vscode';
import { waitFor } from './waitFor.ts';

/** The address of a file of the workspace under test. */
export function fileUri(path: string): Uri {
  const folder = workspace.workspaceFolders?.[0];
  assert.ok(folder);
  return Uri.joinPath(folder.uri, path);
}

/** Opens a file of the workspace in an editor. */
export async function open(path: string): Promise<TextDocument> {
  const document = await workspace.openTextDocument(fileUri(path));
  await window.showTextDocument(document);
  return document;
}

/** Opens a file that has findings, once there are some: then the server answers any request. */
export async function openWithFindings(path: string): Promise<TextDocument> {
  const document = await open(path);
  await waitFor(`a finding in ${path}`, [languages.onDidChangeDiagnostics], () =>
    currentFindings(document).length > 0 ? true : undefined,
  );
  return document;
}

/** Puts a document back to what is on the disk, so that the next test finds it untouched. */
export async function revert(document: TextDocument): Promise<void> {
  // The command is for the editor with the focus, which a list of completions may still have.
  for (let attempt = 1; attempt === 1 || (document.isDirty && attempt < 20); attempt++) {
    await window.showTextDocument(document);
    await commands.executeCommand('workbench.action.files.revert');
  }
}

/** Our findings in a document, once there are exactly as many as expected. */
export async function findings(document: TextDocument, count: number): Promise<Diagnostic[]> {
  return waitFor(
    `${count} findings in ${workspace.asRelativePath(document.uri)}`,
    [languages.onDidChangeDiagnostics],
    () => {
      const ours = currentFindings(document);
      return ours.length === count ? ours : undefined;
    },
  ).catch((error: Error) => {
    const shown = currentFindings(document).map(describeFinding).join('\n') || 'none';
    throw new Error(`${error.message} Instead there are:\n${shown}`);
  });
}

/** The only finding of a document, once it is one of this rule. */
export async function onlyFindingOf(document: TextDocument, rule: string): Promise<Diagnostic> {
  return waitFor(`a finding of ${rule} and no other`, [languages.onDidChangeDiagnostics], () => {
    const [finding, ...others] = currentFindings(document);
    return finding && others.length === 0 && ruleOf(finding) === rule ? finding : undefined;
  });
}

/** Closes the tabs of a file of the workspace. */
export async function closeFile(path: string): Promise<void> {
  const uri = fileUri(path).toString();
  const tabs = window.tabGroups.all
    .flatMap((group) => group.tabs)
    .filter(({ input }) => input instanceof TabInputText && input.uri.toString() === uri);
  await window.tabGroups.close(tabs);
}

/** The only finding of a document. */
export async function onlyFinding(document: TextDocument): Promise<Diagnostic> {
  const [finding] = await findings(document, 1);
  assert.ok(finding);
  return finding;
}

/** A finding's rule. */
export function ruleOf(finding: Diagnostic): unknown {
  return typeof finding.code === 'object' ? finding.code.value : finding.code;
}

/** Where `text` stands in a document, for comparison with a finding's range. */
export function rangeOf(document: TextDocument, text: string): Range {
  const offset = document.getText().indexOf(text);
  assert.notEqual(offset, -1, `${text} is not in the document`);
  return new Range(document.positionAt(offset), document.positionAt(offset + text.length));
}

/** All that is shown when the pointer rests on a place. */
export async function hoverText(document: TextDocument, position: Position): Promise<string> {
  const hovers = await commands.executeCommand<Hover[]>(
    'vscode.executeHoverProvider',
    document.uri,
    position,
  );
  const contents = hovers.flatMap((hover) => hover.contents) as (MarkdownString | string)[];
  return contents.map((content) => (typeof content === 'string' ? content : content.value)).join('\n');
}

/** The label of the tab with a Markdown preview, once one is shown whose label matches. */
export function preview(label: RegExp): Promise<string> {
  return waitFor(`a preview ${label}`, [window.tabGroups.onDidChangeTabs], () =>
    window.tabGroups.all
      .flatMap(({ tabs }) => tabs)
      .filter(({ input }) => input instanceof TabInputWebview && input.viewType.endsWith('markdown.preview'))
      .map((tab) => tab.label)
      .find((shown) => label.test(shown)),
  );
}

/** How often a person would ask for the menu before thinking that there is none. */
const ASKED_AT_MOST = 10;

/**
 * The quick fixes of a finding in the order of the menu, resolved. Each finding has some: where there are none at all,
 * VS Code has dropped the request, as it does while extensions start.
 */
export async function quickFixes(document: TextDocument, range: Range): Promise<CodeAction[]> {
  let actions: CodeAction[] = [];
  for (let asked = 0; asked < ASKED_AT_MOST && actions.length === 0; asked++)
    actions = await commands.executeCommand<CodeAction[]>(
      'vscode.executeCodeActionProvider',
      document.uri,
      range,
      CodeActionKind.QuickFix.value,
      100,
    );
  return actions;
}

/** The quick fix with this title. */
export async function quickFix(document: TextDocument, range: Range, title: string): Promise<CodeAction> {
  const actions = await quickFixes(document, range);
  const action = actions.find((candidate) => candidate.title === title);
  assert.ok(action, `no quick fix "${title}" among: ${actions.map((other) => other.title).join(', ')}`);
  return action;
}

/**
 * Does what choosing an action in the menu does: its edit, then its command. Files that were not open are saved, which
 * VS Code does for the menu, but for a program only if it calls the edit a refactoring.
 */
export async function apply(action: CodeAction): Promise<void> {
  if (action.edit) {
    assert.ok(await workspace.applyEdit(action.edit, { isRefactoring: true }), 'the edit was refused');
  }
  if (action.command) {
    await commands.executeCommand(action.command.command, ...(action.command.arguments ?? []));
  }
}

/** Replaces a document's text as an editor would, and saves it. */
export async function saveAs(document: TextDocument, text: string): Promise<void> {
  const all = new Range(new Position(0, 0), document.positionAt(document.getText().length));
  const edit = new WorkspaceEdit();
  edit.replace(document.uri, all, text);
  assert.ok(await workspace.applyEdit(edit));
  assert.ok(await document.save());
}

/** Waits until VS Code has read the workspace's own settings, by one of them: on the web it opens files before that. */
export async function settingsRead(section: string, key: string): Promise<void> {
  await waitFor(`${section}.${key} in the workspace's settings`, [workspace.onDidChangeConfiguration], () =>
    workspace.getConfiguration(section).inspect(key)?.workspaceValue === undefined ? undefined : true,
  );
}

/** Writes a file of the workspace past all editors, like git or a terminal would. */
export async function writeFile(path: string, text: string): Promise<void> {
  await workspace.fs.writeFile(fileUri(path), new TextEncoder().encode(text));
}

/** The text of a file as it is on the disk. */
export async function readFile(path: string): Promise<string> {
  return new TextDecoder().decode(await workspace.fs.readFile(fileUri(path)));
}

/** Deletes a file of the workspace if it is there. */
export async function deleteFile(path: string): Promise<void> {
  try {
    await workspace.fs.delete(fileUri(path));
  } catch (error) {
    if (!(error instanceof FileSystemError && error.code === 'FileNotFound')) throw error;
  }
}

function currentFindings(document: TextDocument): Diagnostic[] {
  return languages
    .getDiagnostics(document.uri)
    .filter((diagnostic) => diagnostic.source === 'linkerd-lint')
    .sort((a, b) => a.range.start.compareTo(b.range.start));
}

function describeFinding(finding: Diagnostic): string {
  return `${finding.range.start.line + 1}: ${ruleOf(finding)} ${finding.message}`;
}
