import { describe, expect, test } from 'vitest';
import { SourceFile } from '../../../server/src/engine/sourceFile.ts';
import { changeOfWritten, isSamePlace, writtenValueAt } from '../../../server/src/engine/writtenValues.ts';
import type { ValuePath, WrittenAt } from '../../../server/src/kustomize/valueTree.ts';
import { applyEdits } from '../../../server/src/text/edit.ts';

const at = (path: ValuePath, given: Partial<WrittenAt> = {}): WrittenAt => ({
  file: 'a.yaml',
  document: 0,
  path,
  ...given,
});

describe('two places', () => {
  const inner = { document: 0, path: ['b'] };
  const place = at(['a', 0], { inner });

  test.each<[string, WrittenAt, boolean]>([
    ['the same', at(['a', 0], { inner: { document: 0, path: ['b'] } }), true],
    ['in two files', { ...place, file: 'b.yaml' }, false],
    ['in two documents', { ...place, document: 1 }, false],
    ['of two values', { ...place, path: ['a', 1] }, false],
    ['of two values of an embedded document', { ...place, inner: { document: 0, path: ['c'] } }, false],
    ['in two embedded documents', { ...place, inner: { document: 1, path: ['b'] } }, false],
    ['of a text and of what is in it', at(['a', 0]), false],
  ])('are compared: %s', (_, other, expected) => {
    expect(isSamePlace(place, other)).toBe(expected);
  });
});

describe('a value in a file', () => {
  const TEXT = '# first\na: b\n---\nc: [d, e]\npatch: |\n  f: g\n  h: i\n';
  const changed = (place: WrittenAt, text: string | undefined, source = TEXT) => {
    const edit = changeOfWritten(SourceFile.read(source), place, text);
    return edit && applyEdits(source, [edit]);
  };
  const second = { document: 1 };
  const inside = (document: number, ...path: ValuePath) =>
    at(['patch'], { ...second, inner: { document, path } });

  test.each<[string, WrittenAt, string | undefined, string, string]>([
    ['is written anew', at(['a']), 'new', 'a: b', 'a: new'],
    ['may be an item', at(['c', 1], second), 'new', 'd, e', 'd, new'],
    ['may be in an embedded document', inside(0, 'f'), 'new', 'f: g', 'f: new'],
    ['is removed with its key', inside(0, 'h'), undefined, '  h: i\n', ''],
  ])('%s', (_, place, text, before, after) => {
    expect(changed(place, text)).toBe(TEXT.replace(before, after));
  });

  test.each<[string, WrittenAt]>([
    ['its document is gone', at(['a'], { document: 2 })],
    ['it is gone', at(['gone'])],
    ['what is around it is gone', at(['gone', 'a'])],
    ['the embedded document is gone', inside(1, 'f')],
    ['it is gone from the embedded document', inside(0, 'gone')],
    ['no value is named', at([])],
  ])('is left as it is if %s', (_, place) => {
    expect(changed(place, 'new')).toBeUndefined();
  });

  test('is left as it is in a file with lone carriage returns, which no two programs read alike', () => {
    expect(changed(at(['a']), 'new', 'a: b\n# x\ry\n')).toBeUndefined();
  });

  test('is found by its offset, in the document that begins before it', () => {
    const found = (part: string) => {
      const value = writtenValueAt(SourceFile.read(TEXT), TEXT.indexOf(part));
      return value && [value.number, ...value.path];
    };
    expect(found('b\n')).toEqual([0, 'a']);
    expect(found('e]')).toEqual([1, 'c', 1]);
    expect(writtenValueAt(SourceFile.read('# nothing\n'), 3)).toBeUndefined();
  });
});
