import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { pod, SPACED, useWorkspace, WARNED } from './workspace.ts';

const workspace = useWorkspace();

interface Found {
  readonly file: string;
  readonly rule: string;
  readonly severity: string;
}

function find(args: readonly string[]): Found[] {
  return JSON.parse(workspace.run([...args, '--format', 'json']).stdout) as Found[];
}

test('JSON gives places from 1, with paths below the working directory', () => {
  workspace.write('shop/web.yaml', WARNED);
  expect(find(['shop'])).toEqual([
    {
      file: 'shop/web.yaml',
      line: 5,
      column: 43,
      endLine: 5,
      endColumn: 49,
      rule: 'skip-inbound-missing-proxy-ports',
      severity: 'warning',
      message: expect.stringContaining('4190 (tap)'),
      fixable: true,
    },
  ]);
});

describe('.linkerd-lint.yaml', () => {
  test('is found on the way up', () => {
    workspace.write('.linkerd-lint.yaml', 'dataPlane: proxy-init\n');
    workspace.write('deep/er/web.yaml', WARNED);
    expect(find(['deep'])).toEqual([]);
    expect(find(['deep', '--no-config'])).toHaveLength(1);
  });

  test('says which files are let be, and what holds for others', () => {
    workspace.write(
      '.linkerd-lint.yaml',
      'ignore: [vendor/**]\noverrides:\n  - files: [staging/**]\n    environment: {dataPlane: proxy-init}\n',
    );
    for (const name of ['vendor/a.yaml', 'staging/b.yaml', 'c.yaml']) workspace.write(name, WARNED);
    expect(find(['.']).map(({ file }) => file)).toEqual(['c.yaml']);
    expect(find(['vendor/a.yaml'])).toEqual([]);
  });

  test('sets the level of the checks that the engine makes itself', () => {
    workspace.write(
      'web.yaml',
      `# linkerd-lint-disable skip-ports-overlap\n${pod('"4190,4191"', 'outbound')}`,
    );
    expect(find(['.']).map(({ rule }) => rule)).toContain('suppression-unused');
    workspace.write('.linkerd-lint.yaml', 'rules: {suppression-unused: off}\n');
    expect(find(['.'])).toEqual([]);
  });

  test('with mistakes ends in misuse, with the line, once', () => {
    workspace.write('.linkerd-lint.yaml', 'rules:\n  skip-ports-overlab: off\n');
    workspace.write('web.yaml', WARNED);
    workspace.write('shop/web.yaml', WARNED);
    const { stderr, status } = workspace.run(['.']);
    expect(stderr).toBe(
      'linkerd-lint: .linkerd-lint.yaml:2: There is no rule “skip-ports-overlab”. Did you mean “skip-ports-overlap”?\n',
    );
    expect(status).toBe(2);
  });
});

test('--config holds for everything, its globs from the working directory', () => {
  workspace.write('.linkerd-lint.yaml', 'rules: {skip-inbound-missing-proxy-ports: error}\n');
  workspace.write('ci/lint.yaml', 'ignore: [vendor/**]\nrules: {skip-inbound-missing-proxy-ports: hint}\n');
  workspace.write('vendor/a.yaml', WARNED);
  workspace.write('b.yaml', WARNED);
  expect(find(['vendor', 'b.yaml', '-c', 'ci/lint.yaml'])).toMatchObject([
    { file: 'b.yaml', severity: 'hint' },
  ]);
});

test('--rule counts more than the configuration', () => {
  workspace.write('.linkerd-lint.yaml', 'rules: {skip-inbound-missing-proxy-ports: error}\n');
  workspace.write('web.yaml', WARNED);
  const level = (args: string[]) => find(['web.yaml', ...args]).map(({ severity }) => severity);
  expect(level([])).toEqual(['error']);
  expect(level(['--rule', 'skip-inbound-missing-proxy-ports=hint'])).toEqual(['hint']);
  expect(level(['--rule=skip-inbound-missing-proxy-ports=off'])).toEqual([]);
});

test('--quiet leaves only what fails', () => {
  workspace.write('warning.yaml', WARNED);
  workspace.write('error.yaml', SPACED);
  const { stdout } = workspace.run(['--quiet', '--fail-on', 'error']);
  expect(stdout).toContain('[skip-ports-whitespace]');
  expect(stdout).not.toContain('[skip-inbound-missing-proxy-ports]');
  expect(stdout).not.toContain('Fixable:');
  expect(workspace.run(['--quiet', 'warning.yaml', '--fail-on', 'error'])).toEqual({
    stdout: '',
    stderr: '',
    status: 0,
  });
});

