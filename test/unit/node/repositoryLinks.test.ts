import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { isLinkedFromOutside } from '../../../server/src/node/repositoryLinks.ts';
import { measured } from '../../support/processorTime.ts';

let tree: string;

beforeEach(() => {
  tree = realpathSync(mkdtempSync(join(tmpdir(), 'linkerd-lint-')));
});

afterEach(() => rmSync(tree, { recursive: true }));

it.skipIf(process.platform === 'win32')(
  'knows the links again that it has met on the way to another file',
  () => {
    const [inside, outside] = [join(tree, 'inside'), join(tree, 'outside')];
    for (const folder of [inside, outside]) mkdirSync(join(folder, 'own/deep'), { recursive: true });
    for (const name of ['a.yaml', 'b.yaml'])
      for (const folder of [inside, outside]) writeFileSync(join(folder, 'own/deep', name), '');
    symlinkSync('own', join(inside, 'same'));
    symlinkSync('../outside/own', join(inside, 'other'));
    const known = new Map<string, string>();
    const leaves = (path: string) => isLinkedFromOutside(join(inside, path), inside, known);
    for (const name of ['a.yaml', 'b.yaml'])
      expect(['own/deep/', 'same/deep/', 'other/deep/'].map((folder) => leaves(folder + name))).toEqual([
        false,
        false,
        true,
      ]);
  },
);

it.skipIf(process.platform === 'win32')('takes little time for each file of a deep folder', () => {
  const files: string[] = [];
  for (let depth = 1; depth <= 600; depth++) {
    const folder = join(tree, 'd/'.repeat(depth));
    mkdirSync(folder);
    files.push(join(folder, 'a.yaml'));
    writeFileSync(join(folder, 'a.yaml'), '');
  }
  const known = new Map<string, string>();
  const { result, milliseconds } = measured(() =>
    files.filter((path) => isLinkedFromOutside(path, tree, known)),
  );
  expect(result).toEqual([]);
  expect(milliseconds).toBeLessThan(500);
});
