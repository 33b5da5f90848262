import { describe, expect, it } from 'vitest';
import { YamlDocument } from '../../../server/src/yaml/document.ts';
import { parseWithLibrary } from '../../../server/src/yaml/parse/libraryParser.ts';
import { walkEntries } from '../../../server/src/yaml/walkEntries.ts';

/** All entries of a text as `path=value`, in the order of the walk. */
function entries(text: string): string[] {
  const found: string[] = [];
  for (const root of new YamlDocument(text).roots) {
    walkEntries(root, ({ path, value }) => {
      const steps = [];
      for (let at: typeof path | undefined = path; at; at = at.parent) steps.unshift(at.step);
      const text = value && 'value' in value ? String(value.value) : '';
      found.push(`${steps.join('.')}=${text}`);
    });
  }
  return found;
}

describe('walkEntries', () => {
  it('follows aliases to the latest anchor', () => {
    expect(entries('a: &x {k: 1}\nb: *x\nc: &x {k: 2}\nd: *x\n')).toEqual([
      'a=',
      'a.k=1',
      'b=',
      'b.k=1',
      'c=',
      'c.k=2',
      'd=',
      'd.k=2',
    ]);
    expect(entries('a: [&x 1]\nb: *x\n')).toEqual(['a=', 'b=1']);
    expect(entries('&k a: 1\nb: {*k : 2}\n')).toEqual(['a=1', 'b=', 'b.a=2']);
  });

  it('leaves an alias without anchor alone', () => {
    expect(entries('a: *nowhere\nb: [*nowhere]\n<<: *nowhere\n')).toEqual(['a=', 'b=']);
  });

  it('merges what a mapping does not have itself, and the first of several', () => {
    expect(entries('x: &x {k: 1, l: 2}\ny: &y {l: 3, m: 4}\nz: {<<: [*x, *y], m: 5}\n').slice(6)).toEqual([
      'z=',
      'z.k=1',
      'z.l=2',
      'z.m=5',
    ]);
  });

  it('merges what was merged, nearest first', () => {
    const text = 'x: &x {k: 1, l: 1}\ny: &y {<<: *x, k: 2}\nz: {<<: *y}\n';
    expect(entries(text).slice(-3)).toEqual(['z=', 'z.k=2', 'z.l=1']);
  });

  it('takes a quoted << for a key', () => {
    expect(entries('x: &x {k: 1}\ny: {"<<": *x}\n').slice(2)).toEqual(['y=', 'y.<<=', 'y.<<.k=1']);
  });

  it('ends on a mapping that holds or merges itself', () => {
    expect(entries('a: &a {b: *a, k: 1}\n').length).toBeLessThan(3_000);
    expect(entries('a: &a {<<: *a, k: 1}\n')).toContain('a.k=1');
  });
});

describe('YamlDocument', () => {
  it('reads what stands before a mistake', () => {
    expect(entries('a: 1\nb: {c: 2\nd: "3\n')).toContain('a=1');
  });

  it('has one root for each document that `...` ends', () => {
    expect(entries('a: 1\n...\nb: 2\n')).toEqual(['a=1', 'b=2']);
  });

  it('reads directives, tabs and a byte order mark', () => {
    expect(entries('%YAML 1.1\n%TAG ! tag:example.com,2000:\n---\na: !x yes\n')).toEqual(['a=yes']);
    expect(entries('\uFEFFa:\t1\t# c\n')).toEqual(['a=1']);
  });

  it('tells comments from scalars', () => {
    const text = "a: '# no' # yes\nb: |- # yes\n  # no\nc: # yes\n";
    const document = new YamlDocument(text);
    const found = [...text.matchAll(/# (\w+)/g)].map(({ 1: word, index }) => [
      word,
      document.isInScalar(index),
    ]);
    expect(found).toEqual([
      ['no', true],
      ['yes', false],
      ['yes', false],
      ['no', true],
      ['yes', false],
    ]);
  });

  it('knows its line break', () => {
    expect(new YamlDocument('a\r\nb\n').lineBreak).toBe('\r\n');
    expect(new YamlDocument('a\nb\r\n').lineBreak).toBe('\n');
    expect(new YamlDocument('a').lineBreak).toBe('\n');
  });
});

it('leaves the length of stacks as it was after a text with syntax errors', () => {
  const { stackTraceLimit } = Error;
  expect(parseWithLibrary('a: "x" y\n').errors).not.toEqual([]);
  expect(Error.stackTraceLimit).toBe(stackTraceLimit);
});
