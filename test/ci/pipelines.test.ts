import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { MANIFEST, npm, plainEnvironment, ROOT, usePackage } from './package.ts';
import { blockBelow } from './page.ts';

const project = usePackage();
/** Where the page says the package is, which no test may ask. */
const ADDRESS = /https:\/\/github\.com\/OWNER\/linkerd-lint\/releases\/\S+\.tgz/g;

const has = (command: string) => spawnSync(command, ['--version']).status === 0;

describe('pre-commit', () => {
  // Debian has it; elsewhere it is Python's to install.
  if (process.platform === 'linux')
    test.skipIf(!has('pre-commit'))('(apt install pre-commit) runs what the page says', () => {
      const git = (...args: string[]) => execFileSync('git', args, { cwd: project.repository });
      const config = blockBelow('## pre-commit').replace(ADDRESS, project.tarball);
      writeFileSync(
        join(project.repository, '.pre-commit-config.yaml'),
        `default_language_version: {node: system}\n${config}`,
      );
      git('init', '--quiet');
      git('add', '.');
      const { stdout, status } = spawnSync('pre-commit', ['run', '--all-files'], {
        cwd: project.repository,
        env: plainEnvironment({
          PRE_COMMIT_HOME: join(project.elsewhere, 'pre-commit'),
          npm_config_offline: 'true',
        }),
        encoding: 'utf8',
      });
      expect(stdout).toContain('- exit code: 1\n');
      expect(stdout).toContain('[skip-ports-whitespace]');
      expect(status).toBe(1);
    });

  test('.pre-commit-hooks.yaml and the page name the same files and programs', () => {
    const hooks = parse(readFileSync(join(ROOT, '.pre-commit-hooks.yaml'), 'utf8')) as Hook[];
    const [local] = (parse(blockBelow('## pre-commit')) as { repos: { hooks: Hook[] }[] }).repos;
    expect(local?.hooks[0]).toMatchObject({
      id: hooks[0]?.id,
      files: hooks[0]?.files,
      entry: hooks[0]?.entry,
    });
    expect(hooks.map(({ id, entry }) => [id, entry])).toEqual([
      ['linkerd-lint', 'linkerd-lint'],
      ['linkerd-lint-fix', 'linkerd-lint --fix'],
    ]);
    expect(hooks[1]?.files).toBe(hooks[0]?.files);
  });
});

interface Hook {
  readonly id: string;
  readonly entry: string;
  readonly files: string;
}

