import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  writeFileSync,
} from 'node:fs';
import module from 'node:module';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { useWorkspace, WARNED } from './workspace.ts';

/** Node has it since 22.8. */
const hasCompileCache = 'enableCompileCache' in module;

const workspace = useWorkspace();

const caches = () => join(workspace.folder, '.caches');
const cache = () => join(caches(), 'linkerd-lint');
const run = (env: Record<string, string> = {}) =>
  workspace.run(['pod.yaml'], { env: { XDG_CACHE_HOME: caches(), ...env } });

/** Every file below a folder. */
function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => lstatSync(path).isFile());
}

// An older Node has no compile cache, and no such tests.
if (hasCompileCache)
  test('Node’s compile cache is in the user’s own folder, and serves the next run', () => {
    workspace.write('pod.yaml', WARNED);
    const first = run();
    expect(first.stdout).toContain('skip-inbound-missing-proxy-ports');
    const [code = '', ...others] = filesIn(cache());
    expect(others).toEqual([]);
    const { mtimeMs } = lstatSync(code);
    expect(run()).toEqual(first);
    expect(lstatSync(code).mtimeMs).toBe(mtimeMs);
  });

if (hasCompileCache)
  test('code with a changed byte is not run', () => {
    workspace.write('pod.yaml', WARNED);
    const first = run();
    const [code = ''] = filesIn(cache());
    const bytes = readFileSync(code);
    for (let at = 0; at < bytes.length; at += Math.ceil(bytes.length / 5)) {
      const damaged = Buffer.from(bytes);
      damaged[at] = (damaged[at] ?? 0) ^ 0x10;
      writeFileSync(code, damaged);
      expect(run()).toEqual(first);
    }
  });

if (!hasCompileCache)
  test('an older Node compiles at each start, and nothing is written', () => {
    workspace.write('pod.yaml', WARNED);
    expect(run().status).toBe(1);
    expect(existsSync(caches())).toBe(false);
  });

test('Node’s own switch turns the cache off', () => {
  workspace.write('pod.yaml', WARNED);
  expect(run({ NODE_DISABLE_COMPILE_CACHE: '1' }).status).toBe(1);
  expect(existsSync(caches())).toBe(false);
});

test.skipIf(process.platform === 'win32')('a folder that others can write to is not used', () => {
  workspace.write('pod.yaml', WARNED);
  mkdirSync(cache(), { recursive: true });
  chmodSync(cache(), 0o777);
  expect(run().status).toBe(1);
  expect(readdirSync(cache())).toEqual([]);
});

test('a run works where there can be no cache', () => {
  workspace.write('pod.yaml', WARNED);
  writeFileSync(caches(), 'a file where the folder should be');
  expect(run()).toMatchObject({ status: 1, stderr: '' });
});
