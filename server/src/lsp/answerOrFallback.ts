import type { RemoteConsole } from 'vscode-languageserver';

/**
 * The answer to a request, or `fallback` where finding it failed: one document that cannot be judged must not cost the
 * client anything else. What went wrong goes to the log.
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
