import { beforeEach, describe, expect, test } from 'vitest';
import { useWorkspace } from './workspace.ts';

const workspace = useWorkspace();

/** What a terminal obeys, or what turns the direction of text. */
const STEERING = /(?![\t\n\r])\p{Cc}|[\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/u;

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
