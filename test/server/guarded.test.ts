import { expect, test } from 'vitest';
import { guarded } from '../../server/src/lsp/answerOrFallback.ts';

function log() {
  const lines: string[] = [];
  return { lines, error: (line: string) => lines.push(line) };
}

test('an answer comes through', async () => {
  const console = log();
  expect(await guarded(console, 'The hover', null, async () => 'text')).toBe('text');
  expect(console.lines).toEqual([]);
});

test.each([
  [
    'at once',
    () => {
      throw new RangeError('too deep');
    },
  ],
  ['later', () => Promise.reject(new RangeError('too deep'))],
])('a failure %s costs the answer only, and is logged', async (_, answer) => {
  const console = log();
  expect(await guarded(console, 'The hover', null, answer)).toBeNull();
  expect(console.lines).toHaveLength(1);
  expect(console.lines[0]).toMatch(/^The hover failed: RangeError: too deep\n/);
});
