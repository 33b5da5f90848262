import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  cpSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { basename, join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { SWITCH_ON, switchedOff } from '../support/switchedOn.ts';
import { CLI_SCRIPT, pod, SPACED, UNSPACED, useWorkspace, WARNED } from './workspace.ts';

const workspace = useWorkspace();
const inside = (...names: string[]) => join(workspace.folder, ...names);

describe('--fix', () => {
  test('writes what is safe and keeps line ends, byte order mark and mode', () => {
    workspace.write('web.yaml', `\uFEFF${SPACED.replaceAll('\n', '\r\n')}`);
    chmodSync(inside('web.yaml'), 0o640);
    const { stdout } = workspace.run(['web.yaml', '--fix']);
    expect(stdout).toBe('1 finding fixed. No findings in 1 file.\n');
    expect(workspace.read('web.yaml')).toBe(`\uFEFF${UNSPACED.replaceAll('\n', '\r\n')}`);
    expect(statSync(inside('web.yaml')).mode & 0o777).toBe(0o640);
    expect(readdirSync(workspace.folder)).toEqual(['web.yaml']);
  });

  test('does not touch a file without anything to fix', () => {
    workspace.write('web.yaml', WARNED);
    const { mtimeMs, ino } = statSync(inside('web.yaml'));
    workspace.run(['web.yaml', '--fix']);
    expect(statSync(inside('web.yaml'))).toMatchObject({ mtimeMs, ino });
  });

  test('adds 4190 and 4191 only where that brings tap back, below a control plane before 2.11', () => {
    for (const name of ['unknown', 'affected', 'old']) workspace.write(`${name}/web.yaml`, WARNED);
    workspace.write('affected/.linkerd-lint.yaml', 'dataPlane: cni\ncniPlugin: v1.6.2\n');
    workspace.write('old/.linkerd-lint.yaml', 'dataPlane: cni\ncniPlugin: v1.1.0\nlinkerd: "2.10"\n');
    workspace.run(['.', '--fix']);
    expect(workspace.read('unknown/web.yaml')).toBe(WARNED);
    expect(workspace.read('affected/web.yaml')).toBe(WARNED);
    expect(workspace.read('old/web.yaml')).toBe(pod('"8080,4190,4191"'));
  });

  test('changes what a link leads to, and leaves the link', () => {
    workspace.write('real/web.yaml', SPACED);
    symlinkSync(join('real', 'web.yaml'), inside('link.yaml'));
    workspace.run(['link.yaml', '--fix']);
    expect(readlinkSync(inside('link.yaml'))).toBe(join('real', 'web.yaml'));
    expect(workspace.read('real/web.yaml')).toBe(UNSPACED);
  });

  test('never touches a file that is not valid UTF-8', () => {
    const bytes = Buffer.concat([Buffer.from(SPACED), Buffer.from([0x23, 0xff, 0xfe])]);
    workspace.write('web.yaml', bytes);
    const { stderr, status } = workspace.run(['web.yaml', '--fix']);
    expect(stderr).toContain('web.yaml is not valid UTF-8 and was not changed.');
    expect(status).toBe(2);
    expect(readFileSync(inside('web.yaml'))).toEqual(bytes);
  });

  test('counts and reports as fixed only what was written', () => {
    workspace.write('latin1.yaml', Buffer.concat([Buffer.from(SPACED), Buffer.from([0x23, 0xff])]));
    workspace.write('web.yaml', SPACED);
    const { stdout, status } = workspace.run(['latin1.yaml', 'web.yaml', '--fix']);
    expect(stdout).toMatch(/^latin1\.yaml\n/);
    expect(stdout).toContain('[skip-ports-whitespace]');
    expect(stdout).not.toContain('web.yaml');
    expect(stdout).toContain('\n1 finding fixed.');
    expect(status).toBe(2);
  });

  test('reports everything of a file that cannot be written', () => {
    workspace.write('web.yaml', SPACED);
    const outside = join('..', `${basename(workspace.folder)}.yaml`);
    renameSync(inside('web.yaml'), inside(outside));
    symlinkSync(outside, inside('web.yaml'));
    const { stdout, stderr, status } = workspace.run(['web.yaml', '--fix', '--format', 'json']);
    rmSync(inside(outside));
    expect(stderr).toContain('web.yaml was not fixed');
    expect(JSON.parse(stdout)).toContainEqual(expect.objectContaining({ rule: 'skip-ports-whitespace' }));
    expect(status).toBe(2);
  });

  test('passes standard input on and reports everything if it is not valid UTF-8', () => {
    const bytes = Buffer.concat([Buffer.from(SPACED), Buffer.from([0x23, 0xff])]);
    const { stderr, status } = workspace.run(['-', '--fix'], { input: bytes });
    expect(stderr).toContain('[skip-ports-whitespace]');
    expect(stderr).not.toContain('fixed.');
    expect(status).toBe(2);
  });

  test('reports what is left', () => {
    workspace.write('web.yaml', pod('"8080, 9090"'));
    const { stdout, status } = workspace.run(['web.yaml', '--fix', '--format', 'json']);
    expect(JSON.parse(stdout)).toMatchObject([
      { rule: 'skip-inbound-missing-proxy-ports', severity: 'warning' },
    ]);
    expect(status).toBe(1);
  });

  test('gives standard input back fixed, and reports on standard error', () => {
    const { stdout, stderr, status } = workspace.run(['-', '--fix'], { input: pod('"8080, 9090"') });
    expect(stdout).toBe(pod('"8080,9090"'));
    expect(stderr).toContain('[skip-inbound-missing-proxy-ports]');
    expect(status).toBe(1);
  });

  // Nothing is closed to root.
  if (process.getuid?.() !== 0)
    test('leaves alone what may not be written', () => {
      workspace.write('web.yaml', SPACED);
      chmodSync(inside('web.yaml'), 0o444);
      expect(workspace.run(['web.yaml', '--fix']).status).toBe(2);
      expect(workspace.read('web.yaml')).toBe(SPACED);
    });
});

test('--fix-suggestions applies what an editor would offer first', () => {
  workspace.write('web.yaml', WARNED);
  expect(workspace.run(['web.yaml', '--fix-suggestions']).status).toBe(0);
  expect(workspace.read('web.yaml')).toBe(WARNED.replace('skip-inbound', 'opaque'));
});

test('--fix-suggestions changes the Service of a pod together with it', () => {
  const labels = WARNED.replace('metadata:', 'metadata:\n  labels: {app: web}');
  const service =
    'apiVersion: v1\nkind: Service\nmetadata:\n  name: web\nspec:\n  selector: {app: web}\n  ports: [{port: 80, targetPort: 8080}]\n';
  workspace.write('web.yaml', `${service}---\n${labels}`);
  expect(workspace.run(['web.yaml', '--fix-suggestions']).status).toBe(0);
  expect(workspace.read('web.yaml')).toBe(
    `${service.replace('  name: web\n', '  name: web\n  annotations:\n    config.linkerd.io/opaque-ports: "80"\n')}---\n${labels.replace('skip-inbound', 'opaque')}`,
  );
});

describe('--fix and what an overlay switches on', () => {
  const base = switchedOff("config.linkerd.io/skip-outbound-ports: '8080, 4190,4191'");
  const fixed = base.replace(', ', ',');

  beforeEach(() => {
    workspace.write('.git/HEAD', 'ref: refs/heads/main\n');
    workspace.write('base/web.yaml', base);
    workspace.write('base/kustomization.yaml', 'resources: [web.yaml]\n');
    workspace.write('overlays/prod/kustomization.yaml', `resources: [../../base]\n${SWITCH_ON}`);
  });

  test('fixes the base', () => {
    expect(workspace.run(['.', '--fix']).stdout).toContain('1 finding fixed.');
    expect(workspace.read('base/web.yaml')).toBe(fixed);
    expect(workspace.run(['.', '--diff']).stdout).toBe('');
  });

  test('writes only to the files that are named', () => {
    workspace.run(['overlays', '--fix']);
    expect(workspace.read('base/web.yaml')).toBe(base);
    workspace.run(['base/web.yaml', '--fix']);
    expect(workspace.read('base/web.yaml')).toBe(fixed);
  });

  test.each([
    ['does not switch on', ''],
    ['may change', `${SWITCH_ON}replacements: [{path: more.yaml}]\n`],
  ])('leaves a base that another overlay %s', (_, lines) => {
    workspace.write('overlays/dev/kustomization.yaml', `resources: [../../base]\n${lines}`);
    workspace.run(['.', '--fix']);
    expect(workspace.read('base/web.yaml')).toBe(base);
  });

  test('keeps the comment that suppresses the finding', () => {
    const text = base.replace(
      /(?= +config)/,
      '        # linkerd-lint-disable-next-line skip-ports-whitespace\n',
    );
    workspace.write('base/web.yaml', text);
    workspace.run(['.', '--fix-suggestions']);
    expect(workspace.read('base/web.yaml')).toContain(', 4190');
    expect(workspace.read('base/web.yaml')).toContain('linkerd-lint-disable-next-line');
  });
});

describe('--diff', () => {
  test.each([
    ['LF', SPACED, UNSPACED],
    ['CRLF', SPACED.replaceAll('\n', '\r\n'), UNSPACED.replaceAll('\n', '\r\n')],
    ['a byte order mark', `\uFEFF${SPACED}`, `\uFEFF${UNSPACED}`],
    ['no line break at the end', SPACED.trimEnd(), UNSPACED.trimEnd()],
  ])('writes nothing, and git applies what it prints: %s', (_, before, after) => {
    workspace.write('shop/the web.yaml', before);
    const { stdout, status } = workspace.run(['shop', '--diff']);
    expect(status).toBe(1);
    expect(workspace.read('shop/the web.yaml')).toBe(before);
    spawnSync('git', ['apply', '-'], { cwd: workspace.folder, input: stdout });
    expect(workspace.read('shop/the web.yaml')).toBe(after);
  });

  test('shows suggestions where they are asked for', () => {
    workspace.write('web.yaml', WARNED);
    expect(workspace.run(['web.yaml', '--diff']).stdout).toBe('');
    expect(workspace.run(['web.yaml', '--diff', '--fix-suggestions']).stdout).toContain(
      '+    config.linkerd.io/opaque-ports: "8080"',
    );
    expect(workspace.read('web.yaml')).toBe(WARNED);
  });

  test('leaves the findings to the other formats', () => {
    workspace.write('web.yaml', SPACED);
    workspace.run(['web.yaml', '--diff', '--format', 'json:out.json']);
    expect(JSON.parse(workspace.read('out.json'))).toHaveLength(2);
  });
});

test('a run that is killed leaves every file whole', async () => {
  const COUNT = 600;
  const before = `${SPACED}# ${'padding '.repeat(2_000)}\n`;
  const after = before.replace(', ', ',');
  workspace.write('original/0.yaml', before);
  for (let index = 1; index < COUNT; index++)
    cpSync(inside('original/0.yaml'), inside(`original/${index}.yaml`));
  const counts = new Set<string>();
  for (let round = 0; round < 3; round++) {
    const folder = `round-${round}`;
    mkdirSync(inside(folder));
    cpSync(inside('original'), inside(folder), { recursive: true });
    const child = spawn(process.execPath, [CLI_SCRIPT, folder, '--fix'], {
      cwd: workspace.folder,
      stdio: 'ignore',
    });
    const ended = once(child, 'exit');
    // Killed as soon as so many files are new, and so in the middle of the next.
    const isNew = (index: number) => statSync(inside(folder, `${index}.yaml`)).size !== before.length;
    const order = Array.from({ length: COUNT }, (_, index) => index).sort((a, b) =>
      `${a}.yaml` < `${b}.yaml` ? -1 : 1,
    );
    while (child.exitCode === null && !isNew(order[20 + round * 150] ?? 0)) await new Promise(setImmediate);
    child.kill('SIGKILL');
    await ended;
    const files = readdirSync(inside(folder)).filter((name) => name.endsWith('.yaml'));
    expect(files).toHaveLength(COUNT);
    const texts = files.map((name) => workspace.read(join(folder, name)));
    expect(texts.filter((text) => text !== before && text !== after)).toEqual([]);
    counts.add(`${texts.includes(before)} ${texts.includes(after)}`);
  }
  // At least once there was something to interrupt.
  expect(counts).toContain('true true');
});
