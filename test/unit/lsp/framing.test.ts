import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Framing } from '../../../server/src/lsp/framing.ts';
import { runs } from '../../support/properties.ts';

const message = (content: string) => `Content-Length: ${Buffer.byteLength(content)}\r\n\r\n${content}`;

test('messages are right, however their bytes arrive', () => {
  const contents = fc.array(fc.oneof(fc.string(), fc.constantFrom('{"a": "Ü🦀"}', '\r\n\r\n', '')), {
    maxLength: 5,
  });
  const cuts = fc.array(fc.nat(40), { maxLength: 10 });
  fc.assert(
    fc.property(contents, cuts, (messages, lengths) => {
      const framing = new Framing();
      const bytes = Buffer.from(messages.map(message).join(''));
      let at = 0;
      for (const length of [...lengths, bytes.length]) {
        expect(framing.accept(bytes.subarray(at, at + length))).toBeUndefined();
        at += length;
      }
    }),
    runs(300),
  );
});

test('another header may stand beside the length, in any case', () => {
  const type = 'Content-Type: application/vscode-jsonrpc; charset=utf-8';
  expect(new Framing().accept(Buffer.from(`${type}\r\nCONTENT-LENGTH:2\r\n\r\n{}`))).toBeUndefined();
});

test('an endless header costs no more than its first bytes', () => {
  const framing = new Framing();
  const chunk = Buffer.alloc(1_000, 'a');
  const problems = Array.from({ length: 20 }, () => framing.accept(chunk));
  expect(problems.slice(0, 8)).toEqual(Array(8).fill(undefined));
  expect(problems[8]).toBe('a header does not end');
});

test.each([
  ['Content-Length: 256000001\r\n\r\n', 'a message is too large'],
  ['Content-Length: 2, 2\r\n\r\n', 'a header has no valid Content-Length'],
  ['Content-Length\r\n\r\n', 'a header has no valid Content-Length'],
  ['Content Length: 2', 'the header is invalid'],
  ['{"jsonrpc"', 'the header is invalid'],
])('%j', (text, problem) => {
  expect(new Framing().accept(Buffer.from(text))).toBe(problem);
});
