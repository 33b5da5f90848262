import { describe, expect, it } from 'vitest';
import { allOf, anyOf, type Certainty, mayBeEqual, UNKNOWN } from '../../../server/src/facts/known.ts';

describe('two facts may be equal', () => {
  it.each<[string, unknown, unknown, boolean]>([
    ['the same value', 'web', 'web', true],
    ['other values', 80, 8080, false],
    ['an unknown value', UNKNOWN, 80, true],
    ['a value and a mapping', 80, {}, false],
    ['a value that is left out and a mapping', undefined, {}, false],
    ['null and a mapping', null, {}, false],
    ['mappings with the same parts', { port: 80, name: 'http' }, { port: 80, name: 'http' }, true],
    ['mappings that differ in one part', { port: 80, name: 'http' }, { port: 80, name: 'admin' }, false],
    ['mappings that differ where one is unknown', { port: UNKNOWN }, { port: 80 }, true],
    ['a part that only one has', { port: 80 }, {}, false],
    [
      'listings that may have more items',
      { items: [80], isComplete: false },
      { items: [], isComplete: true },
      true,
    ],
    ['complete listings', { items: [80], isComplete: true }, { items: [], isComplete: true }, false],
  ])('%s', (_, a, b, expected) => {
    expect(mayBeEqual(a, b)).toBe(expected);
    expect(mayBeEqual(b, a)).toBe(expected);
  });
});

describe('several conditions', () => {
  it.each<[Certainty[], Certainty, Certainty]>([
    [[], 'no', 'yes'],
    [['yes', 'yes'], 'yes', 'yes'],
    [['no', 'no'], 'no', 'no'],
    [['unknown', 'yes'], 'yes', 'unknown'],
    [['unknown', 'no'], 'unknown', 'no'],
    [['yes', 'unknown', 'no'], 'yes', 'no'],
  ])('of %j, any holds: %s, and all hold: %s', (conditions, any, all) => {
    expect(anyOf(conditions)).toBe(any);
    expect(allOf(conditions)).toBe(all);
  });
});
