import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll } from 'vitest';

/** The project's root folder. */
export const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** A manifest with an error and a warning. */
export const MANIFEST = `apiVersion: v1
kind: Pod
metadata:
  annotations:
    config.linkerd.io/skip-inbound-ports: "8080, 9090"
`;

/** The npm package as it would be released, and a repository that wants to use it. */
export interface PackedProject {
  /** Path of the .tgz. */
  readonly tarball: string;
  /** Path of a folder with `deploy/pod.yaml` in it, which is {@link MANIFEST}. */
  readonly repository: string;
  /** Path of an empty folder. */
  readonly elsewhere: string;
}

/** The environment without what npm tells the programs that it starts, and without colors. */
export function plainEnvironment(more: Record<string, string> = {}): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(
    ([name]) => !/^(npm_|FORCE_COLOR$|GITHUB_|GIT_)/.test(name),
  );
  return { ...Object.fromEntries(kept), ...more };
}

/** Runs npm without the network and gives what it printed. */
export function npm(folder: string, ...args: string[]): string {
  return execFileSync('npm', [...args, '--offline', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: folder,
    env: plainEnvironment(),
    encoding: 'utf8',
    // npm is a batch file on Windows, which only a shell can start.
    shell: process.platform === 'win32',
  });
}

/** Packs what is built once for all tests of a file, and removes everything afterwards. */
export function usePackage(): PackedProject {
  let folder = '';
  let tarball = '';
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'linkerd-lint-package-'));
    mkdirSync(join(folder, 'elsewhere'));
    mkdirSync(join(folder, 'repository', 'deploy'), { recursive: true });
    writeFileSync(join(folder, 'repository', 'deploy', 'pod.yaml'), MANIFEST);
    npm(ROOT, 'pack', '--ignore-scripts', '--pack-destination', folder);
    const name = readdirSync(folder).find((file) => file.endsWith('.tgz'));
    if (name === undefined) throw new Error('npm pack wrote nothing');
    tarball = join(folder, name);
  });
  afterAll(() => rmSync(folder, { recursive: true }));
  return {
    get tarball() {
      return tarball;
    },
    get repository() {
      return join(folder, 'repository');
    },
    get elsewhere() {
      return join(folder, 'elsewhere');
    },
  };
}
