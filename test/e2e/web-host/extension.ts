import { type ExtensionContext, Uri, workspace } from 'vscode';
import { MemoryFileSystem } from './memoryFileSystem.ts';

/** Called by VS Code when a window opens a `memory:` folder: fills it with the workspaces of all suites. */
export async function activate(context: ExtensionContext): Promise<void> {
  const files = new MemoryFileSystem();
  const answer = await fetch(Uri.joinPath(context.extensionUri, 'workspaces.json').toString(true));
  const texts = (await answer.json()) as Record<string, string>;
  for (const [path, text] of Object.entries(texts)) {
    files.writeFile(Uri.from({ scheme: 'memory', path }), new TextEncoder().encode(text));
  }
  context.subscriptions.push(
    workspace.registerFileSystemProvider('memory', files, { isCaseSensitive: true }),
  );
}
