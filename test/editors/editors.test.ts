import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { codeBelow } from './page.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

const MANIFEST = `apiVersion: v1
kind: Pod
metadata:
  annotations:
    config.linkerd.io/skip-inbound-ports: "8080, 9090"
`;

/** What an editor showed of the manifest, and the manifest after the first of its preferred quick fixes. */
interface Seen {
  readonly codes: readonly string[];
  readonly hover: string;
  readonly actions: readonly string[];
  readonly fixed: string;
}

/** A folder with the manifest, the page's configuration, and the server's program as the page names it. */
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'linkerd-lint-editors-'));
  const program = join(folder, 'linkerd-language-server');
  writeFileSync(program, `#!/bin/sh\nexec '${process.execPath}' '${join(ROOT, 'dist', 'server.js')}' "$@"\n`);
  chmodSync(program, 0o755);
  writeFileSync(join(folder, 'pod.yaml'), MANIFEST);
});

afterAll(() => rmSync(folder, { recursive: true }));

/** Runs an editor in the folder; it writes what it saw to the given file. */
function see(command: string, args: readonly string[]): Seen {
  const seen = join(folder, `${command}.json`);
  execFileSync(command, args, {
    cwd: folder,
    env: { ...process.env, HOME: folder, SEEN: seen, PATH: `${folder}${delimiter}${process.env.PATH}` },
    stdio: ['ignore', 'ignore', 'pipe'],
    timeout: 60_000,
  });
  return JSON.parse(readFileSync(seen, 'utf8')) as Seen;
}

function expectAll({ codes, hover, actions, fixed }: Seen): void {
  expect([...codes].sort()).toEqual(['skip-inbound-missing-proxy-ports', 'skip-ports-whitespace']);
  expect(hover).toContain('`8080` is skipped');
  expect(actions).toContain('Disable for this line');
  expect(fixed).toBe(MANIFEST.replace(', 9090', ',9090'));
}

const has = (command: string) => spawnSync(command, ['--version']).status === 0;

// Elsewhere the editors are set up in other ways than the page's, which are Debian's.
if (process.platform === 'linux')
  describe('the configurations on the page about editors', () => {
    it.skipIf(!has('nvim'))('Neovim (apt install neovim) shows findings and hovers, and fixes', () => {
      const config = join(folder, 'config.lua');
      writeFileSync(config, codeBelow('### Neovim 0.7 to 0.10', 'lua').join('\n'));
      const script = fileURLToPath(new URL('./neovim.lua', import.meta.url));
      expectAll(see('nvim', ['--headless', '-u', config, '-c', `luafile ${script}`]));
    });

    it.skipIf(!has('emacs'))('Emacs (apt install emacs-nox elpa-eglot elpa-yaml-mode) does too', () => {
      const config = join(folder, 'config.el');
      writeFileSync(config, codeBelow('## Emacs with Eglot', 'elisp').join('\n'));
      const script = fileURLToPath(new URL('./emacs.el', import.meta.url));
      expectAll(see('emacs', ['--batch', '-l', config, '-l', script]));
    });
  });
