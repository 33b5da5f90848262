import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { FileTree } from '../../../server/src/cli/files/tree.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'linkerd-lint-'));
  return () => rmSync(folder, { recursive: true });
});

function write(name: string): void {
  mkdirSync(dirname(join(folder, name)), { recursive: true });
  writeFileSync(join(folder, name), '');
}

test('a folder is listed once: files and folders by name, and no links', () => {
  for (const name of ['b.yaml', 'a/deep.yaml', 'c.txt']) write(name);
  symlinkSync(folder, join(folder, 'loop'));
  const tree = new FileTree();
  const { entries } = tree.list(folder);
  expect(entries.map(({ path, isFolder }) => [path, isFolder])).toEqual([
    [join(folder, 'a'), true],
    [join(folder, 'b.yaml'), false],
    [join(folder, 'c.txt'), false],
  ]);
  write('d.yaml');
  expect(tree.list(`${folder}/`).entries).toBe(entries);
});

test('a folder that is not there throws whenever it is asked for', () => {
  const tree = new FileTree();
  const missing = join(folder, 'missing');
  expect(() => tree.list(missing)).toThrow('ENOENT');
  write('missing/a.yaml');
  expect(tree.list(missing).entries).toHaveLength(1);
});

test('what has a hidden name is known to be missing from where nothing hidden was listed', () => {
  for (const name of ['plain/deep/a.yaml', 'own/a.yaml']) write(name);
  symlinkSync(folder, join(folder, 'own/.git'));
  const tree = new FileTree();
  const lacks = (name: string) => tree.lacks(join(folder, name));
  expect(lacks('plain/.git/HEAD')).toBe(false);
  for (const name of ['plain', 'own']) tree.list(join(folder, name));
  expect(['plain/.git', 'plain/.git/HEAD', 'plain/.linkerd-lint.yaml'].map(lacks)).toEqual([
    true,
    true,
    true,
  ]);
  expect(['own/.git', 'own/.linkerd-lint.yaml'].map(lacks)).toEqual([false, false]);
  // What is below was not listed.
  expect(['plain/deep/.git', 'plain/b.yaml'].map(lacks)).toEqual([false, false]);
});
