import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { OPTIONS, type Option } from '../../server/src/cli/arguments/options.ts';
import { INIT_OPTIONS } from '../../server/src/cli/commands/initOptions.ts';
import { COMMAND_NAMES } from '../../server/src/cli/commands/names.ts';
import { type CliResult, useWorkspace, WARNED } from './workspace.ts';

const workspace = useWorkspace();

beforeEach(() => {
  workspace.write('web.yaml', WARNED);
  workspace.write('text.txt', 'no baseline, no configuration: {');
  mkdirSync(join(workspace.folder, 'folder'));
});

/** Values that hardly any option takes: mistyped, empty, of the wrong kind, or meant to steer a terminal. */
const ODD = [
  'nope',
  '',
  'folder',
  'missing/file.json',
  'text.txt',
  'a=b=c',
  '-1',
  '1e308',
  '\u001b[2J\u202e',
];

/** What is true for every run, with any arguments. */
function expectPlainWords(args: readonly string[], { stdout, stderr, status }: CliResult): void {
  const said = `linkerd-lint ${args.join(' ')}\n${stderr}`;
  expect([0, 1, 2], said).toContain(status);
  expect(stdout + stderr, said).not.toMatch(/^\s+at |Error:/m);
  expect(stderr, said).not.toMatch(/(?!\n)\p{Cc}|\u202e/u);
  for (const line of stderr.split('\n').slice(0, -1))
    expect(line, said).toMatch(/^(?:linkerd-lint: .*[.?]|Try linkerd-lint --help\.)$/);
  expect(stderr === '', said).toBe(status !== 2);
}

function tryOut(args: readonly string[]): CliResult {
  const result = workspace.run(args);
  expectPlainWords(args, result);
  return result;
}

const shown = ({ name }: Option) => `--${name}`;

describe.each(OPTIONS.filter(({ value }) => value !== undefined).map((option) => [shown(option), option]))(
  '%s',
  (name, { short, choices }) => {
    test('says what is wrong with any value', () => {
      for (const value of ODD) {
        const { status } = tryOut(['web.yaml', `${name}=${value}`]);
        if (choices) expect(status, value).toBe(2);
      }
    });

    test('says that it needs one', () => {
      for (const args of [[name], [name, '--quiet'], ...(short ? [[`-${short}`]] : [])])
        expect(tryOut(['web.yaml', ...args])).toMatchObject({
          status: 2,
          stderr: expect.stringContaining('needs a value'),
        });
    });
  },
);

test('switches take no value', () => {
  for (const option of OPTIONS.filter(({ value }) => value === undefined))
    expect(tryOut([`${shown(option)}=yes`, 'web.yaml'])).toMatchObject({
      status: 2,
      stderr: expect.stringContaining(`${shown(option)} takes no value.`),
    });
});

test('options that do not exist', () => {
  for (const option of ['--nope', '-x', '--', '---', '--=', '-=', '--__proto__', '--constructor=1'])
    tryOut([option, 'nope.yaml']);
});

describe.each(COMMAND_NAMES)('%s', (command) => {
  test('with what it does not take', () => {
    const wrong = [['--nope'], ['a', 'b'], ['--force=1'], ['\u001b[2J'], ['']];
    // The language server takes its own switch, and nothing else.
    for (const args of command === 'init' ? [...wrong, ['nope']] : wrong)
      expect(tryOut([command, ...args]).status, args.join(' ')).toBe(2);
  });
});

test('what init asks for', () => {
  for (const option of INIT_OPTIONS.filter(({ value }) => value !== undefined))
    for (const value of ODD) expect(tryOut(['init', `${shown(option)}=${value}`]).status).toBe(2);
  workspace.write('.linkerd-lint.yaml', '');
  expect(tryOut(['init']).stderr).toBe(
    'linkerd-lint: .linkerd-lint.yaml exists already. Add --force to replace it.\nTry linkerd-lint --help.\n',
  );
});

