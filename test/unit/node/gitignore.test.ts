import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { isIgnoredByGit } from '../../../server/src/node/gitignore.ts';
import { measured } from '../../support/processorTime.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'linkerd-lint-')).replaceAll('\\', '/');
  write('.git/HEAD', 'ref: x\n');
  return () => rmSync(folder, { recursive: true });
});

function write(name: string, text: string): void {
  mkdirSync(dirname(join(folder, name)), { recursive: true });
  writeFileSync(join(folder, name), text);
}

const isIgnored = (name: string) => isIgnoredByGit(`${folder}/${name}`);

describe('the files that git ignores', () => {
  test('are those that the nearest rule about them says, at any time', () => {
    write('.git/info/exclude', 'own.yaml\n');
    write('.gitignore', 'rendered/\n*.json\n');
    write('a/.gitignore', '!kept.json\n');
    expect(
      ['own.yaml', 'rendered/x.yaml', 'rendered', 'x.json', 'a/x.json', 'a/kept.json', 'a/x.yaml'].filter(
        isIgnored,
      ),
    ).toEqual(['own.yaml', 'rendered/x.yaml', 'x.json', 'a/x.json']);
    write('.gitignore', '*.yaml\n');
    expect(['rendered/x.yaml', 'a/x.json', 'a/x.yaml'].filter(isIgnored)).toEqual([
      'rendered/x.yaml',
      'a/x.yaml',
    ]);
  });

  test('are none by rules that are larger than any that people write', () => {
    write('.gitignore', `*.yaml\n${'#'.repeat(300_000)}\n`);
    expect(isIgnored('x.yaml')).toBe(false);
  });

  test('are known soon in deep folders with many rules each', () => {
    const path = Array.from({ length: 12 }, (_, depth) => `d${depth}/`);
    const rules = Array.from({ length: 1_000 }, (_, at) => `*.x${at}\n`).join('');
    for (const depth of path.keys()) write(`${path.slice(0, depth + 1).join('')}.gitignore`, rules);
    const names = Array.from({ length: 40 }, (_, at) => `${path.join('')}${at}.yaml`);
    const { result, milliseconds } = measured(() => names.filter(isIgnored));
    expect(result).toEqual([]);
    expect(milliseconds).toBeLessThan(2_000);
  });

  test('are those that the first hundred files around a folder name', () => {
    const name = (depth: number) => `${'d/'.repeat(depth)}x.yaml`;
    for (let depth = 0; depth < 120; depth++) write(`${'d/'.repeat(depth)}.gitignore`, 'other.yaml\n');
    for (const depth of [50, 110]) write(`${'d/'.repeat(depth)}.gitignore`, 'x.yaml\n!d/\n');
    expect(isIgnored(name(50))).toBe(true);
    write(`${'d/'.repeat(50)}.gitignore`, '\n');
    expect(isIgnored(name(110))).toBe(false);
  });
});
