import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ROOT } from './package.ts';

const script = (name: string) => import(pathToFileURL(join(ROOT, 'scripts', 'project', name)).href);

describe('what the action’s input “package” names', () => {
  const folder = resolve('/workspace');
  let packageArgument: (source: string, folder: string) => string;
  beforeAll(async () => {
    ({ packageArgument } = await script('packageSource.mjs'));
  });

  test.each([
    'https://example.invalid/linkerd-lint-0.1.0.tgz',
    'HTTPS://example.invalid/linkerd-lint-0.1.0.tgz',
    'git+https://example.invalid/linkerd-lint.git#v0.1.0',
    'linkerd-lint',
    'linkerd-lint@0.1.0',
    'linkerd-lint@^0.1.0-rc.1',
    '@example/linkerd-lint@latest',
  ])('%s is npm’s to find, no matter what the workspace contains', (source) => {
    expect(packageArgument(source, folder)).toBe(source);
  });

  test.each([
    ['./linkerd-lint.tgz', resolve(folder, 'linkerd-lint.tgz')],
    ['../linkerd-lint.tgz', resolve('/linkerd-lint.tgz')],
    [resolve('/tools/linkerd-lint.tgz'), resolve('/tools/linkerd-lint.tgz')],
    ['file:linkerd-lint.tgz', resolve(folder, 'linkerd-lint.tgz')],
    ['file:./linkerd-lint.tgz', resolve(folder, 'linkerd-lint.tgz')],
    [pathToFileURL(resolve('/tools/a b.tgz')).href, resolve('/tools/a b.tgz')],
  ])('%s is a path', (source, path) => {
    expect(packageArgument(source, folder)).toBe(path);
  });

  test.each([
    'linkerd-lint.tgz',
    'linkerd-lint@x.tgz',
    'vendor/linkerd-lint',
    'linkerd-lint@vendor/x',
    'linkerd-lint@file:x',
    '--prefix=x',
    'a & b',
    '~/x.tgz',
    'npm:other',
  ])('%s, which npm might look for in the workspace, is refused', (source) => {
    expect(() => packageArgument(source, folder)).toThrow('is not an address, a path or name@version');
  });
});

describe('npm, which no shell starts', () => {
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'linkerd-lint-npm-'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  test('is a script that Node runs, where it is a batch file', async () => {
    const { npmCommand } = await script('npmCommand.mjs');
    const cli = join(folder, 'second', 'node_modules', 'npm', 'bin', 'npm-cli.js');
    mkdirSync(join(cli, '..'), { recursive: true });
    writeFileSync(cli, '');
    const node = join(folder, 'first', 'node.exe');
    const Path = [join(folder, 'first'), join(folder, 'second')].join(delimiter);
    expect(npmCommand({ Path }, node, true)).toEqual([node, cli]);
    expect(() => npmCommand({ Path: '' }, node, true)).toThrow('npm was not found');
    expect(npmCommand({ npm_execpath: cli }, node, true)).toEqual([node, cli]);
    expect(npmCommand({}, node, false)).toEqual(['npm']);
  });
});
