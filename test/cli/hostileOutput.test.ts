import { beforeEach, describe, expect, test } from 'vitest';
import { CI_COMMAND, HOSTILE_TEXTS, STEERING } from '../support/hostileTexts.ts';
import { useWorkspace } from './workspace.ts';

const workspace = useWorkspace();

const VALUE = 'x\u001b[2J\u0007\u0085\u202e ##vso[task.setvariable]y ##[error]z ::stop-commands::t';

/** Names and values that try to control the program that shows them; quoted, so that YAML accepts them. */
beforeEach(() => {
  const annotations = `{config.linkerd.io/skip-inbound-ports: ${JSON.stringify(VALUE)}}`;
  const manifest = `kind: Pod\nmetadata:\n  annotations: ${annotations} # \u202e\u001b[31m ##[error]\n`;
  workspace.write('::error::x.yaml', manifest);
  workspace.write('##[error] \u202e\u001b[31m\u009b.yaml', manifest);
});

const FORMATS = ['text', 'compact', 'json', 'sarif', 'github', 'checkstyle', 'junit'];

describe.each(FORMATS)('%s', (format) => {
  test('has nothing that steers a terminal', () => {
    const { stdout, stderr } = workspace.run(['--format', format]);
    expect(stdout).toContain('skip-ports-');
    expect(stdout).not.toMatch(STEERING);
    expect(stderr).not.toMatch(STEERING);
  });
});

test.each(['json', 'sarif'])('%s says exactly what the names are', (format) => {
  const text = workspace.run(['--format', format]).stdout;
  const files = [...text.matchAll(/"(?:file|uri)": ("(?:\\.|[^"\\])*")/g)].map(([, file]) =>
    decodeURIComponent(JSON.parse(file ?? '')),
  );
  expect(files).toContain('##[error] \u202e\u001b[31m\u009b.yaml');
  expect(files).toContain('::error::x.yaml');
});

test.each(['json', 'sarif'])('%s has no half of a surrogate pair, which strict readers refuse', (format) => {
  workspace.write('half.yaml', 'kind: Pod\nmetadata: {annotations: {linkerd.io/inject: "a\\ud800b"}}\n');
  const { stdout } = workspace.run(['--format', format, 'half.yaml']);
  expect(stdout).toContain('a\uFFFDb');
  expect(stdout).not.toMatch(/\\ud[89a-f]/i);
});

describe('a CI server that reads the log', () => {
  /** GitHub trims lines before it looks; the older forms count anywhere. */
  const commandsIn = (text: string) => text.match(/^\s*::.*|##(?:\w+)?\[/gm) ?? [];

  test.each([
    ['text', 'CI'],
    ['text', 'TF_BUILD'],
    ['compact', 'GITHUB_ACTIONS'],
    ['compact', 'TEAMCITY_VERSION'],
  ])('finds no command in %s where %s is set', (format, variable) => {
    const { stdout, stderr } = workspace.run(['--format', format, '.', 'a/::warning::none.yaml'], {
      env: { [variable]: 'true' },
    });
    expect(stdout).toContain('skip-ports-');
    expect(commandsIn(stdout + stderr)).toEqual([]);
  });

  test.each([
    [['--##vso[task.setvariable variable=PATH]x']],
    [['explain', '##[error]x']],
    [['mesh', '--against', '##vso[x]']],
  ])('finds none where arguments are wrong: %j', (args) => {
    workspace.write('--##vso[task.setvariable variable=PATH]x', '');
    const { stderr, status } = workspace.run(args, { env: { TF_BUILD: 'True' } });
    expect(commandsIn(stderr)).toEqual([]);
    expect(status).toBe(2);
  });

  test('finds none but ours in its own format', () => {
    const { stdout } = workspace.run(['--format', 'github'], { env: { CI: 'true' } });
    for (const line of stdout.trim().split('\n')) expect(line).toMatch(/^::(?:error|warning|notice) title=/);
  });
});

test('messages on standard error steer nothing either', () => {
  const { stderr, status } = workspace.run(['--config', 'a\u001b[2J\u202e.yaml', '.']);
  expect(status).toBe(2);
  expect(stderr).toContain('--config: a\uFFFD[2J\uFFFD.yaml');
  expect(stderr).not.toMatch(STEERING);
});

/** A file for each hostile text, with it as a value, as the name of a resource and in a comment on the same line. */
function writeHostileManifests(): void {
  for (const [index, text] of HOSTILE_TEXTS.entries()) {
    const quoted = JSON.stringify(text);
    const comment = text.replace(/[\r\n\u0085\u2028\u2029]/g, ' ').slice(0, 300);
    const lines = [
      'kind: Pod',
      `metadata:\n  name: ${quoted}\n  annotations:`,
      `    config.linkerd.io/skip-inbound-ports: "80, 90" # ${comment}`,
      `    config.linkerd.io/proxy-log-level: ${quoted}`,
      `    linkerd.io/inject: ${quoted}`,
    ];
    workspace.write(`hostile${index}.yaml`, `${lines.join('\n')}\n`);
    workspace.write(
      `config${index}/.linkerd-lint.yaml`,
      `${quoted}: 1\nrules: {${quoted}: off}\ndataPlane: ${quoted}\n`,
    );
    workspace.write(`config${index}/web.yaml`, `${lines.join('\n')}\n`);
  }
}

describe('whatever is in the files of a repository', () => {
  const CI = { env: { CI: 'true', TF_BUILD: 'True', GITHUB_ACTIONS: 'true', TEAMCITY_VERSION: '1' } };

  test.each(FORMATS)('%s on standard output steers nothing and commands nothing', (format) => {
    writeHostileManifests();
    const { stdout, stderr } = workspace.run(['--format', format, '.'], CI);
    const texts = stdout + stderr;
    expect(texts).toContain('skip-ports-whitespace');
    expect(texts).not.toMatch(STEERING);
    const commands = texts.match(CI_COMMAND) ?? [];
    const ours = format === 'github' ? /^::(?:error|warning|notice) title=[\w-]+,/ : /^never$/;
    expect(commands.filter((command) => !ours.test(command))).toEqual([]);
  });

  test('a line is explained without steering or commanding anything', () => {
    writeHostileManifests();
    for (const [index] of HOSTILE_TEXTS.entries()) {
      if (index % 4 > 0) continue;
      const { stdout, stderr } = workspace.run(['explain', `config${index}/web.yaml:5`], CI);
      expect(stdout).toContain('skip-inbound-ports');
      expect(stdout + stderr).not.toMatch(STEERING);
      expect((stdout + stderr).match(CI_COMMAND)).toBeNull();
    }
  });

  test('a diff in a log commands nothing, and in a file it is exact', () => {
    workspace.write(
      'web.yaml',
      'kind: Pod\nmetadata:\n  annotations:\n    # ##vso[task.x]y\n    config.linkerd.io/skip-inbound-ports: "80, 90" # ##[error]\n',
    );
    expect(workspace.run(['--diff', 'web.yaml'], CI).stdout.match(CI_COMMAND)).toBeNull();
    workspace.runTo(`${workspace.folder}/fix.patch`, ['--diff', 'web.yaml']);
    expect(workspace.read('fix.patch').match(CI_COMMAND)).toHaveLength(3);
  });
});
