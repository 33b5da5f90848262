import { expect, test, vi } from 'vitest';
import { Attachment } from '../../../server/src/caching/attachment.ts';
import { memoizeByObject } from '../../../server/src/caching/memoizeByObject.ts';

test('a result is computed once for each object, even if it is undefined', () => {
  const find = vi.fn((list: readonly string[]) => list.at(0));
  const first = memoizeByObject(find);
  const [some, none] = [['a', 'b'], []];
  expect([first(some), first(none), first(some), first(none)]).toEqual(['a', undefined, 'a', undefined]);
  expect(find.mock.calls).toEqual([[some], [none]]);
});

test('two questions about one object have answers of their own', () => {
  const length = memoizeByObject((list: readonly string[]) => list.length);
  const last = memoizeByObject((list: readonly string[]) => list.at(-1));
  const list = ['a', 'b'];
  expect([length(list), last(list), length(list)]).toEqual([2, 'b', 2]);
});

test('the type refuses a function of two arguments, because the second would count at the first call only', () => {
  const add = (list: readonly number[], more: number) => list.length + more;
  // @ts-expect-error: two arguments
  const refused = memoizeByObject<readonly number[], number>(add);
  expect(refused).toBeTypeOf('function');
});

test('what fails is tried again', () => {
  let isReady = false;
  const read = memoizeByObject((_: object) => {
    if (!isReady) throw new Error('not yet');
    return 'read';
  });
  const owner = {};
  expect(() => read(owner)).toThrow('not yet');
  isReady = true;
  expect(read(owner)).toBe('read');
});

test('a cached value is visible only to its cache', () => {
  const kept = new Attachment<object, string>('kept');
  const owner = { a: 1 };
  kept.set(owner, 'one');
  kept.set(owner, 'two');
  expect(kept.get(owner)).toBe('two');
  expect(kept.get({ a: 1 })).toBeUndefined();
  expect(new Attachment<object, string>('kept').get(owner)).toBeUndefined();
  expect([Object.keys(owner), JSON.stringify(owner)]).toEqual([['a'], '{"a":1}']);
});
