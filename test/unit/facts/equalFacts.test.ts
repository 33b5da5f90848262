import { describe, expect, it } from 'vitest';
import { reusingFacts } from '../../../server/src/facts/fileFacts.ts';
import { areEqual } from '../../../server/src/facts/freeze.ts';
import { factsOf } from '../../support/meshOf.ts';

describe('two facts are equal', () => {
  it.each<[string, unknown, unknown, boolean]>([
    ['the same value', 'web', 'web', true],
    ['other values', 80, 8080, false],
    ['a value and a mapping', 80, {}, false],
    ['null and a mapping', null, {}, false],
    ['a mapping and a listing', {}, [], false],
    ['mappings with the same parts', { port: 80, name: 'http' }, { name: 'http', port: 80 }, true],
    ['a part that differs', { port: 80, name: 'http' }, { port: 80, name: 'admin' }, false],
    ['a part that only one has', { port: 80 }, { port: 80, name: undefined }, false],
    ['parts with other names', { name: undefined }, { port: undefined }, false],
    ['listings of another length', [80], [80, 90], false],
  ])('%s', (_, a, b, expected) => {
    expect(areEqual(a, b)).toBe(expected);
    expect(areEqual(b, a)).toBe(expected);
  });
});

describe('the facts of a file after an edit', () => {
  const namespaces = (...names: string[]) =>
    factsOf(
      names.map((name) => `apiVersion: v1\nkind: Namespace\nmetadata: {name: ${name}}\n`).join('---\n'),
    );

  it('are those of before where nothing differs', () => {
    const before = namespaces('a', 'b');
    expect(reusingFacts(namespaces('a', 'b'), before)).toBe(before);
  });

  it.each([
    ['one changes', ['a', 'b', 'c'], ['a', 'x', 'c'], [true, false, true]],
    ['one is added', ['a', 'b'], ['a', 'x', 'b'], [true, false, true]],
    ['one is added at the end', ['a', 'b'], ['a', 'b', 'x'], [true, true, false]],
    ['one is removed', ['a', 'b', 'c'], ['a', 'c'], [true, true]],
    ['the last one is removed', ['a', 'b'], ['a'], [true]],
    ['one of two equal ones is removed', ['a', 'a'], ['a'], [true]],
  ])('are the same objects, except those that differ, if %s', (_, earlier, later, same) => {
    const [before, next] = [namespaces(...earlier), namespaces(...later)];
    const after = reusingFacts(next, before);
    expect(after).toEqual(next);
    expect(after.resources.map((facts) => before.resources.includes(facts))).toEqual(same);
  });

  it('differ if something other than a resource does', () => {
    const patch = (name: string) =>
      factsOf(`apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: ${name}}\nspec: {replicas: 2}\n`);
    expect(reusingFacts(patch('web'), patch('api'))).toEqual(patch('web'));
  });
});
