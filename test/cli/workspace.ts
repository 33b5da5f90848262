import { type SpawnSyncReturns, spawnSync } from 'node:child_process';
import { closeSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterEach, beforeEach } from 'vitest';

const CLI = resolve('dist/cli.js');

/** A folder of its own for each test, with the real command line in it. */
export interface Workspace {
  readonly folder: string;
  write(name: string, content: string | Uint8Array): void;
  read(name: string): string;
  /** Runs the command line in the folder; `env` is put over the environment, in which nothing asks for color. */
  run(
    args: readonly string[],
    options?: { input?: string | Uint8Array; env?: Record<string, string> },
  ): CliResult;
  /** Runs the command line as a filter of bytes. */
  filter(args: readonly string[], input: Uint8Array): { stdout: Buffer; status: number | null };
  /** Runs the command line with its standard output in a file. */
  runTo(file: string, args: readonly string[]): CliResult;
}

/** What a run came to. */
export type CliResult = Pick<SpawnSyncReturns<string>, 'stdout' | 'stderr' | 'status'>;

/** Makes a folder before each test of a file and removes it afterwards. */
export function useWorkspace(): Workspace {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'linkerd-lint-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));
  return {
    get folder() {
      return folder;
    },
    write(name, content) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), content);
    },
    read: (name) => readFileSync(join(folder, name), 'utf8'),
    run(args, { input = '', env = {} } = {}) {
      const { FORCE_COLOR: _, NO_COLOR: __, ...inherited } = process.env;
      const { stdout, stderr, status } = spawnSync(process.execPath, [CLI, ...args], {
        cwd: folder,
        input,
        encoding: 'utf8',
        env: { ...inherited, ...env },
        maxBuffer: 100_000_000,
        // What waits for ever fails its own test, and no other.
        timeout: 120_000,
      });
      return { stdout, stderr, status };
    },
    filter(args, input) {
      const { stdout, status } = spawnSync(process.execPath, [CLI, ...args], { cwd: folder, input });
      return { stdout, status };
    },
    runTo(file, args) {
      const output = openSync(file, 'w');
      const { stdout, stderr, status } = spawnSync(process.execPath, [CLI, ...args], {
        cwd: folder,
        stdio: ['ignore', output, 'pipe'],
        encoding: 'utf8',
      });
      closeSync(output);
      return { stdout, stderr, status };
    },
  };
}

/** The command line's script, for tests that start it themselves. */
export const CLI_SCRIPT = CLI;

/** A pod with one list of ports to skip. `list` is written as it is. */
export function pod(list: string, direction: 'inbound' | 'outbound' = 'inbound'): string {
  return `apiVersion: v1\nkind: Pod\nmetadata:\n  annotations:\n    config.linkerd.io/skip-${direction}-ports: ${list}\n`;
}

/** A pod without a mistake. */
export const GOOD = pod('"8080,4190,4191"', 'outbound');

/** A pod with an error that is safe to fix, and one that was fixed. */
export const SPACED = pod('"8080, 4190,4191"', 'outbound');
export const UNSPACED = pod('"8080,4190,4191"', 'outbound');

/** A pod with a warning. */
export const WARNED = pod('"8080"');
