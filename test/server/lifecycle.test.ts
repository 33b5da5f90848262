import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  createMessageConnection,
  ErrorCodes,
  type MessageConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-jsonrpc/node';

let server: ChildProcess;
let connection: MessageConnection;

beforeEach(() => {
  server = spawn(process.execPath, ['dist/server.js', '--stdio'], { stdio: ['pipe', 'pipe', 'inherit'] });
  const { stdin, stdout } = server;
  if (!stdin || !stdout) throw new Error('the server has no pipes');
  connection = createMessageConnection(new StreamMessageReader(stdout), new StreamMessageWriter(stdin));
  connection.listen();
});

afterEach(() => {
  connection.dispose();
  server.kill();
});

const initialize = () =>
  connection.sendRequest('initialize', { processId: process.pid, rootUri: null, capabilities: {} });

const hover = () =>
  connection.sendRequest('textDocument/hover', {
    textDocument: { uri: 'file:///web.yaml' },
    position: { line: 0, character: 0 },
  });

async function leave(): Promise<unknown> {
  const left = once(server, 'exit');
  await connection.sendNotification('exit');
  return (await left)[0];
}

test.each(['textDocument/hover', 'shutdown', 'no/such'])(
  '%s before initialize is refused',
  async (method) => {
    await expect(connection.sendRequest(method, {})).rejects.toMatchObject({
      code: ErrorCodes.ServerNotInitialized,
    });
    expect(await initialize()).toHaveProperty('capabilities');
    expect(await hover()).toBeNull();
  },
);

test('a file that is opened before initialize is not', async () => {
  const text = 'metadata:\n  annotations:\n    linkerd.io/inject: "yes"\n';
  const uri = 'file:///early.yaml';
  await connection.sendNotification('textDocument/didOpen', {
    textDocument: { uri, languageId: 'yaml', version: 1, text },
  });
  await initialize();
  const position = { line: 2, character: 6 };
  expect(await connection.sendRequest('textDocument/hover', { textDocument: { uri }, position })).toBeNull();
});

test('a second initialize is refused, and the first one holds', async () => {
  await initialize();
  await expect(initialize()).rejects.toMatchObject({ code: ErrorCodes.InvalidRequest });
  expect(await hover()).toBeNull();
});

test('after shutdown requests are refused, and exit ends the server with 0', async () => {
  await initialize();
  expect(await connection.sendRequest('shutdown')).toBeNull();
  for (const method of ['textDocument/hover', 'shutdown', 'initialize'])
    await expect(connection.sendRequest(method, {})).rejects.toMatchObject({
      code: ErrorCodes.InvalidRequest,
    });
  expect(await leave()).toBe(0);
});

test('exit without shutdown ends the server with 1, initialized or not', async () => {
  expect(await leave()).toBe(1);
});
