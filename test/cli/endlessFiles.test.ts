import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { useWorkspace, WARNED } from './workspace.ts';

const workspace = useWorkspace();

/** Files that a clone may bring as links, with what is said of those that are read on purpose. */
const NAMES = ['.linkerd-lint.yaml', '.gitignore', '.git/info/exclude', 'baseline.json'];

function prepare(): void {
  workspace.write('.git/HEAD', 'ref: refs/heads/main\n');
  workspace.write('web.yaml', WARNED);
}

function link(name: string, target: string): void {
  mkdirSync(dirname(join(workspace.folder, name)), { recursive: true });
  symlinkSync(target, join(workspace.folder, name));
}

// Windows has neither.
describe.skipIf(process.platform === 'win32')('a device or a pipe in place of', () => {
  test.each(NAMES)('%s is not read: a link', (name) => {
    prepare();
    if (name === 'baseline.json') workspace.write('.linkerd-lint.yaml', `baseline: ${name}\n`);
    link(name, '/dev/zero');
    expect(workspace.run(['web.yaml', '.'])).toMatchObject(said(name, 'is a link out of the repository'));
  });

  test.each(NAMES)('%s is not waited for: a pipe', (name) => {
    prepare();
    if (name === 'baseline.json') workspace.write('.linkerd-lint.yaml', `baseline: ${name}\n`);
    mkdirSync(dirname(join(workspace.folder, name)), { recursive: true });
    expect(spawnSync('mkfifo', [join(workspace.folder, name)]).status).toBe(0);
    expect(workspace.run(['web.yaml', '.'])).toMatchObject(said(name, 'is not a regular file'));
  });

  test('the file to lint is refused', () => {
    prepare();
    link('zero.yaml', '/dev/zero');
    const { stderr, status } = workspace.run(['zero.yaml', 'web.yaml']);
    expect(stderr).toBe('linkerd-lint: zero.yaml cannot be read: it is a device.\n');
    expect(status).toBe(2);
  });

  test.each([
    ['a device', '/dev/zero', 'is not a regular file'],
    ['a pipe', undefined, 'is not a regular file'],
  ])('the file that --baseline names is misuse: %s', (_, target, reason) => {
    prepare();
    if (target) link('baseline.json', target);
    else expect(spawnSync('mkfifo', [join(workspace.folder, 'baseline.json')]).status).toBe(0);
    const { stderr, status } = workspace.run(['--baseline', 'baseline.json', '.']);
    expect(stderr).toContain(`--baseline: baseline.json ${reason}.`);
    expect(status).toBe(2);
  });

  test('the file whose line is explained is refused', () => {
    prepare();
    link('zero.yaml', '/dev/zero');
    const { stderr, status } = workspace.run(['explain', 'zero.yaml:1']);
    expect(stderr).toContain('zero.yaml cannot be read: it is a device.');
    expect(status).toBe(2);
  });

  test('a link to a pipe outside of the repository is not waited for', () => {
    prepare();
    const pipe = `${workspace.folder}-pipe`;
    expect(spawnSync('mkfifo', [pipe]).status).toBe(0);
    link('pipe.yaml', pipe);
    const { stderr, status } = workspace.run(['pipe.yaml']);
    rmSync(pipe);
    expect(stderr).toContain(
      'pipe.yaml cannot be read: it is a link to something that is not a regular file.',
    );
    expect(status).toBe(2);
  });

  test('the file that --config names is misuse', () => {
    prepare();
    const { stderr, status } = workspace.run(['--config', '/dev/zero', '.']);
    expect(stderr).toContain('--config: /dev/zero cannot be read.');
    expect(status).toBe(2);
  });
});

/** Git ignores files that it cannot read, and so do we; files that we read ourselves are reported. */
function said(name: string, why: string): { stderr: unknown; status: number; stdout: unknown } {
  const stdout = expect.stringContaining('[skip-inbound-missing-proxy-ports]');
  if (name === '.linkerd-lint.yaml') {
    const message = `This file ${why} and was not read.`;
    return { stderr: `linkerd-lint: .linkerd-lint.yaml:1: ${message}\n`, status: 2, stdout };
  }
  if (name === 'baseline.json')
    return {
      stderr: `linkerd-lint: baseline.json ${why} and was not read.\n`,
      status: 2,
      stdout,
    };
  return { stderr: '', status: 1, stdout };
}

test.each(['../outside.json', '../../../../../../../../../../../../dev/zero'])(
  'a baseline outside of the repository is not read: %s',
  (path) => {
    prepare();
    workspace.write('.linkerd-lint.yaml', `baseline: ${path}\n`);
    const { stderr, status } = workspace.run(['.']);
    expect(stderr).toMatch(/^linkerd-lint: \S+ is outside the repository\.\n$/);
    expect(status).toBe(2);
  },
);

test('a baseline in the repository, above the configuration’s folder, is read', () => {
  prepare();
  workspace.write('shop/web.yaml', WARNED);
  workspace.write('shop/.linkerd-lint.yaml', 'baseline: ../baseline.json\n');
  expect(workspace.run(['shop', '--write-baseline']).status).toBe(0);
  expect(workspace.run(['shop'])).toMatchObject({ stderr: '', status: 0 });
});
