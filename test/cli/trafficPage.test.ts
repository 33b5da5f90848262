import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { useWorkspace } from './workspace.ts';

const workspace = useWorkspace();

/** The blocks of docs/traffic.md in a language. */
function blocks(language: string): string[] {
  const page = readFileSync('docs/traffic.md', 'utf8');
  return [...page.matchAll(new RegExp(`^\`\`\`${language}\n(.*?)^\`\`\`$`, 'gms'))].map(
    ([, text = '']) => text,
  );
}

function git(...args: readonly string[]): void {
  const identity = ['-c', 'user.name=test', '-c', 'user.email=test@example.com'];
  expect(spawnSync('git', [...identity, ...args], { cwd: workspace.folder }).status).toBe(0);
}

test('the page about traffic shows what the command line prints, from the mistake to the sentence', () => {
  const [manifests = ''] = blocks('yaml');
  const [before = '', after = ''] = blocks('console');
  workspace.write('deploy/web.yaml', manifests);
  git('init', '--quiet');
  git('add', '.');
  git('commit', '--quiet', '--message', 'one');
  expect(`$ linkerd-lint mesh web\n${workspace.run(['mesh', 'web']).stdout}`).toBe(before);

  const annotation = '        linkerd.io/inject: enabled\n';
  expect(manifests).toContain(annotation);
  const mistake = manifests.replace(
    annotation,
    `${annotation}        config.linkerd.io/skip-inbound-ports: "8080"\n`,
  );
  workspace.write('deploy/web.yaml', mistake);
  const { stdout } = workspace.run(['mesh', '--against', 'HEAD']);
  expect(`$ linkerd-lint mesh --against origin/main\n${stdout}`).toBe(after);
  expect(workspace.run(['deploy']).stdout).toContain('[skip-bypasses-policy]');
  const pictured = readFileSync('scripts/screenshots/web.yaml', 'utf8');
  expect(pictured).toContain(mistake.slice(mistake.indexOf('apiVersion')));
});
