import { readFileSync } from 'node:fs';
import Module, { createRequire } from 'node:module';
import { dirname, resolve } from 'node:path';
import { Script } from 'node:vm';
import { cacheFolder } from './cacheFolder.ts';
import { CompiledCode } from './compiledCode.ts';
import { untuned } from './tuning.ts';

interface Bundle {
  readonly exports: unknown;
  /** Whether its compiled code is kept, or cannot be. */
  isKept(): boolean;
  /** Keeps what has been compiled of it until now. */
  keep(): void;
}

const loaded = new Map<string, Bundle>();

/**
 * Loads a CommonJS bundle, by its absolute path, as `require` does, but with the code that V8 compiled for it in an
 * earlier process, where that was kept: compiling is more than half of what a start takes. Bundles that it requires
 * itself are loaded in the same way.
 *
 * @throws what reading and running it throws
 */
export function loadBundle(path: string): unknown {
  const known = loaded.get(path) ?? load(path);
  loaded.set(path, known);
  return known.exports;
}

/**
 * Keeps the code that is compiled by now for the next process, where none was loaded; that takes some milliseconds.
 * `practise` runs what every process will, for only what has run is compiled.
 */
export function keepCompiledCode(practise?: () => void): void {
  const bundles = [...loaded.values()].filter(({ isKept }) => !isKept());
  if (bundles.length === 0) return;
  practise?.();
  for (const bundle of bundles) bundle.keep();
}

function load(path: string): Bundle {
  const source = readFileSync(path);
  const folder = cacheFolder();
  const code = folder === undefined ? undefined : CompiledCode.of(path, source, folder);
  const cachedData = code?.read();
  const script = untuned(
    () =>
      new Script(Module.wrap(source.toString()), { filename: path, ...(cachedData ? { cachedData } : {}) }),
  );
  let isKept = !code || (cachedData !== undefined && !script.cachedDataRejected);
  return {
    exports: run(script, path),
    isKept: () => isKept,
    keep: () => {
      code?.write(untuned(() => script.createCachedData()));
      isKept = true;
    },
  };
}

function run(script: Script, path: string): unknown {
  const module = { exports: {} as unknown };
  const here = dirname(path);
  const requireFrom = createRequire(path);
  const require = (id: string): unknown =>
    id.startsWith('.') ? loadBundle(resolve(here, id)) : requireFrom(id);
  script.runInThisContext().call(module.exports, module.exports, require, module, path, here);
  return module.exports;
}
