import type { Connection, ConnectionOptions, Message } from 'vscode-languageserver';
import { ErrorCodes, ResponseError } from './library.ts';

/** The method that a request sent at the wrong time is replaced with. Clients never send it. */
const REFUSED = '$/linkerdLint/refused';

/**
 * Options for a connection that enforces the protocol's life cycle, which the library does not (LSP 3.17, Lifecycle
 * Messages). Before `initialize` and after `shutdown` a request gets an error, and so does a second `initialize`;
 * notifications are dropped, except `exit`. The connection needs {@link answerRefused}.
 *
 * @param onMessage called with each message of the client before it is handled
 */
export function lifecycle(onMessage: (message: Message) => void): ConnectionOptions {
  let state: State = 'new';
  return {
    messageStrategy: {
      handleMessage(message: Message & { readonly method?: unknown }, next) {
        onMessage(message);
        const { method } = message;
        const isRequest = 'id' in message;
        if (typeof method !== 'string' || method === 'exit') return next(message);
        const code = errorIn(state, isRequest ? method : undefined);
        if (code !== undefined) return isRequest ? next(refused(message, method, code)) : undefined;
        if (isRequest && method === 'initialize') state = 'running';
        if (isRequest && method === 'shutdown') state = 'shut down';
        return next(message);
      },
    },
  };
}

/** Answers the requests that {@link lifecycle} refused. */
export function answerRefused(connection: Connection): void {
  connection.onRequest(REFUSED, ({ code, reason }: Refusal) => new ResponseError(code, reason));
}

type State = 'new' | 'running' | 'shut down';

interface Refusal {
  readonly code: number;
  readonly reason: string;
}

/** The error for a request, or for a notification if there is no `request`; undefined if it is allowed. */
function errorIn(state: State, request: string | undefined): number | undefined {
  if (state === 'new') return request === 'initialize' ? undefined : ErrorCodes.ServerNotInitialized;
  return state === 'shut down' || request === 'initialize' ? ErrorCodes.InvalidRequest : undefined;
}

function refused(message: Message, method: string, code: number): Message {
  const reason = code === ErrorCodes.ServerNotInitialized ? 'comes before initialize' : 'is not expected now';
  const params: Refusal = { code, reason: `${method} ${reason}.` };
  return { ...message, method: REFUSED, params } as Message;
}
