import { createConnection as connect, type Socket } from 'node:net';
import type { Readable } from 'node:stream';
import {
  type Connection,
  createConnection,
  type Message,
  ProposedFeatures,
} from 'vscode-languageserver/node';
import { Framing } from './framing.ts';
import { lifecycle } from './lifecycle.ts';

/**
 * The connection that the arguments name: `--stdio`, `--node-ipc`, `--pipe` or `--socket`. The process ends with 1 if the
 * client sends bytes that are not a message.
 *
 * @param onMessage called with each message before it is handled
 */
export function connectClient(args: readonly string[], onMessage: (message: Message) => void): Connection {
  const socket = socketIn(args);
  if (socket) {
    endOnOtherBytes(socket);
    return createConnection(ProposedFeatures.all, socket, socket, lifecycle(onMessage));
  }
  // The library listens in the same turn, so it misses nothing.
  if (args.includes('--stdio')) endOnOtherBytes(process.stdin);
  return createConnection(ProposedFeatures.all, lifecycle(onMessage));
}

/** As the library reads the arguments, whose own socket cannot be watched. */
function socketIn(args: readonly string[]): Socket | undefined {
  for (const [index, arg] of args.entries()) {
    if (arg === '--stdio' || arg === '--node-ipc') return undefined;
    const { kind, value } = /^--(?<kind>socket|pipe)(?:=(?<value>.*))?$/.exec(arg)?.groups ?? {};
    const where = value ?? args[index + 1];
    if (kind === undefined || where === undefined) continue;
    return kind === 'pipe' ? connect(where) : connect(Number(where), '127.0.0.1');
  }
  return undefined;
}

function endOnOtherBytes(input: Readable): void {
  const framing = new Framing();
  input.on('data', (chunk: Buffer) => {
    const problem = framing.accept(chunk);
    if (problem === undefined) return;
    process.stderr.write(`The client sends no valid messages: ${problem}.\n`);
    process.exit(1);
  });
}
