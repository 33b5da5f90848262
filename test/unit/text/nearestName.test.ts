import { expect, test } from 'vitest';
import { nearestName } from '../../../server/src/text/nearestName.ts';

const NAMES = ['explain', 'rules', 'init', 'completion', 'lsp'];

test.each([
  ['explaim', 'explain'],
  ['expalin', 'explain'],
  ['rule', 'rules'],
  ['int', 'init'],
  ['compleshun', undefined],
  ['explain', undefined],
  ['deploy', undefined],
  ['l', undefined],
  ['xsx', undefined],
  ['', undefined],
  ['x'.repeat(1_000_000), undefined],
])('%s', (text, expected) => {
  expect(nearestName(text, NAMES)).toBe(expected);
});

test('no names at all', () => {
  expect(nearestName('explaim', [])).toBeUndefined();
});
