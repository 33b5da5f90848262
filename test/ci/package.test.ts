import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { createMessageConnection, StreamMessageReader, StreamMessageWriter } from 'vscode-jsonrpc/node';
import { version } from '../../package.json';
import { npm, plainEnvironment, usePackage } from './package.ts';

const project = usePackage();
const isWindows = process.platform === 'win32';

describe('the npm package, installed into an empty folder', () => {
  /** What npm puts on the PATH of scripts in that folder. */
  const program = (name: string) =>
    join(project.elsewhere, 'node_modules', '.bin', isWindows ? `${name}.cmd` : name);

  const run = (...args: string[]) =>
    spawnSync(program('linkerd-lint'), args, {
      cwd: project.repository,
      env: plainEnvironment(),
      encoding: 'utf8',
      shell: isWindows,
    });

  beforeAll(() => {
    npm(project.elsewhere, 'install', project.tarball);
  });

  test('brings nothing else along', () => {
    const packages = readdirSync(join(project.elsewhere, 'node_modules'));
    expect(packages.filter((name) => !name.startsWith('.'))).toEqual(['linkerd-lint']);
  });

  test('has nothing in it that only VS Code or developers need', () => {
    const folder = join(project.elsewhere, 'node_modules', 'linkerd-lint');
    // npm takes readmes along in every language.
    const names = readdirSync(folder).filter((name) => !name.startsWith('README.'));
    expect(names.sort()).toEqual([
      'CHANGELOG.md',
      'LICENSE',
      'dist',
      'docs',
      'l10n',
      'package.json',
      'schema',
    ]);
    expect(existsSync(join(folder, 'dist', 'extension.js'))).toBe(false);
  });

  test('has the licences of the packages that are in its bundles', () => {
    const folder = join(project.elsewhere, 'node_modules', 'linkerd-lint', 'dist');
    const notices = readFileSync(join(folder, 'THIRD_PARTY_NOTICES.txt'), 'utf8');
    for (const name of ['yaml', 'picomatch', 'vscode-languageserver'])
      expect(notices).toMatch(new RegExp(`^${name} \\d+\\.\\d+\\.\\d+ \\(`, 'm'));
    expect(notices.match(/Permission (?:is hereby granted|to use)/g)?.length).toBeGreaterThan(10);
  });

  test('lints', () => {
    expect(run('--version').stdout).toBe(`${version}\n`);
    const { stdout, stderr, status } = run('--format', 'compact');
    expect(stdout.match(/\[[\w-]+\]$/gm)).toEqual([
      '[skip-inbound-missing-proxy-ports]',
      '[skip-ports-whitespace]',
    ]);
    expect({ stderr, status }).toEqual({ stderr: '', status: 1 });
  });

  test('explains', () => {
    expect(run('explain', 'skip-ports-whitespace').stdout).toMatch(/^# skip-ports-whitespace\n/);
  });

  test.each([
    ['linkerd-language-server', '--stdio'],
    ['linkerd-lint', 'lsp'],
  ])('%s %s is the language server, in other languages too', async (name, argument) => {
    const server = spawn(program(name), [argument], {
      cwd: project.repository,
      env: plainEnvironment(),
      stdio: ['pipe', 'pipe', 'inherit'],
      shell: isWindows,
    });
    const connection = createMessageConnection(
      new StreamMessageReader(server.stdout),
      new StreamMessageWriter(server.stdin),
    );
    const published = new Promise<{ diagnostics: { message: string }[] }>((resolve) => {
      connection.onNotification('textDocument/publishDiagnostics', resolve);
    });
    connection.listen();
    const initialize = { processId: null, rootUri: null, capabilities: {}, locale: 'zh-cn' };
    expect(await connection.sendRequest('initialize', initialize)).toMatchObject({
      serverInfo: { version },
    });
    await connection.sendNotification('initialized', {});
    const textDocument = { uri: 'untitled:pod', languageId: 'yaml', version: 1, text: SPACED };
    await connection.sendNotification('textDocument/didOpen', { textDocument });
    expect((await published).diagnostics[0]?.message).toMatch(/\p{Script=Han}/u);
    const ended = once(server, 'exit');
    await connection.sendRequest('shutdown');
    await connection.sendNotification('exit');
    expect(await ended).toEqual([0, null]);
    connection.dispose();
  });
});

const SPACED = 'metadata:\n  annotations:\n    config.linkerd.io/skip-inbound-ports: "8080, 4190,4191"\n';
