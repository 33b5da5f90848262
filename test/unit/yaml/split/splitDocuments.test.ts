import { describe, expect, it } from 'vitest';
import { splitDocuments } from '../../../../server/src/yaml/split/splitDocuments.ts';

function split(text: string): string[] {
  return splitDocuments(text).map(({ start, end }) => text.slice(start, end));
}

describe('splitDocuments', () => {
  it.each([
    ['', ['']],
    ['a: 1\n', ['a: 1\n']],
    ['a: 1\n---\nb: 2\n', ['a: 1\n', '---\nb: 2\n']],
    ['---\na: 1\n---', ['---\na: 1\n', '---']],
    ['---\n---\n', ['---\n', '---\n']],
    ['a: 1\r\n---\r\nb: 2', ['a: 1\r\n', '---\r\nb: 2']],
    ['a: 1\n--- # comment\nb: 2', ['a: 1\n', '--- # comment\nb: 2']],
    ['a: 1\n---\tb: 2', ['a: 1\n', '---\tb: 2']],
    ['\uFEFF---\na: 1', ['\uFEFF', '---\na: 1']],
    ['a: "1\n---\nb: 2', ['a: "1\n', '---\nb: 2']],
    ['a: |\n  ---\n  b\n', ['a: |\n  ---\n  b\n']],
    ['a: 1\n----\nb', ['a: 1\n----\nb']],
    ['a: 1\n---b', ['a: 1\n---b']],
    ['a---\n', ['a---\n']],
    ['a: 1\n...\n---\nb: 2\n', ['a: 1\n...\n', '---\nb: 2\n']],
    [
      '%YAML 1.2\n---\na: 1\n...\n%YAML 1.2\n---\nb: 2\n',
      ['%YAML 1.2\n---\na: 1\n...\n%YAML 1.2\n---\nb: 2\n'],
    ],
    ['a: 50\n%\n---\nb', ['a: 50\n%\n', '---\nb']],
  ])('splits %j', (text, documents) => {
    expect(split(text)).toEqual(documents);
  });
});
