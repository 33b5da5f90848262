import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';

const CLI = resolve('dist/cli.js');

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'linkerd-lint-'));
  return () => rmSync(folder, { recursive: true });
});

/** Runs the real command line in the test's folder. */
function lint(args: string[], input = '') {
  const { stdout, stderr, status } = spawnSync(process.execPath, [CLI, ...args], {
    cwd: folder,
    input,
    encoding: 'utf8',
  });
  return { stdout, stderr, status };
}

function pod(list: string): string {
  return `apiVersion: v1\nkind: Pod\nmetadata:\n  annotations:\n    config.linkerd.io/skip-inbound-ports: ${list}\n`;
}

function write(name: string, text: string): void {
  mkdirSync(join(folder, name, '..'), { recursive: true });
  writeFileSync(join(folder, name), text);
}

describe('JSON', () => {
  test('gives places from 1, with paths below the working directory', () => {
    write('shop/web.yaml', pod('"8080"'));
    const { stdout, status } = lint(['shop', '--format', 'json']);
    expect(JSON.parse(stdout)).toEqual([
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
    expect(status).toBe(1);
  });

  test('is an empty array where nothing was found', () => {
    write('web.yaml', pod('"8080,4190,4191"'));
    expect(lint(['.', '--format', 'json'])).toEqual({ stdout: '[]\n', stderr: '', status: 0 });
  });
});

describe('exit status', () => {
  test.each([
    ['nothing found', ['ok.yaml'], 0],
    ['only information', ['quiet.yaml'], 0],
    ['a warning', ['bad.yaml'], 1],
    ['no paths', [], 2],
    ['a missing path beside a good one', ['ok.yaml', 'missing.yaml'], 2],
    ['an unknown option', ['--nope'], 2],
    ['an unknown format', ['ok.yaml', '--format', 'xml'], 2],
    ['a folder without manifests', ['empty'], 0],
  ])('%s', (_, args, status) => {
    write('ok.yaml', pod('"8080,4190,4191"'));
    write('quiet.yaml', pod('"8080,4190,4191"').replace('inbound', 'outbound').replace(',4190,4191', ''));
    write('bad.yaml', pod('"8080"'));
    mkdirSync(join(folder, 'empty'));
    expect(lint(args).status).toBe(status);
  });
});

describe('standard input', () => {
  test('is linted under a name', () => {
    const { stdout, status } = lint(['-', '--stdin-filename', 'web.yaml', '--format', 'json'], pod('"80,"'));
    expect(JSON.parse(stdout)).toMatchObject([{ file: 'web.yaml' }]);
    expect(status).toBe(1);
  });

  test('comes back fixed with --fix', () => {
    expect(lint(['-', '--fix'], pod('8080')).stdout).toBe(pod('"8080"'));
  });
});

describe('--fix', () => {
  test('writes what is safe and keeps line ends, byte order mark and mode', () => {
    write('web.yaml', `\uFEFF${pod('"8080, 9090"').replaceAll('\n', '\r\n')}`);
    chmodSync(join(folder, 'web.yaml'), 0o640);
    lint(['web.yaml', '--fix']);
    expect(readFileSync(join(folder, 'web.yaml'), 'utf8')).toBe(
      `\uFEFF${pod('"8080,9090"').replaceAll('\n', '\r\n')}`,
    );
    expect(statSync(join(folder, 'web.yaml')).mode & 0o777).toBe(0o640);
    expect(readdirSync(folder)).toEqual(['web.yaml']);
  });

  test('adds the ports only where the cluster is known to need them', () => {
    write('unknown/web.yaml', pod('"8080"'));
    write('affected/web.yaml', pod('"8080"'));
    write('affected/.linkerd-lint.yaml', 'dataPlane: cni\ncniPlugin: v1.6.2\n');
    lint(['.', '--fix']);
    const read = (name: string) => readFileSync(join(folder, name), 'utf8');
    expect([read('unknown/web.yaml'), read('affected/web.yaml')]).toEqual([
      pod('"8080"'),
      pod('"8080,4190,4191"'),
    ]);
  });

  test('changes what a link leads to, and leaves the link', () => {
    write('real/web.yaml', pod('"8080, 9090"'));
    symlinkSync(join('real', 'web.yaml'), join(folder, 'link.yaml'));
    lint(['link.yaml', '--fix']);
    expect(readlinkSync(join(folder, 'link.yaml'))).toBe(join('real', 'web.yaml'));
    expect(readFileSync(join(folder, 'real/web.yaml'), 'utf8')).toBe(pod('"8080,9090"'));
  });

  test('never touches a file that is not valid UTF-8', () => {
    const bytes = Buffer.concat([Buffer.from(pod('"8080, 9090"')), Buffer.from([0x23, 0xff, 0xfe])]);
    writeFileSync(join(folder, 'web.yaml'), bytes);
    expect(lint(['web.yaml', '--fix']).status).toBe(2);
    expect(readFileSync(join(folder, 'web.yaml'))).toEqual(bytes);
  });
});

describe('.linkerd-lint.yaml', () => {
  test('is found on the way up', () => {
    write('.linkerd-lint.yaml', 'dataPlane: proxy-init\n');
    write('deep/er/web.yaml', pod('"8080"'));
    expect(lint(['deep']).status).toBe(0);
  });

  test('sets the level of the checks that the engine makes itself', () => {
    write('web.yaml', `# linkerd-lint-disable skip-ports-overlap\n${pod('"4190,4191"')}`);
    expect(lint(['.']).stdout).toContain('[suppression-unused]');
    write('.linkerd-lint.yaml', 'rules: {suppression-unused: off}\n');
    expect(lint(['.'])).toEqual({ stdout: '', stderr: '', status: 0 });
  });

  test('with mistakes ends in misuse, with the line', () => {
    write('.linkerd-lint.yaml', 'rules:\n  skip-ports-overlab: off\n');
    write('web.yaml', pod('"8080"'));
    const { stderr, status } = lint(['web.yaml']);
    expect(stderr).toContain(
      '.linkerd-lint.yaml:2: There is no rule “skip-ports-overlab”. Did you mean “skip-ports-overlap”?',
    );
    expect(status).toBe(2);
  });
});

test('a loop of links and a link to nothing end nothing', () => {
  write('web.yaml', pod('"8080"'));
  symlinkSync(folder, join(folder, 'loop'));
  symlinkSync(join(folder, 'gone'), join(folder, 'dead.yaml'));
  expect(JSON.parse(lint(['.', '--format', 'json']).stdout)).toHaveLength(1);
});

test('the examples give the same findings from their folder and from above', () => {
  cpSync('examples', join(folder, 'examples'), { recursive: true });
  const above = JSON.parse(lint(['examples', '--format', 'json']).stdout) as { file: string }[];
  expect(above.length).toBeGreaterThan(0);
  expect(above.every(({ file }) => file.startsWith('examples/'))).toBe(true);
});

test('--help and --version print and succeed', () => {
  expect(lint(['--help'])).toMatchObject({
    stdout: expect.stringContaining('Usage: linkerd-lint'),
    status: 0,
  });
  expect(lint(['--version'])).toMatchObject({
    stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/),
    status: 0,
  });
});
