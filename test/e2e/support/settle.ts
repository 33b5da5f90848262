import { extensions } from 'vscode';

/**
 * Lets VS Code's own extensions start before the tests do: whenever one of them registers with the editor, VS Code gives
 * up the quick fixes that are being asked for. Ours is left to start by itself.
 */
export async function settle(): Promise<void> {
  const others = extensions.all.filter(({ id }) => id !== 'linkerd-lint.linkerd-lint');
  await Promise.allSettled(others.map((extension) => extension.activate()));
}
