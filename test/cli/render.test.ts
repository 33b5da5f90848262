import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { chartFiles, OUTPUT, printing, standIn, TEMPLATE, withReal } from '../support/renderedChart.ts';
import { CLI_SCRIPT, useWorkspace } from './workspace.ts';

const workspace = useWorkspace();

function writeChart(folder = 'web', values?: string): void {
  for (const [name, text] of Object.entries(chartFiles(values))) workspace.write(`${folder}/${name}`, text);
}

function fake(name: string, script: string): string {
  return standIn(workspace.folder, name, script);
}

function render(path: string, ...args: string[]) {
  return workspace.run(['--render', '--format', 'compact', ...args], { env: { PATH: path } });
}

describe.skipIf(process.platform === 'win32')('--render with helm', () => {
  it('reports what it prints at the line of the value that made it', () => {
    writeChart();
    const { stdout, status } = render(fake('helm', printing(OUTPUT)));
    expect(stdout).toMatch(
      /^web\/values\.yaml:2:8: warning: .* \(in the output of helm template web\) \[skip-inbound-missing-proxy-ports\]$/m,
    );
    expect(status).toBe(1);
  });

  it('reports it at the line of the template if that cannot be told', () => {
    writeChart('web', 'ports: ""\n');
    const { stdout } = render(fake('helm', printing(OUTPUT)));
    expect(stdout).toMatch(
      /^web\/templates\/pod\.yaml:6:\d+: warning: .*\[skip-inbound-missing-proxy-ports\]$/m,
    );
  });

  it('reports nothing twice', () => {
    writeChart();
    workspace.write('web/templates/pod.yaml', TEMPLATE.replace('{{ .Values.ports | quote }}', '"8080"'));
    const path = fake('helm', printing(OUTPUT));
    expect(render(path).stdout).toBe(workspace.run(['--format', 'compact']).stdout);
  });

  it('never runs anything without being asked', () => {
    writeChart();
    const path = fake('helm', 'echo > ran');
    workspace.run([], { env: { PATH: path } });
    expect(existsSync(join(workspace.folder, 'web/ran'))).toBe(false);
    render(path);
    expect(existsSync(join(workspace.folder, 'web/ran'))).toBe(true);
  });

  it('gives it the values files, no shell, and an environment without secrets', () => {
    const folder = 'a $(echo x) b';
    writeChart(folder);
    workspace.write('prod.yaml', 'ports: "9"\n');
    const path = fake('helm', 'printf "%s\\n" "$@" > args; export -p > env');
    const { stderr, status } = workspace.run(
      ['--render', '--verbose', '--values', 'prod.yaml', '--values', 'web.yaml'],
      { env: { PATH: path, TOKEN: 'secret', KUBECONFIG: '/home/me/config' } },
    );
    const chart = join(workspace.folder, folder);
    expect(readFileSync(join(chart, 'args'), 'utf8').trim().split('\n')).toEqual([
      'template',
      '--skip-tests',
      '--values',
      join(workspace.folder, 'prod.yaml'),
      '--values',
      join(workspace.folder, 'web.yaml'),
      'release-name',
      chart,
    ]);
    const environment = readFileSync(join(chart, 'env'), 'utf8');
    expect(environment).not.toMatch(/secret|\/home\/me/);
    expect(environment).toMatch(/HELM_PLUGINS='?\/.*plugins'?$/m);
    expect(stderr).toContain(`linkerd-lint: runs ${path}/helm template --skip-tests --values`);
    expect(stderr).toContain(`release-name '${chart}'`);
    expect(status).toBe(0);
  });

  it.each(['values.schema.json', 'charts/sub/Chart.yaml'])('does not have helm check schemas: %s', (name) => {
    writeChart('web');
    workspace.write(`web/${name}`, 'name: sub\n');
    const path = fake('helm', 'printf "%s\n" "$@" > args');
    workspace.run(['--render'], { env: { PATH: path } });
    expect(readFileSync(join(workspace.folder, 'web', 'args'), 'utf8')).toContain(
      '--skip-schema-validation\n',
    );
  });

  it.each([
    ['fails', 'echo boom >&2; exit 3', 'web was not rendered: helm template failed: boom'],
    [
      'prints too much',
      'while :; do echo aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa; done',
      'it printed more than 64 MB',
    ],
    ['takes too long', 'while :; do :; done', 'it took longer than 1 seconds'],
  ])('says that it %s, with status 2', (name, script, message) => {
    writeChart();
    const seconds = name === 'takes too long' ? '1' : '120';
    const { stderr, status } = render(fake('helm', script), '--render-timeout', seconds);
    expect(stderr).toContain(message);
    expect(status).toBe(2);
  });

  it('says that it is missing, and lints the rest', () => {
    writeChart();
    workspace.write('pod.yaml', OUTPUT);
    mkdirSync(join(workspace.folder, '.bin'));
    const { stdout, stderr, status } = render(join(workspace.folder, '.bin'));
    expect(stderr).toBe('linkerd-lint: web was not rendered: helm is not in PATH.\n');
    expect(stdout).toContain('pod.yaml:8');
    expect(status).toBe(2);
  });

  it.each([
    ['a file', 'secret.txt', 'files/link', '../../../outside/secret.txt'],
    ['a folder', 'secret.txt', 'link', '../../outside'],
    ['a folder in the repository that has one', 'secret.txt', 'link', '../shared'],
  ])('does not render a chart with a link out of the repository, to %s', (_, name, link, target) => {
    workspace.write(`outside/${name}`, 'secret');
    workspace.write('here/.git/HEAD', 'ref: refs/heads/main\n');
    workspace.write('here/web/files/a.txt', '');
    workspace.write('here/shared/a.txt', '');
    symlinkSync('../../outside/secret.txt', join(workspace.folder, 'here/shared/link'));
    writeChart('here/web');
    const path = fake('helm', 'echo > ran');
    render(path, 'here');
    expect(existsSync(join(workspace.folder, 'here/web/ran'))).toBe(true);
    rmSync(join(workspace.folder, 'here/web/ran'));
    symlinkSync(target, join(workspace.folder, 'here/web', link));
    const { stderr, status } = render(path, 'here');
    expect(stderr).toMatch(/here\/web was not rendered: .* is a link out of the repository\.$/m);
    expect(existsSync(join(workspace.folder, 'here/web/ran'))).toBe(false);
    expect(status).toBe(2);
  });

  it('does not look for it in the current folder', () => {
    writeChart();
    fake('helm', 'echo > ran');
    expect(render('.bin:.').stderr).toContain('helm is not in PATH');
  });

  it('ends it, and what it started, and leaves nothing, when it is interrupted', async () => {
    writeChart();
    workspace.write('tmp/kept', '');
    const path = fake('helm', '/bin/sleep 1000 &\necho $! > pid; wait');
    const run = spawn(process.execPath, [CLI_SCRIPT, '--render'], {
      cwd: workspace.folder,
      env: { ...process.env, PATH: path, TMPDIR: join(workspace.folder, 'tmp') },
      stdio: 'ignore',
    });
    const ended = new Promise((resolve) => run.on('exit', (_, signal) => resolve(signal)));
    const file = join(workspace.folder, 'web/pid');
    const pid = await vi.waitFor(
      () => {
        const text = readFileSync(file, 'utf8').trim();
        expect(text).not.toBe('');
        return Number(text);
      },
      { timeout: 60_000 },
    );
    run.kill('SIGINT');
    expect(await ended).toBe('SIGINT');
    expect(readdirSync(join(workspace.folder, 'tmp'))).toEqual(['kept']);
    // Dead, and perhaps not yet taken away.
    const state = () =>
      spawnSync('ps', ['-o', 'stat=', '-p', String(pid)], { encoding: 'utf8' }).stdout.trim();
    await vi.waitFor(() => expect(state()).toMatch(/^(?:Z.*)?$/), { timeout: 60_000 });
  });

  it('is refused for standard input, and its options without it', () => {
    expect(workspace.run(['--render', '-']).status).toBe(2);
    expect(workspace.run(['--render', '--fix']).status).toBe(2);
    expect(workspace.run(['--values', 'x.yaml']).status).toBe(2);
  });
});

