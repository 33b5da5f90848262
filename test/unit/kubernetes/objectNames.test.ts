import { expect, test } from 'vitest';
import { isValidName, nameRuleOf } from '../../../server/src/kubernetes/objectNames.ts';

test.each([
  [
    'Server',
    ['web', '2web', 'web.v2', 'a'.repeat(253)],
    ['', 'Web', '-web', 'web-', 'web..v2', 'web_2', 'a'.repeat(254)],
  ],
  ['Service', ['web', 'w2-b', 'a'.repeat(63)], ['2web', 'web.v2', 'web-', 'a'.repeat(64)]],
] as const)('names of a %s', (kind, valid, invalid) => {
  const rule = nameRuleOf(kind);
  expect(valid.filter((name) => !isValidName(rule, name))).toEqual([]);
  expect(invalid.filter((name) => isValidName(rule, name))).toEqual([]);
});

test('names of ports', () => {
  const takes = (name: string) => isValidName('port', name);
  expect(['http', '4-h', 'linkerd-admin-1'].filter((name) => !takes(name))).toEqual([]);
  expect(['', '80', 'ht--tp', '-http', 'http-', 'Http', 'http.x', 'a'.repeat(16)].filter(takes)).toEqual([]);
});
