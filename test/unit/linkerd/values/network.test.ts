import { describe, expect, it } from 'vitest';
import { containsNetwork, parseNetwork } from '../../../../server/src/linkerd/values/network.ts';

describe('parseNetwork', () => {
  it.each(['10.0.0.0/8', '10.1.2.3/8', '192.168.0.1', '0.0.0.0/0', 'fd00::/8', '::', '::ffff:10.0.0.1/128'])(
    'takes %s',
    (text) => expect(parseNetwork(text)).toBeDefined(),
  );

  it.each([
    '',
    'hello',
    '10.0.0.0/33',
    '10.0.0/8',
    '010.0.0.1',
    '10.0.0.0/',
    '10.0.0.0/-1',
    'fd00::/129',
    ' 10.0.0.0/8',
  ])('rejects "%s"', (text) => expect(parseNetwork(text)).toBeUndefined());
});

describe('containsNetwork', () => {
  it.each([
    ['10.0.0.0/8', '10.200.0.0/16', true],
    ['10.0.0.0/8', '11.0.0.0/16', false],
    ['10.1.2.3/8', '10.0.0.0/8', true],
    ['10.0.0.0/16', '10.0.0.0/8', false],
    ['0.0.0.0/0', '10.0.0.1', true],
    ['0.0.0.0/0', '::1', false],
    ['fd00::/8', 'fdff:1::/32', true],
    ['fd00::/8', 'fe00::/32', false],
    ['::ffff:10.0.0.0/104', '::ffff:10.9.9.9', true],
  ])('%s and %s: %s', (outer, inner, contains) => {
    const [one, other] = [parseNetwork(outer), parseNetwork(inner)];
    expect(one && other && containsNetwork(one, other)).toBe(contains);
  });
});
