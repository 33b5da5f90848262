import { describe, expect, test } from 'vitest';
import { GOOD, pod, SPACED, useWorkspace, WARNED } from './workspace.ts';

const workspace = useWorkspace();

const CNI = 'linkerd-control-plane: {cniEnabled: true}\n';
const PROXY_INIT = 'linkerd-control-plane: {cniEnabled: false}\n';
const OTHER = 'kind: ConfigMap\n';

/** A repository in which nothing is wrong with {@link WARNED} unless it uses linkerd-cni. */
function repository(files: Readonly<Record<string, string>>): void {
  workspace.write('.git/HEAD', 'ref: refs/heads/main\n');
  for (const [name, text] of Object.entries(files)) workspace.write(name, text);
}

/** The files in which something was found. */
function filesOf(...args: string[]): string[] {
  const { stdout } = workspace.run([...args, '--format', 'json']);
  return (JSON.parse(stdout) as { file: string }[]).map(({ file }) => file);
}

describe('what the repository says counts where it stands', () => {
  test('among the files to lint', () => {
    repository({ 'apps/web.yaml': WARNED, 'zone/values.yaml': PROXY_INIT });
    expect(filesOf('.')).toEqual([]);
    workspace.write('zone/values.yaml', CNI);
    expect(filesOf('.')).toEqual(['apps/web.yaml']);
  });

  test('outside of them', () => {
    repository({ 'apps/web.yaml': WARNED, 'zone/values.yaml': PROXY_INIT });
    expect(filesOf('apps')).toEqual([]);
    expect(filesOf('apps/web.yaml')).toEqual([]);
  });

  test('in both places', () => {
    repository({ 'apps/web.yaml': WARNED, 'apps/values.yaml': PROXY_INIT, 'zone/values.yaml': CNI });
    expect(filesOf('apps')).toEqual([]);
    // For a file beside them the two contradict each other.
    repository({ 'other/web.yaml': WARNED });
    expect(filesOf('.')).toEqual(['other/web.yaml']);
  });

  test('in files that git leaves out, and that are not linted', () => {
    repository({
      '.gitignore': 'rendered/\n',
      'rendered/values.yaml': PROXY_INIT,
      'rendered/web.yaml': pod('"8080, 4190"'),
      'web.yaml': WARNED,
    });
    expect(filesOf('.')).toEqual([]);
  });

  test('in each repository for itself', () => {
    repository({ 'web.yaml': WARNED, 'values.yaml': PROXY_INIT });
    for (const name of ['own/web.yaml', 'own/deep/web.yaml']) workspace.write(name, WARNED);
    workspace.write('own/.git', 'gitdir: ../.git/modules/own\n');
    expect(filesOf('.')).toEqual(['own/deep/web.yaml', 'own/web.yaml']);
  });
});

describe('files that the search for it has read', () => {
  test('count as read, and are linted where they concern Linkerd', () => {
    repository({ 'a.yaml': OTHER, 'b.yaml': WARNED, 'c.yaml': OTHER, 'd.yaml': GOOD, 'e.yaml': WARNED });
    expect(workspace.run(['.']).stdout).toContain('2 warnings in 2 files, 5 read.');
    expect(workspace.run(['c.yaml', 'b.yaml', 'c.yaml']).stdout).toContain('1 warning in 1 file, 2 read.');
  });

  test('are fixed as what they held before it', () => {
    repository({ 'a.yaml': SPACED, 'b.yaml': `${OTHER}${'# long\n'.repeat(1_000)}` });
    expect(workspace.run(['--fix'])).toMatchObject({ stderr: '', status: 0 });
    expect(workspace.read('a.yaml')).toBe(GOOD);
  });

  test('are reported if they cannot be linted', () => {
    repository({ 'a.yaml': WARNED, 'b.yaml': '\0', 'c.yaml': '\uFEFFkind: Pod\n' });
    workspace.write('d.yaml', Buffer.from('\uFEFFkind: Pod\n', 'utf16le'));
    expect(workspace.run(['.']).stderr).toBe(
      'linkerd-lint: b.yaml was skipped: it is binary.\nlinkerd-lint: d.yaml was skipped: it is UTF-16; save it as UTF-8.\n',
    );
  });
});

describe('a values file in which no word of Linkerd is', () => {
  const CHART =
    'apiVersion: v2\nname: mesh\ndependencies:\n  - {name: linkerd-viz, alias: viz, version: 2025.7.2, repository: "https://helm.linkerd.io/edge"}\n';
  const VALUES = 'viz:\n  dashbord: {replicas: 1}\n';

  test('is linted for the chart that the Chart.yaml beside it depends on', () => {
    repository({ 'mesh/Chart.yaml': CHART, 'mesh/values.yaml': VALUES, 'shop/values.yaml': VALUES });
    const { stdout, status } = workspace.run(['--fix-suggestions', '.']);
    expect(workspace.read('mesh/values.yaml')).toBe(VALUES.replace('dashbord', 'dashboard'));
    expect(workspace.read('shop/values.yaml')).toBe(VALUES);
    expect({ stdout, status }).toMatchObject({ status: 0 });
  });

  test('is linted if it is named alone', () => {
    repository({ 'mesh/Chart.yaml': CHART, 'mesh/values.yaml': VALUES });
    expect(filesOf('mesh/values.yaml', 'mesh/Chart.yaml')).toEqual(['mesh/values.yaml']);
  });
});