describe.skipIf(process.platform === 'win32')('--render with kustomize', () => {
  const KUSTOMIZATION = 'resources: [pod.yaml]\n';
  const POD = OUTPUT.replace(/^---\n.*\n/, '').replace('"8080"', '"8080"');

  it('reports what it prints at the line that has it', () => {
    workspace.write('base/kustomization.yaml', KUSTOMIZATION);
    workspace.write('base/pod.yaml', POD.replace(/ {4}config.*\n/, '    a: b\n'));
    workspace.write('base/annotation.txt', '');
    const { stdout } = render(fake('kustomize', printing(POD)));
    expect(stdout).toMatch(/^base\/kustomization\.yaml:1:1: warning: .*kustomize build base/m);
  });

  it('takes kubectl where there is no kustomize', () => {
    workspace.write('base/kustomization.yaml', KUSTOMIZATION);
    workspace.write('base/pod.yaml', POD);
    const { stderr } = render(fake('kubectl', printing('')), '--verbose');
    expect(stderr).toContain(`kubectl kustomize ${workspace.folder}/base`);
  });

  it.each([
    ['a remote base', 'resources: ["https://github.com/a/b//c?ref=v1"]\n'],
    ['a remote base that looks like a folder', 'resources: [github.com/a/b]\n'],
    ['a patch at an address', 'patches: [{path: "https://example.com/p.yaml"}]\n'],
    ['a base that has one', 'resources: [../inner]\n'],
    ['a generated file from an address', 'configMapGenerator: [{files: ["a=http://localhost:1/b"]}]\n'],
    ['a replacement from an address', 'replacements: [{path: "http://localhost:1/r.yaml"}]\n'],
    [
      'an alias of an address',
      'commonAnnotations: {page: &a "http://localhost:1/b"}\nresources: [pod.yaml, *a]\n',
    ],
    ['a merged address', 'x: &a {crds: [http://localhost:1]}\n<<: *a\n'],
    ['an encoded address', 'crds: [!!binary aHR0cDovL2xvY2FsaG9zdDox]\n'],
    ['an address that looks like a template', '# {{\ncrds: [http://localhost:1]\n# }}\n'],
    ['a transformer in a file', 'transformers: [plugin.yaml]\n'],
    ['a transformer under another name of the field', 'Tran\u017fformers: [plugin.yaml]\n'],
    [
      'a generator in the list',
      'generators: ["files: [a=http://localhost:1/b]\\nkind: ConfigMapGenerator"]\n',
    ],
    [
      'a generator in one line',
      'generators: ["{kind: ConfigMapGenerator, files: [a=http://localhost:1]}"]\n',
    ],
    ['validators in a folder', 'validators: [../inner]\n'],
    ['a base behind a link', 'resources: [link]\n'],
  ])('does not build %s', (_, text) => {
    workspace.write('base/kustomization.yaml', text);
    workspace.write('base/pod.yaml', POD);
    workspace.write('base/plugin.yaml', 'kind: PatchTransformer\npath: http://localhost:1/p.yaml\n');
    workspace.write('inner/kustomization.yaml', 'resources: [github.com/a/b]\n');
    // From here the path leads to another folder than kustomize takes.
    workspace.write('other/deep/kustomization.yaml', 'resources: [../far]\n');
    workspace.write('other/far/kustomization.yaml', 'resources: ["https://example.com/c.yaml"]\n');
    workspace.write('base/far/kustomization.yaml', 'resources: []\n');
    symlinkSync('../other/deep', join(workspace.folder, 'base/link'));
    const { stderr, status } = render(fake('kustomize', 'echo > ran'));
    expect(stderr).toMatch(/base was not rendered: /);
    expect(existsSync(join(workspace.folder, 'base/ran'))).toBe(false);
    expect(status).toBe(2);
  });

  it.each([
    ['a base outside of the repository', 'resources: [../../outside]\n'],
    ['a base behind a link out of it', 'resources: [link]\n'],
    ['a base that has one', 'resources: [../inner]\n'],
  ])('does not build %s', (_, text) => {
    workspace.write('outside/kustomization.yaml', 'resources: []\n');
    workspace.write('here/.git/HEAD', 'ref: refs/heads/main\n');
    workspace.write('here/base/kustomization.yaml', text);
    workspace.write('here/inner/kustomization.yaml', 'components: [../../outside]\n');
    symlinkSync('../../outside', join(workspace.folder, 'here/base/link'));
    const { stderr, status } = render(fake('kustomize', 'echo > ran'), 'here');
    expect(stderr).toMatch(/here\/base was not rendered: .*, which is outside of the repository\.$/m);
    expect(existsSync(join(workspace.folder, 'here/base/ran'))).toBe(false);
    expect(status).toBe(2);
  });

  it('does not build a base whose folder has a backslash in its name, or whose file is a link', () => {
    workspace.write('base/kustomization.yaml', 'resources: ["in\\\\ner"]\n');
    workspace.write('base/in\\ner/kustomization.yaml', 'resources: ["https://example.com/c.yaml"]\n');
    workspace.write('base/in/ner/kustomization.yaml', 'resources: []\n');
    workspace.write('linked/kustomization.yaml', 'resources: ["https://example.com/c.yaml"]\n');
    symlinkSync('../base/in/ner/kustomization.yaml', join(workspace.folder, 'linked/Kustomization'));
    const { stderr, status } = render(fake('kustomize', 'echo > ran'));
    for (const folder of ['base', 'linked']) {
      expect(stderr).toMatch(new RegExp(`^linkerd-lint: ${folder} was not rendered: `, 'm'));
      expect(existsSync(join(workspace.folder, folder, 'ran'))).toBe(false);
    }
    expect(status).toBe(2);
  });

  it('builds what only mentions an address', () => {
    workspace.write(
      'base/kustomization.yaml',
      `resources: [pod.yaml]
commonAnnotations: {page: "https://example.com"}
configMapGenerator: [{name: a, literals: ["A=https://example.com"], files: [a=b.txt]}]
transformers:
- |
  apiVersion: builtin
  kind: AnnotationsTransformer
  metadata: {name: a, annotations: {page: "https://example.com"}}
`,
    );
    workspace.write('base/pod.yaml', POD);
    expect(render(fake('kustomize', printing(POD))).stderr).toBe('');
  });
});

