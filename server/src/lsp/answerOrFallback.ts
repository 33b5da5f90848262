import type { RemoteConsole } from 'vscode-languageserver';

/**
 * The answer to a request, or `fallback` if computing it failed, so that a document that breaks the engine does not
 * break the client. Errors go to the log.
 */
export async function guarded<Answer>(
  console: Pick<RemoteConsole, 'error'>,
  what: string,
  fallback: Answer,
  answer: () => Answer | Promise<Answer>,
): Promise<Answer> {
  try {
    return await answer();
  } catch (error) {
    console.error(`${what} failed: ${error instanceof Error ? error.stack : String(error)}`);
    return fallback;
  }
}