test.each([
  [['--rule', 'foo=off'], 'There is no rule “foo”. linkerd-lint rules lists all.'],
  [['--rule', 'skip-ports-overlab=off'], 'Did you mean “skip-ports-overlap”?'],
  [['--rule', 'skip-ports-overlap=of'], '“of” is not valid for --rule skip-ports-overlap. Use one of: '],
  [['--rule', 'skip-ports-overlap'], 'such as --rule skip-ports-overlap=off.'],
  [['-c', 'nope.yaml'], '--config: nope.yaml cannot be read.'],
  [['--baseline', 'nope.json'], '--baseline: nope.json does not exist.'],
  [['--format', 'jsn'], '“jsn” is not valid for --format. Use one of: '],
  [['--fail-on', 'warn'], '“warn” is not valid for --fail-on. Use one of: '],
  [['--stdin-filename', 'web.yaml'], '--stdin-filename needs standard input (-).'],
  [['explain', 'nope'], 'There is no rule “nope”.'],
  [['init', 'foo'], 'init takes no path; it writes into the current folder.'],
])('%j: %s', (args, message) => {
  expect(tryOut(args)).toMatchObject({ status: 2, stderr: expect.stringContaining(message) });
});

describe('a file whose name is an option, as a shell’s * or pre-commit passes it', () => {
  test.each([
    ['an option with its value', '--format=sarif:report.yaml', []],
    ['an option before its value', '--config', ['web.yaml']],
    ['a short option', '-q', []],
  ])('%s', (_, name, more) => {
    workspace.write(name, '');
    expect(tryOut([name, ...more, 'web.yaml'])).toMatchObject({
      status: 2,
      stdout: '',
      stderr: expect.stringContaining(`${name} is an option and also the name of a file.`),
    });
    expect(existsSync(join(workspace.folder, 'report.yaml'))).toBe(false);
    expect(tryOut([`./${name}`, ...more, 'web.yaml']).status).toBe(1);
    expect(tryOut(['--', name, ...more, 'web.yaml']).status).toBe(1);
  });

  test('a report for a file outside of the repository', () => {
    const name = `--format=sarif:${join(workspace.folder, 'report.yaml')}`;
    workspace.write(name, '');
    expect(tryOut([name, 'web.yaml']).status).toBe(2);
    expect(existsSync(join(workspace.folder, 'report.yaml'))).toBe(false);
  });
});

// Other systems have no such device.
if (process.platform === 'linux')
  test('standard output on a full disk', () => {
    const { stdout, stderr, status } = workspace.runTo('/dev/full', ['web.yaml']);
    expect({ stdout, status }).toEqual({ stdout: null, status: 2 });
    expect(stderr).toMatch(/^linkerd-lint: [^\n]*ENOSPC[^\n]*\n$/);
  });

describe.each(COMMAND_NAMES)('a folder named %s, as a shell’s * passes it', (name) => {
  beforeEach(() => {
    workspace.write(`here/${name}/web.yaml`, WARNED);
    workspace.write('here/.hidden', '');
  });

  const passed = (...args: readonly string[]) =>
    spawnSync(process.execPath, [resolve('dist/cli.js'), name, ...args], {
      cwd: join(workspace.folder, 'here'),
      encoding: 'utf8',
      input: '',
    });

  test('is not taken for the command', () => {
    expect(passed()).toMatchObject({
      status: 2,
      stdout: '',
      stderr: expect.stringContaining(`write ./${name}.`),
    });
    workspace.write('here/web/web.yaml', WARNED);
    for (const args of [['web'], ['web', '--quiet']])
      expect(passed(...args)).toMatchObject({
        status: 2,
        stdout: '',
        stderr: expect.stringContaining(`linkerd-lint ${name} -- web.`),
      });
  });

  test('still leaves the command', () => {
    workspace.write('here/web/web.yaml', WARNED);
    expect(passed('--help').stdout).toContain(`Usage: linkerd-lint ${name}`);
    expect(passed('--', 'web').stderr).not.toContain(`write ./${name}. To run`);
  });
});
