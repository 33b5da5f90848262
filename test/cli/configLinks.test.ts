import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { useWorkspace, WARNED } from './workspace.ts';

const workspace = useWorkspace();
const SECRET = 'password_of_the_runner: 12345\ndataPlane: proxy-init\n';

let outside = '';
beforeEach(() => {
  outside = mkdtempSync(join(tmpdir(), 'linkerd-lint-outside-'));
  writeFileSync(join(outside, 'secret.yaml'), SECRET);
  workspace.write('web.yaml', WARNED);
});
afterEach(() => rmSync(outside, { recursive: true }));

const link = (target: string, name: string) => symlinkSync(target, join(workspace.folder, name));

test('a configuration that is a link out of the repository is not read or quoted', () => {
  workspace.write('.git/HEAD', 'ref: refs/heads/main\n');
  link(join(outside, 'secret.yaml'), '.linkerd-lint.yaml');
  const { stdout, stderr, status } = workspace.run(['web.yaml']);
  expect(stderr).toContain('is a link out of the repository and was not read');
  expect(stdout + stderr).not.toContain('password');
  expect(stdout).toContain('[skip-inbound-missing-proxy-ports]');
  expect(status).toBe(2);
});

test('what is read for a configuration or a kustomization is not behind a link to a folder outside', () => {
  workspace.write('.git/HEAD', 'ref: refs/heads/main\n');
  // Another repository, in which the file would be inside.
  mkdirSync(join(outside, '.git'));
  writeFileSync(join(outside, '.git/HEAD'), 'ref: refs/heads/main\n');
  link(outside, 'link');
  workspace.write('.linkerd-lint.yaml', 'baseline: link/secret.yaml\n');
  expect(workspace.run(['web.yaml']).stderr).toContain('link/secret.yaml is a link out of the repository');
  workspace.write('.linkerd-lint.yaml', '');
  const pod = 'apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec: {containers: []}\n';
  const patch = `patches:
- target: {name: b}
  patch: '[{op: add, path: /metadata/annotations/linkerd.io~1inject, value: enabled}]'
`;
  const findings = () => workspace.run(['kustomization.yaml', '--format', 'compact']).stdout;
  workspace.write('pod.yaml', pod);
  workspace.write('kustomization.yaml', `resources: [pod.yaml]\n${patch}`);
  expect(findings()).toContain('[patch-selects-nothing]');
  writeFileSync(join(outside, 'pod.yaml'), pod);
  workspace.write('kustomization.yaml', `resources: [link/pod.yaml]\n${patch}`);
  expect(findings()).not.toContain('patch-selects-nothing');
});

test('a link within the repository is followed, and so is one outside of repositories', () => {
  workspace.write('ci/lint.yaml', 'dataPlane: proxy-init\n');
  link('ci/lint.yaml', '.linkerd-lint.yaml');
  expect(workspace.run(['web.yaml']).status).toBe(0);
  workspace.write('.git/HEAD', 'ref: refs/heads/main\n');
  expect(workspace.run(['web.yaml']).status).toBe(0);
});

test('a link that a person names is followed', () => {
  workspace.write('.git/HEAD', 'ref: refs/heads/main\n');
  writeFileSync(join(outside, 'lint.yaml'), 'dataPlane: proxy-init\n');
  link(join(outside, 'lint.yaml'), 'ci.yaml');
  expect(workspace.run(['web.yaml', '--config', 'ci.yaml']).status).toBe(0);
});
