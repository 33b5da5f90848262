import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { check } from '../support/check.ts';
import { readExample } from '../support/example.ts';
import { AFFECTED, FIXED_CNI, lint, PROXY_INIT } from '../support/lint.ts';

const CORPUS = fileURLToPath(new URL('../corpus', import.meta.url));

const FILES = readdirSync(CORPUS, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => relative(CORPUS, join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
  .sort();

function read(file: string): string {
  return readFileSync(join(CORPUS, file), 'utf8');
}

/** Files as people write them, one form each. `readExample` says how their lines of marks read. */
describe('the corpus', () => {
  it.each(FILES)('%s has the findings that it marks', (file) => {
    check(read(file));
  });

  it.each(FILES)('%s is judged alike in every cluster but for what the cluster decides', (file) => {
    const { text } = readExample(read(file));
    const places = (settings: typeof AFFECTED) =>
      lint(text, settings)
        .filter(({ rule }) => !/proxy-ports|control-port/.test(rule))
        .map(({ rule, range }) => `${rule} ${range.start}-${range.end}`);
    expect(places(AFFECTED)).toEqual(places(FIXED_CNI));
    expect(places(AFFECTED)).toEqual(places(PROXY_INIT));
  });

  it('marks something in every folder', () => {
    for (const folder of new Set(FILES.map((file) => file.split('/')[0]))) {
      const files = FILES.filter((file) => file.startsWith(`${folder}/`));
      expect(files.flatMap((file) => readExample(read(file)).marks).length, folder).toBeGreaterThan(0);
    }
  });
});