describe('the GitHub Action', () => {
  const action = parse(readFileSync(join(ROOT, 'action.yml'), 'utf8')) as {
    inputs: Record<string, { default: string }>;
    runs: { steps: { run: string; shell: string; env: Record<string, string> }[] };
  };

  let runs = 0;

  /** Runs the action's steps as GitHub would: only `env` comes from the inputs, `run` is a script for bash. */
  function runAction(inputs: Record<string, string>) {
    const outputFile = join(project.elsewhere, `output-${runs}`);
    const summaryFile = join(project.elsewhere, `summary-${runs++}`);
    const given = (name: string) => inputs[name] ?? action.inputs[name]?.default ?? `no input ${name}`;
    const results = action.runs.steps.map(({ run, shell, env }) => {
      const filled = Object.entries(env).map(([name, value]) => [
        name,
        value.replace(/\$\{\{ inputs\.([\w-]+) \}\}/g, (_, input: string) => given(input)),
      ]);
      return spawnSync(shell, ['--noprofile', '--norc', '-eo', 'pipefail', '-c', run], {
        cwd: project.repository,
        encoding: 'utf8',
        env: plainEnvironment({
          ...Object.fromEntries(filled),
          GITHUB_ACTION_PATH: ROOT,
          GITHUB_WORKSPACE: project.repository,
          GITHUB_OUTPUT: outputFile,
          GITHUB_STEP_SUMMARY: summaryFile,
          RUNNER_TEMP: project.elsewhere,
          npm_config_offline: 'true',
        }),
      });
    });
    const [result] = results;
    if (!result || results.length > 1) throw new Error('the action has one step');
    const { stdout, stderr, status } = result;
    const output = existsSync(outputFile) ? readFileSync(outputFile, 'utf8') : '';
    const summary = existsSync(summaryFile) ? readFileSync(summaryFile, 'utf8') : '';
    return { stdout, stderr, status, output, summary };
  }

  test('annotates the pull request and fails', () => {
    const { stdout, status, output } = runAction({});
    expect(stdout).toMatch(/^::error title=skip-ports-whitespace,file=deploy\/pod\.yaml,line=5,/m);
    expect({ status, output }).toEqual({ status: 1, output: 'status=1\n' });
  });

  test('takes a package, paths, options, and leaves a report', () => {
    mkdirSync(join(project.repository, 'empty folder'), { recursive: true });
    const { stdout, output } = runAction({
      package: project.tarball,
      paths: 'deploy\nempty folder\n',
      format: 'compact',
      args: '--fail-on none  --rule skip-ports-whitespace=off',
      'sarif-file': 'linkerd-lint.sarif',
    });
    expect(stdout).toMatch(/^deploy\/pod\.yaml:5:43: warning: .*\[skip-inbound-missing-proxy-ports\]$/m);
    expect(output).toBe('status=0\n');
    const report = JSON.parse(readFileSync(join(project.repository, 'linkerd-lint.sarif'), 'utf8'));
    expect(report.runs[0].results).toHaveLength(1);
  });

  test('writes what changes for traffic into the summary, by what no shell sees', () => {
    const old = join(project.elsewhere, 'old; touch owned');
    const now = join(project.repository, 'web');
    for (const folder of [old, now]) mkdirSync(folder, { recursive: true });
    const pod = (annotations: string) => `apiVersion: v1
kind: Pod
metadata: {name: web, namespace: shop, annotations: {linkerd.io/inject: enabled${annotations}}}
spec: {containers: [{name: web, image: web, ports: [{containerPort: 8080}]}]}
`;
    writeFileSync(join(old, 'web.yaml'), pod(''));
    writeFileSync(join(now, 'web.yaml'), pod(', config.linkerd.io/skip-inbound-ports: "8080"'));
    const { summary, output } = runAction({ paths: 'deploy', summary: old });
    expect(summary).toMatch(/^### What changes for traffic in the mesh\n\n/);
    expect(summary).toContain('- ⚠️ Port 8080 of Pod/web in shop loses authentication');
    expect(output).toBe('status=1\n');
    expect(existsSync(join(project.repository, 'owned'))).toBe(false);
    const missing = runAction({ paths: 'deploy', summary: 'nope\n::error::x' });
    expect(missing.stdout).toContain(
      '::warning title=Linkerd Lint::No summary of traffic: linkerd-lint: nope',
    );
    expect(missing.stdout).not.toMatch(/^::error::x/m);
    expect({ summary: missing.summary, output: missing.output }).toEqual({
      summary: '',
      output: 'status=1\n',
    });
  });

  test('says why there is no summary if it is longer than GitHub takes', () => {
    const old = join(project.elsewhere, 'crowded');
    mkdirSync(old, { recursive: true });
    const pods = Array.from(
      { length: 5_000 },
      (_, index) =>
        `apiVersion: v1\nkind: Pod\nmetadata: {name: ${'x'.repeat(240)}${index}, namespace: shop}\nspec: {containers: [{name: web, image: web}]}\n`,
    );
    writeFileSync(join(old, 'pods.yaml'), pods.join('---\n'));
    const { stdout, summary } = runAction({ paths: 'deploy', summary: old });
    expect(stdout).toContain('::warning title=Linkerd Lint::No summary of traffic: it is longer than 1 MB');
    expect(summary).toBe('');
  });

  // Windows allows no colon in a name.
  test.skipIf(process.platform === 'win32')('installs nothing that the pull request brings instead', () => {
    const address = 'https://example.invalid/linkerd-lint-0.1.0.tgz';
    const own = join(project.elsewhere, 'own');
    mkdirSync(join(own, 'dist'), { recursive: true });
    writeFileSync(join(own, 'package.json'), JSON.stringify({ name: 'linkerd-lint', version: '0.1.0' }));
    writeFileSync(join(own, 'dist', 'cli.js'), 'console.log("the pull request’s own program ran")');
    const folder = join(project.repository, 'https:', 'example.invalid');
    mkdirSync(folder, { recursive: true });
    npm(own, 'pack', '--pack-destination', folder);
    const { stdout, stderr, status } = runAction({ package: address });
    expect(stdout).not.toContain('own program');
    expect(stderr).toContain(address);
    expect(status).toBe(1);
  });

  test('says of misuse that it is misuse', () => {
    expect(runAction({ paths: 'nowhere' }).output).toBe('status=2\n');
  });
});

test("GitLab's job runs and leaves its report", () => {
  const page = parse(blockBelow('## GitLab')) as Record<string, GitLabJob>;
  const job = page['linkerd-lint'];
  if (!job) throw new Error('docs/ci.md has no job for GitLab');
  expect(job.variables.LINKERD_LINT).toMatch(ADDRESS);
  writeFileSync(join(project.repository, 'deploy', 'pod.yaml'), MANIFEST);
  const prefix = join(project.elsewhere, 'global');
  const { stdout, status } = spawnSync('bash', ['-eo', 'pipefail', '-c', job.script.join('\n')], {
    cwd: project.repository,
    encoding: 'utf8',
    env: plainEnvironment({
      LINKERD_LINT: project.tarball,
      npm_config_prefix: prefix,
      npm_config_offline: 'true',
      PATH: [join(prefix, 'bin'), prefix, process.env.PATH].join(delimiter),
    }),
  });
  expect(stdout).toContain('[skip-ports-whitespace]');
  expect(status).toBe(1);
  const report = readFileSync(join(project.repository, job.artifacts.reports.junit), 'utf8');
  expect(report).toContain('<testsuite name="deploy/pod.yaml" tests="2" failures="2"');
});

interface GitLabJob {
  readonly script: readonly string[];
  readonly variables: Readonly<Record<string, string>>;
  readonly artifacts: { readonly reports: { readonly junit: string } };
}