describe('a baseline', () => {
  test('silences what it holds, and nothing new', () => {
    workspace.write('web.yaml', WARNED);
    workspace.write('.linkerd-lint.yaml', 'baseline: ci/baseline.json\n');
    workspace.write('ci/README.md', '');
    expect(workspace.run(['--write-baseline'])).toMatchObject({
      stderr: 'linkerd-lint: 1 finding written to ci/baseline.json.\n',
      status: 0,
    });
    expect(find(['.'])).toEqual([]);
    workspace.write('web.yaml', `${WARNED}---\n${pod('"8080,4190,4191,8080"', 'outbound')}`);
    expect(find(['.'])).toMatchObject([{ rule: 'skip-ports-overlap' }]);
    expect(find(['.', '--no-config'])).toHaveLength(2);
  });

  test('tells what was fixed', () => {
    workspace.write('web.yaml', WARNED);
    workspace.run(['--write-baseline']);
    workspace.write('web.yaml', pod('"8080,4190,4191"', 'outbound'));
    const { stderr, status } = workspace.run(['--baseline', '.linkerd-lint-baseline.json']);
    expect(stderr).toBe(
      'linkerd-lint: 1 finding of .linkerd-lint-baseline.json is fixed (web.yaml). --write-baseline removes them.\n',
    );
    expect(status).toBe(0);
  });

  test('keeps what it holds of files that were not read', () => {
    workspace.write('a/web.yaml', WARNED);
    workspace.write('b/web.yaml', WARNED);
    workspace.run(['--write-baseline']);
    workspace.run(['a', '--write-baseline']);
    expect(find(['.', '--baseline', '.linkerd-lint-baseline.json'])).toEqual([]);
    rmSync(join(workspace.folder, 'b'), { recursive: true });
    workspace.run(['a', '--write-baseline']);
    expect(Object.keys(JSON.parse(workspace.read('.linkerd-lint-baseline.json')).findings)).toEqual([
      'a/web.yaml',
    ]);
  });
});

describe('--print-environment', () => {
  test('says what is known, and from where', () => {
    workspace.write('.linkerd-lint.yaml', 'dataPlane: cni\ncniPlugin: v1.6.2\n');
    const { stdout, status } = workspace.run(['--print-environment']);
    expect(stdout).toContain('dataPlane: cni  # from .linkerd-lint.yaml\n');
    expect(stdout).toContain('linkerd-cni v1.6.2 lets the annotation replace its own ports');
    expect(status).toBe(0);
  });

  test('shows what the repository says', () => {
    workspace.write('.git/HEAD', 'ref: refs/heads/main\n');
    workspace.write(
      'linkerd/release.yaml',
      [
        'apiVersion: helm.toolkit.fluxcd.io/v2',
        'kind: HelmRelease',
        'metadata: {name: linkerd-control-plane}',
        'spec:',
        '  chart: {spec: {chart: linkerd-control-plane, version: 1.16.11}}',
        '  values: {cniEnabled: true}',
        '',
      ].join('\n'),
    );
    expect(workspace.run(['--print-environment']).stdout).toContain(
      'dataPlane: cni  # found in the repository\n    linkerd/release.yaml:6: cniEnabled: true\n',
    );
  });
});

test('the examples give the same findings from their folder and from above', () => {
  cpSync('examples', join(workspace.folder, 'examples'), { recursive: true });
  const above = find(['examples']);
  expect(above.length).toBeGreaterThan(0);
  expect(above.every(({ file }) => file.startsWith('examples/'))).toBe(true);
});

test('a configuration in UTF-16 is not read, and that is said', () => {
  workspace.write('.linkerd-lint.yaml', Buffer.from('\uFEFFrules: {}\n', 'utf16le'));
  workspace.write('web.yaml', 'kind: Pod # linkerd.io\n');
  const { stderr, status } = workspace.run(['.']);
  expect(stderr).toContain(
    'linkerd-lint: .linkerd-lint.yaml:1: This file is not UTF-8 text and was not read.\n',
  );
  expect(status).toBe(2);
});
