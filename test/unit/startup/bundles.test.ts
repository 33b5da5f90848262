import { createHash } from 'node:crypto';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';

let home: string;
let cache: string;

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'linkerd-lint-startup-'));
  cache = join(home, 'linkerd-lint');
  vi.stubEnv('XDG_CACHE_HOME', home);
  vi.stubEnv('NODE_DISABLE_COMPILE_CACHE', undefined);
});

afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(home, { recursive: true });
});

/** What a process that has just started does with a bundle: loads it and, at some time, keeps its code. */
async function start(bundle: string, practise?: () => void): Promise<unknown> {
  vi.resetModules();
  const { loadBundle, keepCompiledCode } = await import('../../../server/src/startup/bundles.ts');
  const exports = loadBundle(join(home, bundle));
  keepCompiledCode(practise);
  return exports;
}

/** As a build leaves it. */
function write(bundle: string, code: string): void {
  const digest = createHash('sha256').update(code).digest('hex').slice(0, 16);
  writeFileSync(join(home, bundle), `${code}// ${digest}\n`);
}

function kept(): string[] {
  return readdirSync(cache).map((name) => join(cache, name));
}

test('a bundle is a module: it has its place, what it requires, and what it exports', async () => {
  write('part.js', 'exports.here = __filename;');
  write(
    'whole.js',
    'module.exports = [require("./part.js").here, require("node:path").basename(__dirname)];',
  );
  expect(await start('whole.js')).toEqual([join(home, 'part.js'), home.split('/').at(-1)]);
});

test('a bundle that is required twice runs once', async () => {
  write('counter.js', 'globalThis.runs = (globalThis.runs ?? 0) + 1; module.exports = globalThis.runs;');
  write('twice.js', 'require("./counter.js"); module.exports = require("./counter.js");');
  expect(await start('twice.js')).toBe(1);
});

test('code that was kept is run', async () => {
  write('said.js', 'module.exports = "one";');
  await start('said.js');
  const other = readFileSync(join(home, 'said.js'), 'utf8').replace('one', 'two');
  // V8 compares nothing but lengths, so it takes the code that was kept for this source's.
  writeFileSync(join(home, 'said.js'), other);
  expect(await start('said.js')).toBe('one');
});

test('what is kept is kept once, and nobody practises for it again', async () => {
  write('said.js', 'module.exports = "one";');
  const practise = vi.fn();
  await start('said.js', practise);
  await start('said.js', practise);
  expect(practise).toHaveBeenCalledTimes(1);
  expect(kept()).toHaveLength(1);
});

test.each([
  ['a sector of a disk that is empty', (whole: Buffer) => Buffer.from(whole).fill(0, 0, 512)],
  ['an end that is missing', (whole: Buffer) => whole.subarray(0, whole.length / 2)],
  ['an end that is empty', (whole: Buffer) => Buffer.from(whole).fill(0, whole.length / 2)],
  ['nothing at all', () => Buffer.alloc(0)],
])('code with %s is not run, and is replaced', async (_, damage) => {
  write('said.js', 'module.exports = "one";');
  await start('said.js');
  const [path = ''] = kept();
  const damaged = damage(readFileSync(path));
  writeFileSync(path, damaged);
  expect(await start('said.js')).toBe('one');
  expect(readFileSync(path).equals(damaged)).toBe(false);
  expect(kept()).toEqual([path]);
});

test('another version of a bundle has code of its own', async () => {
  write('said.js', 'module.exports = "one";');
  await start('said.js');
  write('said.js', 'module.exports = "two";');
  expect(await start('said.js')).toBe('two');
  expect(kept()).toHaveLength(2);
});

test('the oldest code goes when there is much', async () => {
  for (let version = 0; version < 20; version++) {
    write('said.js', `module.exports = ${version};`);
    await start('said.js');
  }
  expect(kept()).toHaveLength(12);
});

test.skipIf(process.platform === 'win32')('a folder that others can write to is not used', async () => {
  mkdirSync(cache);
  chmodSync(cache, 0o777);
  write('said.js', 'module.exports = "one";');
  expect(await start('said.js')).toBe('one');
  expect(kept()).toEqual([]);
});

test('a bundle that no build has given a digest is compiled each time', async () => {
  writeFileSync(join(home, 'said.js'), 'module.exports = "one";');
  expect(await start('said.js')).toBe('one');
  expect(kept()).toEqual([]);
});

test('without a folder everything works', async () => {
  writeFileSync(cache, 'a file where the folder should be');
  write('said.js', 'module.exports = "one";');
  expect(await start('said.js')).toBe('one');
});

test('Node’s own switch turns it off', async () => {
  vi.stubEnv('NODE_DISABLE_COMPILE_CACHE', '1');
  write('said.js', 'module.exports = "one";');
  expect(await start('said.js')).toBe('one');
  expect(readdirSync(home)).toEqual(['said.js']);
});
