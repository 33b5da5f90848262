import type { ExtensionContext } from 'vscode';
import { type ExtensionApi, RunningExtension } from './extension.ts';

let running: RunningExtension | undefined;

/** Called by VS Code when the first YAML, Helm or JSON document opens. */
export function activate(context: ExtensionContext): ExtensionApi {
  running = new RunningExtension(context, () => import('./nodeClient.ts'));
  return running.api;
}

/** Called by VS Code before it ends. */
export async function deactivate(): Promise<void> {
  await running?.stop();
}
