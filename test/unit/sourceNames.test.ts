import { readdirSync } from 'node:fs';
import { basename } from 'node:path';
import { expect, it } from 'vitest';

const files = readdirSync('server/src', { recursive: true, encoding: 'utf8' }).filter((path) =>
  path.endsWith('.ts'),
);

it('no two files of the server share a name, so that an error or a search result names one place', () => {
  const names = files.map((path) => basename(path));
  expect(names.length).toBeGreaterThan(0);
  expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
});

it('no file only hands on what others export', () => {
  expect(files.filter((path) => /(?:^|[\\/])(?:index|utils|helpers|common)\.ts$/.test(path))).toEqual([]);
});
