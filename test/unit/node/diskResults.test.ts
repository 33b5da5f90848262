import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { DiskResults } from '../../../server/src/node/diskResults.ts';

/** As many as are worth it. */
const COUNT = 500;

/** Long after the test's files were written. */
const later = () => Date.now() + 60_000;

let folder: string;
let caches: string;

beforeEach(() => {
  const top = mkdtempSync(join(tmpdir(), 'linkerd-lint-'));
  folder = join(top, 'repository');
  caches = join(top, 'caches');
  mkdirSync(folder);
  for (let number = 0; number < COUNT; number++) writeFileSync(pathOf(number), `number: ${number}\n`);
  vi.stubEnv('XDG_CACHE_HOME', caches);
  vi.stubEnv('CI', '');
  return () => {
    vi.unstubAllEnvs();
    rmSync(top, { recursive: true });
  };
});

const pathOf = (number: number) => join(folder, `${number}.yaml`);
const uriOf = (number: number) => pathToFileURL(pathOf(number)).href;

/** The results about the folder, as another process sees them. */
const results = (program = 'this', now = later, name = 'text') =>
  DiskResults.below(pathToFileURL(folder).href, name, program, now);

/** Finds out what is not known about each file: its text. Gives the numbers of the files that were read for it. */
function findOut(kept = results(), count = COUNT): number[] {
  const read: number[] = [];
  for (let number = 0; number < count; number++) {
    const text = JSON.stringify(readFileSync(pathOf(number), 'utf8'));
    const known = kept?.get(uriOf(number));
    if (known === undefined) {
      read.push(number);
      kept?.set(uriOf(number), text);
    } else expect(known).toBe(text);
  }
  kept?.save();
  return read;
}

/** The files that results are stored in. */
const stored = () =>
  readdirSync(caches, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.txt'))
    .map((name) => join(caches, name));

if (process.platform === 'linux')
  describe('results about files', () => {
    it('are there in the next process', () => {
      expect(findOut()).toHaveLength(COUNT);
      expect(findOut()).toEqual([]);
    });

    it('of other names are others', () => {
      findOut();
      expect(results('this', later, 'size')?.get(uriOf(1))).toBeUndefined();
    });

    it.each<[string, (path: string) => void]>([
      ['another size', (path) => writeFileSync(path, 'other: text\n')],
      ['another text of the same size', (path) => writeFileSync(path, 'number: 8\n')],
      [
        'another text of the same size and time',
        (path) => {
          writeFileSync(path, 'number: 8\n');
          utimesSync(path, 1, 1);
        },
      ],
    ])('do not count for a file with %s', (_, change) => {
      utimesSync(pathOf(7), 1, 1);
      findOut();
      change(pathOf(7));
      expect(findOut()).toEqual([7]);
    });

    it('are not kept about a file that changed a moment ago', () => {
      findOut(results('this', Date.now));
      expect(findOut()).toHaveLength(COUNT);
    });

    it('do not count for another program', () => {
      findOut();
      expect(findOut(results('that'))).toHaveLength(COUNT);
    });

    it('do not count for another folder', () => {
      findOut();
      const [path = ''] = stored();
      const other = mkdtempSync(join(folder, 'other-'));
      const kept = DiskResults.below(pathToFileURL(other).href, 'text', 'this', later);
      writeFileSync(
        path.replace(
          /[\w-]+\.txt$/,
          `${Buffer.from(`${pathToFileURL(other).href}/`).toString('base64url')}.txt`,
        ),
        readFileSync(path),
      );
      expect(kept?.get(uriOf(1))).toBeUndefined();
    });

    it('count as none where a byte is damaged, or the end is missing', () => {
      findOut();
      const [path = ''] = stored();
      const bytes = readFileSync(path);
      for (const at of [0, 30, bytes.length >> 1, bytes.length - 1]) {
        const damaged = Buffer.from(bytes);
        damaged[at] = (damaged[at] ?? 0) ^ 1;
        writeFileSync(path, damaged);
        expect(results()?.get(uriOf(1))).toBeUndefined();
        writeFileSync(path, bytes.subarray(0, at));
        expect(results()?.get(uriOf(1))).toBeUndefined();
      }
    });

    it.each<[string, (path: string) => void]>([
      ['a pipe', (path) => expect(spawnSync('mkfifo', [path]).status).toBe(0)],
      ['a folder', (path) => mkdirSync(path)],
      ['a link to a device', (path) => symlinkSync('/dev/zero', path)],
    ])('are not read from %s, and nothing waits for it', (_, make) => {
      findOut();
      const [path = ''] = stored();
      rmSync(path);
      make(path);
      expect(findOut()).toHaveLength(COUNT);
    });

    it('are not kept about a few files', () => {
      findOut(results(), COUNT - 1);
      expect(stored()).toEqual([]);
    });

    it('stay where another run asks about a few files only', () => {
      findOut();
      findOut(results(), 3);
      expect(findOut()).toEqual([]);
    });

    it('are not kept on a CI server, where Node’s own cache is off, or without a name of the program', () => {
      vi.stubEnv('CI', 'true');
      expect(results()).toBeUndefined();
      vi.stubEnv('CI', '');
      vi.stubEnv('NODE_DISABLE_COMPILE_CACHE', '1');
      expect(results()).toBeUndefined();
      vi.stubEnv('NODE_DISABLE_COMPILE_CACHE', '');
      expect(DiskResults.below(pathToFileURL(folder).href, 'text')).toBeUndefined();
    });

    it('are not kept where others could write them', () => {
      findOut();
      chmodSync(join(caches, 'linkerd-lint'), 0o777);
      expect(results()).toBeUndefined();
    });

    it('about files elsewhere, or that are not there, are not kept', () => {
      const kept = results();
      for (const uri of [pathToFileURL(tmpdir()).href, uriOf(COUNT), 'untitled:1', `${uriOf(1)}/%`]) {
        kept?.set(uri, '1');
        expect(kept?.get(uri)).toBeUndefined();
      }
    });

    it('of the folders that were used last are kept', () => {
      findOut();
      const [path = ''] = stored();
      for (let number = 0; number < 30; number++) {
        writeFileSync(`${path}${number}.txt`, '');
        utimesSync(`${path}${number}.txt`, number, number);
      }
      rmSync(path);
      findOut();
      expect(stored()).toHaveLength(20);
      expect(stored()).toContain(path);
      expect(stored()).not.toContain(`${path}1.txt`);
    });
  });
