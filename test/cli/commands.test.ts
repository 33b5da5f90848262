import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, test } from 'vitest';
import { createMessageConnection, StreamMessageReader, StreamMessageWriter } from 'vscode-jsonrpc/node';
import { CLI_SCRIPT, useWorkspace, WARNED } from './workspace.ts';

const workspace = useWorkspace();

test('--help fits a terminal and names every option once', () => {
  const { stdout } = workspace.run(['--help']);
  expect(stdout).toMatch(/^Usage: linkerd-lint /);
  expect(Math.max(...stdout.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
  const named = [...stdout.matchAll(/^ {2}(?:-., )?(--[a-z-]+)/gm)].map(([, name]) => name);
  expect(named).toEqual([...new Set(named)]);
  expect(named).toContain('--fix');
});

test('--version prints the version', () => {
  expect(workspace.run(['--version']).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
});

test('a mistyped option is guessed', () => {
  expect(workspace.run(['--formt', 'json']).stderr).toBe(
    'linkerd-lint: There is no option --formt. Did you mean --format?\nTry linkerd-lint --help.\n',
  );
});

test('a mistyped command is guessed, unless there is a folder of that name', () => {
  expect(workspace.run(['explaim', 'skip-ports-overlap'])).toMatchObject({
    stderr:
      'linkerd-lint: There is no command, file or folder “explaim”. Did you mean linkerd-lint explain?\nTry linkerd-lint --help.\n',
    status: 2,
  });
  workspace.write('rule/web.yaml', WARNED);
  expect(workspace.run(['rule']).status).toBe(1);
  expect(workspace.run(['deploy']).stderr).toBe('linkerd-lint: deploy does not exist.\n');
});

describe('rules and explain', () => {
  const rules = () =>
    JSON.parse(workspace.run(['rules', '--json']).stdout) as { id: string; summary: string }[];

  test('list every rule', () => {
    expect(rules()).toContainEqual({
      id: 'skip-ports-whitespace',
      summary: expect.any(String),
      level: 'error',
      fixable: 'safe',
      since: '0.1.0',
    });
    const { stdout } = workspace.run(['rules']);
    for (const { id, summary } of rules()) {
      expect(stdout).toContain(`${id} `);
      expect(stdout).toContain(summary);
    }
  });

  test('there is a page for each', () => {
    for (const { id } of rules().filter((_, index) => index % 5 === 0))
      expect(workspace.run(['explain', id]).stdout).toMatch(new RegExp(`^# ${id}\n`));
  });

  test('a mistyped rule is guessed', () => {
    expect(workspace.run(['explain', 'skip-ports-overlab']).stderr).toContain(
      'There is no rule “skip-ports-overlab”. Did you mean “skip-ports-overlap”?',
    );
    expect(workspace.run(['explain', 'nope']).stderr).toContain(
      'There is no rule “nope”. linkerd-lint rules lists all.',
    );
  });
});

describe('init', () => {
  test('writes a configuration that says nothing and is understood', () => {
    expect(workspace.run(['init']).status).toBe(0);
    workspace.write('web.yaml', WARNED);
    expect(workspace.run(['web.yaml'])).toMatchObject({ stderr: '', status: 1 });
    expect(workspace.run(['init'])).toMatchObject({ status: 2 });
  });

  test('takes the options that it is given', () => {
    workspace.run(['init', '--data-plane', 'cni', '--cni-plugin', 'v1.6.2', '--ipv6', 'enabled']);
    expect(workspace.read('.linkerd-lint.yaml')).toMatch(
      /^dataPlane: cni\n[\s\S]*^cniPlugin: v1\.6\.2\n[\s\S]*^# linkerd: auto\n[\s\S]*^ipv6: enabled\n/m,
    );
    expect(workspace.run(['init', '--force', '--linkerd', 'newest']).status).toBe(2);
  });

  test('every line that is commented out would be understood', () => {
    workspace.run(['init']);
    const text = workspace.read('.linkerd-lint.yaml').replaceAll(/^# (?=\w+:|- | {2})/gm, '');
    workspace.write('.linkerd-lint.yaml', text);
    workspace.write('web.yaml', WARNED);
    expect(workspace.run(['web.yaml'])).toMatchObject({ stderr: '' });
    expect(text).toContain('\noverrides:\n');
  });

  test('guesses from the repository', () => {
    workspace.write('.git/HEAD', 'ref: refs/heads/main\n');
    workspace.write(
      'linkerd/values.yaml',
      'cniEnabled: true\nidentity: {issuer: {scheme: kubernetes.io/tls}}\n',
    );
    workspace.write(
      'linkerd/release.yaml',
      'kind: HelmRelease\napiVersion: helm.toolkit.fluxcd.io/v2\nspec:\n  chart: {spec: {chart: linkerd-control-plane}}\n  values: {cniEnabled: true}\n',
    );
    const { stdout } = workspace.run(['init']);
    expect(workspace.read('.linkerd-lint.yaml')).toContain('\ndataPlane: cni\n');
    expect(stdout).toContain('linkerd/release.yaml');
  });
});

describe('completion', () => {
  test('works in bash', () => {
    const complete = (...words: string[]) => {
      const script = `${workspace.run(['completion', 'bash']).stdout}
linkerd-lint() { ${process.execPath} ${CLI_SCRIPT} "$@"; }
COMP_WORDS=(linkerd-lint ${words.map((word) => `'${word}'`).join(' ')}); COMP_CWORD=${words.length}
_linkerd_lint 2>/dev/null; printf '%s\\n' "\${COMPREPLY[@]}"`;
      return spawnSync('bash', ['-c', script], { encoding: 'utf8' }).stdout.trim().split('\n');
    };
    expect(complete('--fi')).toEqual(['--fix', '--fix-suggestions']);
    expect(complete('exp')).toEqual(['explain']);
    expect(complete('--format', 'js')).toEqual(['json']);
    expect(complete('explain', 'skip-ports-o')).toEqual(['skip-ports-overlap']);
    expect(complete('explain', 'linkerd2')).toEqual(['linkerd2-cni']);
    expect(complete('mesh', '--ag')).toEqual(['--against']);
    expect(complete('mesh', 'web', '--format', 'mer')).toEqual(['mermaid']);
    expect(complete('mesh', '--fi')).toEqual(['']);
  });

  test.each(['bash', 'zsh', 'fish'])('is a script that %s understands', (shell) => {
    const { stdout, status } = workspace.run(['completion', shell]);
    expect(status).toBe(0);
    const { error, stderr } = spawnSync(shell, ['-n'], { input: stdout, encoding: 'utf8' });
    // A shell that is not installed cannot object.
    if (!error) expect(stderr).toBe('');
    for (const option of ['fix', 'stdin-filename', 'no-color', 'against']) expect(stdout).toContain(option);
  });
});

test('lsp is the language server', async () => {
  const server = spawn(process.execPath, [CLI_SCRIPT, 'lsp'], { stdio: ['pipe', 'pipe', 'inherit'] });
  const connection = createMessageConnection(
    new StreamMessageReader(server.stdout),
    new StreamMessageWriter(server.stdin),
  );
  connection.listen();
  const result = await connection.sendRequest('initialize', {
    processId: null,
    rootUri: null,
    capabilities: {},
  });
  expect(result).toMatchObject({ capabilities: { hoverProvider: expect.anything() } });
  const ended = once(server, 'exit');
  await connection.sendRequest('shutdown');
  await connection.sendNotification('exit');
  expect(await ended).toEqual([0, null]);
  connection.dispose();
});
