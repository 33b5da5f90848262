import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { type BoundedRead, readBounded, readBoundedSync } from '../../../server/src/node/boundedRead.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'linkerd-lint-'));
  return () => rmSync(folder, { recursive: true });
});

const LIMIT = 1_000;

describe.each([
  ['at once', async (path: string) => readBoundedSync(path, LIMIT)],
  ['while others go on', (path: string) => readBounded(path, LIMIT)],
])('reading %s', (_, read: (path: string) => Promise<BoundedRead>) => {
  const write = (name: string, text: string) => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };
  const link = (target: string) => {
    symlinkSync(target, join(folder, 'link'));
    return join(folder, 'link');
  };

  it.each([0, 1, LIMIT - 1, LIMIT])('gives all of a file with %i bytes', async (length) => {
    const text = 'x'.repeat(length);
    expect(String(await read(write('file', text)))).toBe(text);
  });

  it('follows a link to a file', async () => {
    expect(String(await read(link(write('file', 'text'))))).toBe('text');
  });

  it('refuses what is larger than the limit', async () => {
    expect(await read(write('file', 'x'.repeat(LIMIT + 1)))).toBe('tooLarge');
  });

  it('finds nothing where there is nothing, and refuses folders', async () => {
    expect(await read(join(folder, 'nowhere'))).toBe('missing');
    expect(await read(join(write('file', ''), 'below'))).toBe('missing');
    expect(await read(link(join(folder, 'nowhere')))).toBe('missing');
    expect(await read(folder)).toBe('notRegular');
  });

  if (process.platform !== 'win32') {
    it.each(['/dev/zero', '/dev/tty', '/dev/null'])('refuses a link to %s', async (device) => {
      expect(await read(link(device))).toBe('notRegular');
    });

    it('does not wait for a pipe', async () => {
      const pipe = join(folder, 'pipe');
      expect(spawnSync('mkfifo', [pipe]).status).toBe(0);
      expect(await read(pipe)).toBe('notRegular');
    });
  }

  // These say that they have no bytes.
  if (process.platform === 'linux')
    it('reads a file of the system up to the limit', async () => {
      expect(String(await read('/proc/self/comm'))).toMatch(/\n$/);
      expect(await read('/proc/self/maps')).toBe('tooLarge');
    });
});
