import type { Disposable, Event } from 'vscode';

/**
 * Waits until `check` gives something, trying again at each of the events, never by the clock.
 *
 * @param what is awaited, for the message when it does not come
 */
export async function waitFor<T>(
  what: string,
  events: readonly Event<unknown>[],
  check: () => T | undefined,
  timeout = 15_000,
): Promise<T> {
  const subscriptions: Disposable[] = [];
  let timer: NodeJS.Timeout | undefined;
  try {
    return await new Promise<T>((resolve, reject) => {
      const attempt = () => {
        const found = check();
        if (found !== undefined) resolve(found);
      };
      timer = setTimeout(() => reject(new Error(`${what} did not come about in ${timeout} ms.`)), timeout);
      subscriptions.push(...events.map((event) => event(attempt)));
      attempt();
    });
  } finally {
    clearTimeout(timer);
    for (const subscription of subscriptions) subscription.dispose();
  }
}
