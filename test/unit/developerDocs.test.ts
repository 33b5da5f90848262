import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

/** The files of the server, which the pages name by the end of their path. */
const SERVER_FILES = readdirSync('server/src', { recursive: true, encoding: 'utf8' }).map(
  (path) => `/${path.replaceAll('\\', '/')}`,
);

/** The paths in code on a page, without those that stand for many, such as `<id>.ts`. */
function pathsOn(page: string): string[] {
  const code = [...readFileSync(page, 'utf8').matchAll(/`([^`\n]+)`/g)].map(([, text = '']) => text);
  return code.filter(
    (text) =>
      /^[\w./-]+$/.test(text) &&
      /^(?:server|scripts|test|docs|client|picture)\/|\w\.(?:ts|mjs|cjs)$/.test(text),
  );
}

it.each(['ARCHITECTURE.md', 'CONTRIBUTING.md'])('%s names only files and folders that exist', (page) => {
  const paths = pathsOn(page);
  expect(paths.length).toBeGreaterThan(20);
  const isThere = (path: string) =>
    existsSync(path) || SERVER_FILES.some((file) => file.endsWith(`/${path}`));
  expect(paths.filter((path) => !isThere(path))).toEqual([]);
});

describe('the code map', () => {
  const codeMap = readFileSync('ARCHITECTURE.md', 'utf8');

  it.each(['server/src', 'scripts', 'test'])('has each folder of %s', (parent) => {
    const folders = readdirSync(parent, { withFileTypes: true }).filter((entry) => entry.isDirectory());
    const paths = folders.map(({ name }) => `${parent}/${name}`);
    expect(paths.filter((path) => !new RegExp(`\`${path}[/\`]`).test(codeMap))).toEqual([]);
  });
});