withReal('helm', (path) => {
  it('finds the value in the values file that is given', () => {
    writeChart('web', 'ports: "4190,4191"\n');
    workspace.write('prod.yaml', '# production\nports: "9090"\n');
    const { stdout, stderr } = render(path, '--values', 'prod.yaml');
    expect(stderr).toBe('');
    expect(stdout).toMatch(/^prod\.yaml:2:8: warning: .*\[skip-inbound-missing-proxy-ports\]$/m);
    expect(render(path).stdout).not.toContain('warning');
  });

  it('says what it says of a broken template', () => {
    writeChart();
    workspace.write('web/templates/broken.yaml', 'a: {{ fail "no ports" }}\n');
    const { stderr, status } = render(path);
    expect(stderr).toMatch(/web was not rendered: helm template failed: .*no ports/);
    expect(status).toBe(2);
  });

  it('reads no file that a schema names', () => {
    writeChart('web', 'ports: "4190,4191"\n');
    workspace.write('web/values.schema.json', '{"$ref": "file:///etc/passwd"}');
    expect(render(path).stderr).toBe('');
  });
});

withReal('kustomize', (path) => {
  it('finds what a generated name does not change', () => {
    workspace.write('base/kustomization.yaml', 'resources: [pod.yaml]\nnamePrefix: a-\n');
    workspace.write('base/pod.yaml', OUTPUT.replace(/^---\n.*\n/, '').replace('"8080"', '"4190,4191"'));
    workspace.write(
      'prod/kustomization.yaml',
      'resources: [../base]\npatches: [{target: {kind: Pod}, path: p.yaml}]\n',
    );
    workspace.write(
      'prod/p.yaml',
      '- op: replace\n  path: /metadata/annotations/config.linkerd.io~1skip-inbound-ports\n  value: "8080"\n',
    );
    const { stdout, stderr } = render(path);
    expect(stderr).toBe('');
    expect(stdout).toMatch(/skip-inbound-missing-proxy-ports/);
  });
});

describe('--chart-defaults', () => {
  it('judges what a template makes of the default, and runs nothing', () => {
    writeChart();
    const { stdout, status } = workspace.run(['--chart-defaults', '--format', 'compact'], {
      env: { PATH: '' },
    });
    expect(stdout).toMatch(
      /^web\/templates\/pod\.yaml:6:43: warning: .* The value is the default in values\.yaml, line 2\. \[skip-inbound-missing-proxy-ports\]$/m,
    );
    expect(status).toBe(1);
    expect(workspace.run([]).status).toBe(0);
  });

  it('says which charts it does not check because they have too many files', () => {
    writeChart();
    for (let index = 0; index < 498; index++) workspace.write(`web/files/${index}.yaml`, '');
    expect(workspace.run(['--chart-defaults']).stderr).toContain(
      'linkerd-lint: web has 500 files or more, so --chart-defaults does not check it.\n',
    );
  });

  it('can be suppressed in the template', () => {
    writeChart();
    workspace.write(
      'web/templates/pod.yaml',
      TEMPLATE.replace(
        '    config',
        '    # linkerd-lint-disable-next-line skip-inbound-missing-proxy-ports\n    config',
      ),
    );
    expect(workspace.run(['--chart-defaults']).status).toBe(0);
  });
});
