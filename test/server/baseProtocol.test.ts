import { PassThrough } from 'node:stream';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Message } from 'vscode-languageserver';
import { BaseProtocolReader, BaseProtocolWriter } from '../../server/src/lsp/baseProtocol.ts';

/** What comes of bytes that arrive in these pieces: the messages, and how many errors. */
function readAll(pieces: readonly Buffer[]): { messages: Message[]; errors: number } {
  const input = new PassThrough();
  const reader = new BaseProtocolReader(input);
  const messages: Message[] = [];
  let errors = 0;
  reader.onError(() => errors++);
  reader.listen((message) => messages.push(message));
  for (const piece of pieces) input.emit('data', piece);
  return { messages, errors };
}

async function written(messages: readonly Message[]): Promise<Buffer> {
  const output = new PassThrough();
  const writer = new BaseProtocolWriter(output);
  for (const message of messages) await writer.write(message);
  return output.read() as Buffer;
}

const anyMessage = fc.record({ jsonrpc: fc.constant('2.0'), text: fc.string({ unit: 'binary' }) });

test('what the writer writes the reader reads, wherever the bytes are cut', async () => {
  const anyCuts = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 6 });
  const messages = fc.array(anyMessage, { minLength: 1, maxLength: 4 });
  await fc.assert(
    fc.asyncProperty(messages, anyCuts, async (sent, cuts) => {
      const bytes = await written(sent);
      const places = [0, ...cuts.map((cut) => Math.floor(cut * bytes.length)).sort((a, b) => a - b)];
      const pieces = places.map((place, index) => bytes.subarray(place, places[index + 1]));
      expect(readAll(pieces)).toEqual({ messages: sent, errors: 0 });
    }),
  );
});

test('a message is written in one piece', async () => {
  const output = new PassThrough();
  const pieces: string[] = [];
  output.on('data', (piece: Buffer) => pieces.push(piece.toString()));
  await new BaseProtocolWriter(output).write({ jsonrpc: 'ü' });
  expect(pieces).toEqual(['Content-Length: 16\r\n\r\n{"jsonrpc":"ü"}']);
});

test('other headers and another case are read', () => {
  const bytes = Buffer.from(
    'content-type: application/vscode-jsonrpc\r\ncontent-length:17\r\n\r\n{"jsonrpc":"2.0"}',
  );
  expect(readAll([bytes])).toEqual({ messages: [{ jsonrpc: '2.0' }], errors: 0 });
});

test.each([
  ['no length', 'Content-Type: a\r\n\r\n'],
  ['a length that is none', 'Content-Length: 3x\r\n\r\n'],
  ['content that is no JSON', 'Content-Length: 2\r\n\r\n{x'],
])('the message behind one with %s is read', (_, malformed) => {
  const bytes = Buffer.from(`${malformed}Content-Length: 17\r\n\r\n{"jsonrpc":"2.0"}`);
  expect(readAll([bytes])).toEqual({ messages: [{ jsonrpc: '2.0' }], errors: 1 });
});

test('a listener that throws costs its own message', () => {
  const input = new PassThrough();
  const reader = new BaseProtocolReader(input);
  const errors: Error[] = [];
  reader.onError((error) => errors.push(error));
  const heard: Message[] = [];
  reader.listen((message) => {
    heard.push(message);
    if (heard.length === 1) throw new Error('no');
  });
  input.emit('data', Buffer.from('Content-Length: 2\r\n\r\n{}Content-Length: 2\r\n\r\n{}'));
  expect(heard).toHaveLength(2);
  expect(errors.map(({ message }) => message)).toEqual(['no']);
});

test('a stream that fails is reported by both', async () => {
  const stream = new PassThrough();
  const [reader, writer] = [new BaseProtocolReader(stream), new BaseProtocolWriter(stream)];
  const reported: string[] = [];
  reader.onError(({ message }) => reported.push(`reading: ${message}`));
  writer.onError(([{ message }]) => reported.push(`writing: ${message}`));
  reader.listen(() => {});
  stream.destroy(new Error('gone'));
  await expect(writer.write({ jsonrpc: '2.0' })).rejects.toThrow();
  expect(reported).toContain('reading: gone');
  expect(reported).toContain('writing: gone');
});
