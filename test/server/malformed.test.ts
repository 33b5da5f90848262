import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createMessageConnection, StreamMessageReader, StreamMessageWriter } from 'vscode-jsonrpc/node';
import { ServerClient } from './serverClient.ts';

const TEXT = 'kind: Pod\nmetadata:\n  annotations:\n    config.linkerd.io/skip-inbound-ports: "80, 90"\n';
const OPEN = 'file:///w/open.yaml';

/** A message as it goes over the wire, with any content. */
function framed(content: unknown): string {
  const body = typeof content === 'string' ? content : JSON.stringify(content);
  return `Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
}

function notification(method: string, params?: unknown): string {
  return framed({ jsonrpc: '2.0', method, params });
}

function request(method: string, params?: unknown): string {
  return framed({ jsonrpc: '2.0', id: `malformed ${method}`, method, params });
}

function opened(textDocument: object): string {
  return notification('textDocument/didOpen', { textDocument });
}

function changed(textDocument: object, contentChanges?: unknown): string {
  return notification('textDocument/didChange', { textDocument, contentChanges });
}

const place = (line: unknown, character: unknown) => ({ line, character });

/** What no client should send, and some do. */
const MALFORMED: readonly (readonly [what: string, sent: string])[] = [
  ['JSON that breaks off', framed('{"jsonrpc": "2.0", ')],
  ['an array', framed([])],
  ['null', framed('null')],
  ['a number', framed('3')],
  ['a request without a method', framed({ jsonrpc: '2.0', id: 7 })],
  ['an answer to nothing', framed({ jsonrpc: '2.0', id: 99_999, result: {} })],
  ['a method named after a prototype', framed('{"jsonrpc":"2.0","id":8,"method":"__proto__","params":{}}')],
  ['an unknown request', request('no/such')],
  ['an unknown notification', notification('no/such')],
  ['a second initialize', request('initialize', { processId: null, rootUri: null, capabilities: {} })],
  ['a hover without parameters', request('textDocument/hover')],
  ['a hover at no position', request('textDocument/hover', { textDocument: { uri: OPEN } })],
  [
    'a hover far outside',
    request('textDocument/hover', { textDocument: { uri: OPEN }, position: place(1e300, -4) }),
  ],
  [
    'a hover with wrong types',
    request('textDocument/hover', { textDocument: { uri: 5 }, position: place('a', {}) }),
  ],
  ['a renaming without parameters', request('textDocument/rename')],
  ['a renaming of nothing', request('textDocument/prepareRename', { textDocument: { uri: OPEN } })],
  [
    'a renaming without a name',
    request('textDocument/rename', { textDocument: { uri: OPEN }, position: place(0, 1), newName: 7 }),
  ],
  ['a completion of nothing', request('textDocument/completion', {})],
  [
    'quick fixes for a range that runs backwards',
    request('textDocument/codeAction', {
      textDocument: { uri: OPEN },
      range: { start: place(1e9, 0), end: place(-1, 0) },
      context: {},
    }),
  ],
  [
    'an action that we never offered',
    request('codeAction/resolve', { title: 'x', data: { kind: 'fixAll' } }),
  ],
  [
    'a change of a file that is not open',
    changed({ uri: 'file:///w/closed.yaml', version: 2 }, [{ text: 'x' }]),
  ],
  [
    'a change far outside, of a negative version',
    changed({ uri: OPEN, version: -2 }, [{ range: { start: place(500, 9), end: place(2, 1e12) }, text: '' }]),
  ],
  ['a change without a version', changed({ uri: OPEN, version: null }, [{ text: TEXT }])],
  ['a change without changes', changed({ uri: OPEN, version: 3 })],
  [
    'a file without a text',
    opened({ uri: 'file:///w/number.yaml', languageId: 'yaml', version: 1, text: 42 }),
  ],
  ['a huge version', opened({ uri: 'file:///w/huge.yaml', languageId: 'yaml', version: 1e300, text: TEXT })],
  ['a file without a name', opened({ uri: '', languageId: 'yaml', version: 1, text: TEXT })],
  ['a name that is not a URI', opened({ uri: 'file://%%%/\0', languageId: 'yaml', version: 1, text: TEXT })],
  ['a file without anything', notification('textDocument/didOpen')],
  ['a file with a number for its name', opened({ uri: 7, languageId: 'yaml', version: 1, text: TEXT })],
  ['a file that is a text', notification('textDocument/didOpen', { textDocument: 'file:///w/open.yaml' })],
  [
    'the end of a file that is not open',
    notification('textDocument/didClose', { textDocument: { uri: 'x' } }),
  ],
  [
    'settings of wrong types',
    notification('workspace/didChangeConfiguration', { settings: { linkerdLint: 5 } }),
  ],
  ['no settings', notification('workspace/didChangeConfiguration', null)],
  ['no changed files', notification('workspace/didChangeWatchedFiles', null)],
  ['the end of no request', notification('$/cancelRequest', null)],
  ['our own request without parameters', request('linkerdLint/environment', null)],
];

describe('malformed messages', () => {
  let client: ServerClient;
  let files = 0;

  beforeAll(async () => {
    client = await ServerClient.start();
    await client.open(OPEN, TEXT);
  });

  afterAll(async () => {
    expect(await client.stop()).toBe(0);
  });

  it.each(MALFORMED)('do not keep the server from its work: %s', async (_, sent) => {
    client.process.stdin?.write(sent);
    const uri = `file:///w/next${files++}.yaml`;
    await client.open(uri, TEXT);
    const diagnostics = await client.pushed(uri, 1);
    expect(diagnostics.map(({ code }) => code)).toContain('skip-ports-whitespace');
  });
});

