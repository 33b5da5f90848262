import type { ExtensionContext } from 'vscode';
import { RunningExtension } from './extension.ts';

let running: RunningExtension | undefined;

/** Called by VS Code in a browser when the first YAML, Helm or JSON document opens. */
export function activate(context: ExtensionContext): void {
  running = new RunningExtension(context, () => import('./browserClient.ts'));
}

/** Called by VS Code before it ends. */
export async function deactivate(): Promise<void> {
  await running?.stop();
}