describe('the findings are those of the text that the client has', () => {
  const GOOD = TEXT.replace(', ', ',');
  const OTHER = `# moved\n${TEXT}`;
  let client: ServerClient;
  const lines = async (uri: string, version: number) =>
    (await client.pushed(uri, version)).flatMap(({ code, range }) =>
      code === 'skip-ports-whitespace' ? [range.start.line] : [],
    );

  beforeAll(async () => {
    client = await ServerClient.start();
  });

  afterAll(async () => {
    expect(await client.stop()).toBe(0);
  });

  it('if a file is opened twice with other texts', async () => {
    const uri = 'file:///w/twice.yaml';
    await client.open(uri, TEXT);
    expect(await lines(uri, 1)).toEqual([3]);
    client.process.stdin?.write(opened({ uri, languageId: 'yaml', version: 2, text: GOOD }));
    expect(await lines(uri, 2)).toEqual([]);
  });

  it('if one of several changes is wrong', async () => {
    const uri = 'file:///w/partly.yaml';
    await client.open(uri, TEXT);
    client.process.stdin?.write(
      changed({ uri, version: 2 }, [{ text: OTHER }, { range: { start: null }, text: '' }]),
    );
    expect(await lines(uri, 2)).toEqual([4]);
  });
});

describe('a stream that is no protocol ends the server with 1, so that the editor starts another', () => {
  it.each([
    ['words', 'hello world\r\n\r\n'],
    ['no length', 'Content-Type: a\r\n\r\n'],
    ['a length that is not a number', 'Content-Length: abc\r\n\r\n{}'],
    ['a negative length', 'Content-Length: -5\r\n\r\n{}'],
    ['a length with a sign', 'Content-Length: +2\r\n\r\n{}'],
    ['a length beyond all memory', `Content-Length: ${'9'.repeat(15)}\r\n\r\n{}`],
    ['two lengths', 'Content-Length: 2\r\nContent-Length: 2\r\n\r\n{}'],
    ['line feeds alone', 'Content-Length: 2\n\n{}'],
    ['a length that is too small', 'Content-Length: 1\r\n\r\n{}'],
    [
      'a length that is too large',
      `Content-Length: 9\r\n\r\n{}${framed({ jsonrpc: '2.0', method: 'no/such' })}`,
    ],
    ['a header without end', `Content-Length: ${' '.repeat(20_000)}`],
    ['other bytes', '\0\u0001\uFFFD\r\n\r\n'],
  ])('%s', async (_, sent) => {
    const client = await ServerClient.start();
    const left = once(client.process, 'exit');
    client.process.stdin?.write(sent);
    expect(await left).toEqual([1, null]);
    client.connection.dispose();
  });
});

describe('a socket', () => {
  it('is served like the standard streams, and as strictly', async () => {
    const listener = createServer().listen(0, '127.0.0.1');
    await once(listener, 'listening');
    const { port } = listener.address() as AddressInfo;
    const server = spawn(process.execPath, ['dist/server.js', `--socket=${port}`], { stdio: 'ignore' });
    const [socket] = (await once(listener, 'connection')) as [Socket];
    const connection = createMessageConnection(
      new StreamMessageReader(socket),
      new StreamMessageWriter(socket),
    );
    connection.listen();
    const initialize = { processId: null, rootUri: null, capabilities: {} };
    expect(await connection.sendRequest('initialize', initialize)).toHaveProperty('capabilities');
    const left = once(server, 'exit');
    socket.write('Content-Length: none\r\n\r\n');
    expect(await left).toEqual([1, null]);
    connection.dispose();
    listener.close();
  });
});
