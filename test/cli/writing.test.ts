import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  linkSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { draftName } from '../../server/src/cli/files/drafts.ts';
import { CLI_SCRIPT, SPACED, UNSPACED, useWorkspace, WARNED } from './workspace.ts';

const workspace = useWorkspace();
const inside = (...names: string[]) => join(workspace.folder, ...names);

/** A folder that no run may write into. */
let outside = '';
beforeEach(() => {
  outside = mkdtempSync(join(tmpdir(), 'linkerd-lint-outside-'));
});
afterEach(() => rmSync(outside, { recursive: true }));

describe('--write-baseline replaces nothing but a baseline', () => {
  const PRECIOUS = 'kind: ConfigMap\n';

  beforeEach(() => {
    workspace.write('.git/HEAD', 'ref: refs/heads/main\n');
    workspace.write('shop/web.yaml', WARNED);
  });

  test.each([
    ['a manifest', 'shop/other.yaml', 'is not a baseline of this version, so it was not replaced'],
    ['the manifest that is linted', 'shop/web.yaml', 'so it was not replaced'],
    ['a file of git’s', '.git/hooks/pre-commit', 'is outside the repository'],
    ['a folder', 'shop', 'so it was not replaced'],
  ])('%s', (_, baseline, reason) => {
    workspace.write('shop/other.yaml', PRECIOUS);
    mkdirSync(inside('.git/hooks'));
    workspace.write('.linkerd-lint.yaml', `baseline: ${baseline}\n`);
    const before = readdirSync(inside('.git/hooks'));
    const { stderr, status } = workspace.run(['--write-baseline']);
    expect(stderr).toContain(`--write-baseline: ${baseline} `);
    expect(stderr).toContain(reason);
    expect(status).toBe(2);
    expect(workspace.read('shop/other.yaml')).toBe(PRECIOUS);
    expect(workspace.read('shop/web.yaml')).toBe(WARNED);
    expect(readdirSync(inside('.git/hooks'))).toEqual(before);
  });

  test.each(['absolute way up', 'link to a file', 'dangling link', 'link to a folder'])(
    'outside of the repository: %s',
    (way) => {
      writeFileSync(join(outside, 'precious.txt'), 'precious');
      const names: Record<string, string> = {
        'absolute way up': `../${outside.split('/').at(-1)}/new.json`,
        'link to a file': 'link.json',
        'dangling link': 'dangling.json',
        'link to a folder': 'folder/new.json',
      };
      symlinkSync(join(outside, 'precious.txt'), inside('link.json'));
      symlinkSync(join(outside, 'new.json'), inside('dangling.json'));
      symlinkSync(outside, inside('folder'));
      workspace.write('.linkerd-lint.yaml', `baseline: ${names[way]}\n`);
      expect(workspace.run(['--write-baseline']).status).toBe(2);
      expect(readdirSync(outside)).toEqual(['precious.txt']);
      expect(readFileSync(join(outside, 'precious.txt'), 'utf8')).toBe('precious');
    },
  );

  test('a file that the arguments name, or the usual one', () => {
    workspace.write('.linkerd-lint-baseline.json', '{"mine": true}');
    expect(workspace.run(['--write-baseline']).status).toBe(2);
    expect(workspace.read('.linkerd-lint-baseline.json')).toBe('{"mine": true}');
    const named = join(outside, 'new.json');
    expect(workspace.run(['--write-baseline', '--baseline', named]).status).toBe(0);
    expect(workspace.run(['--write-baseline', '--baseline', named]).status).toBe(0);
    expect(JSON.parse(readFileSync(named, 'utf8'))).toMatchObject({ version: 1 });
  });

  test('a count that no file has room for makes no baseline', () => {
    const counts = { version: 1, findings: { 'shop/web.yaml': { x: { 'a: b': 1e308 } } } };
    workspace.write('baseline.json', JSON.stringify(counts));
    const { stderr, status } = workspace.run(['--baseline', 'baseline.json']);
    expect(stderr).toContain('baseline.json is not a baseline of this version');
    expect(status).toBe(2);
  });
});

describe('init writes no further than its name', () => {
  test.each([false, true])('a link that leads nowhere, forced: %s', (isForced) => {
    symlinkSync(join(outside, 'new.yaml'), inside('.linkerd-lint.yaml'));
    const { status } = workspace.run(['init', ...(isForced ? ['--force'] : [])]);
    expect(status).toBe(isForced ? 0 : 2);
    expect(lstatSync(inside('.linkerd-lint.yaml')).isSymbolicLink()).toBe(!isForced);
    expect(readdirSync(outside)).toEqual([]);
  });

  test('a link to another file, which stays as it is', () => {
    writeFileSync(join(outside, 'theirs.yaml'), 'theirs');
    symlinkSync(join(outside, 'theirs.yaml'), inside('.linkerd-lint.yaml'));
    expect(workspace.run(['init', '--force']).status).toBe(0);
    expect(readFileSync(join(outside, 'theirs.yaml'), 'utf8')).toBe('theirs');
    expect(workspace.read('.linkerd-lint.yaml')).toContain('# dataPlane: auto');
  });

  test('a folder', () => {
    mkdirSync(inside('.linkerd-lint.yaml'));
    const { stderr, status } = workspace.run(['init', '--force']);
    expect(stderr).toMatch(/^linkerd-lint: \.linkerd-lint\.yaml .*\n.*\n$/);
    expect(status).toBe(2);
  });
});

describe('--fix stays in the tree', () => {
  beforeEach(() => {
    writeFileSync(join(outside, 'web.yaml'), SPACED);
    symlinkSync(join(outside, 'web.yaml'), inside('link.yaml'));
    symlinkSync(outside, inside('linkdir'));
  });

  test.each([['link.yaml'], ['linkdir'], ['linkdir/*.yaml'], ['linkdir/web.yaml']])('%s', (path) => {
    const { stderr, status } = workspace.run(['--fix', path]);
    expect(stderr).toContain('was not fixed: it leads out of this repository or folder through a link.');
    expect(status).toBe(2);
    expect(readFileSync(join(outside, 'web.yaml'), 'utf8')).toBe(SPACED);
  });

  test('a repository behind the link does not change that', () => {
    mkdirSync(join(outside, '.git'));
    expect(workspace.run(['--fix', 'linkdir/web.yaml']).status).toBe(2);
    expect(readFileSync(join(outside, 'web.yaml'), 'utf8')).toBe(SPACED);
  });

  test('what is named where it is, is fixed', () => {
    expect(workspace.run(['--fix', join(outside, 'web.yaml')]).status).toBe(0);
    expect(readFileSync(join(outside, 'web.yaml'), 'utf8')).toBe(UNSPACED);
  });

  test('a link within the repository, from a folder in it', () => {
    workspace.write('.git/HEAD', 'ref: refs/heads/main\n');
    workspace.write('base/web.yaml', SPACED);
    mkdirSync(inside('app'));
    symlinkSync('../base/web.yaml', inside('app/web.yaml'));
    expect(workspace.run(['--fix', 'app']).status).toBe(0);
    expect(workspace.run(['--fix', 'app/web.yaml']).status).toBe(0);
    expect(readlinkSync(inside('app/web.yaml'))).toBe('../base/web.yaml');
    expect(workspace.read('base/web.yaml')).toBe(UNSPACED);
  });
});

describe('a report', () => {
  beforeEach(() => workspace.write('web.yaml', WARNED));

  test.each([
    ['link to a file', 'theirs.txt'],
    ['dangling link', 'new.txt'],
    ['link to a folder', 'report.json'],
  ])('is not written out of the tree: %s', (way, target) => {
    writeFileSync(join(outside, 'theirs.txt'), 'theirs');
    if (way === 'link to a folder') symlinkSync(outside, inside('out'));
    else symlinkSync(join(outside, target), inside('report.json'));
    const path = way === 'link to a folder' ? 'out/report.json' : 'report.json';
    const { stderr, status } = workspace.run(['--format', `json:${path}`, '.']);
    expect(stderr).toContain(`${path} leads out of this repository or folder through a link`);
    expect(status).toBe(2);
    expect(readdirSync(outside)).toEqual(['theirs.txt']);
    expect(readFileSync(join(outside, 'theirs.txt'), 'utf8')).toBe('theirs');
  });

  test('replaces an older one, through a link in the tree too, and goes where it is named', () => {
    workspace.write('old.json', 'x'.repeat(100_000));
    symlinkSync('old.json', inside('link.json'));
    const named = join(outside, 'new.json');
    const args = ['--format', 'json:link.json', '--format', `json:${named}`, '.'];
    expect(workspace.run(args)).toMatchObject({ stderr: '', status: 1 });
    expect(JSON.parse(workspace.read('old.json'))).toHaveLength(1);
    expect(readlinkSync(inside('link.json'))).toBe('old.json');
    expect(readFileSync(named, 'utf8')).toBe(workspace.read('old.json'));
  });

  // Windows has no such names for streams.
  if (process.platform !== 'win32')
    test('may go to what is no file', () => {
      const args = ['--format', 'text', '--format', 'json:/dev/null', '.'];
      expect(workspace.run(args)).toMatchObject({ stderr: '', status: 1 });
      expect(statSync('/dev/null').isCharacterDevice()).toBe(true);
    });
});

describe('a file stays the same file', () => {
  test('with all its names', () => {
    workspace.write('web.yaml', SPACED);
    linkSync(inside('web.yaml'), inside('other.yaml'));
    expect(workspace.run(['--fix', 'web.yaml']).status).toBe(0);
    expect(workspace.read('other.yaml')).toBe(UNSPACED);
    expect(readdirSync(workspace.folder).sort()).toEqual(['other.yaml', 'web.yaml']);
  });

  // Only root can make a file of someone else.
  if (process.getuid?.() === 0)
    test('of the same owner', () => {
      workspace.write('web.yaml', SPACED);
      chmodSync(inside('web.yaml'), 0o666);
      chmodSync(workspace.folder, 0o777);
      const { status } = spawnSync(process.execPath, [CLI_SCRIPT, '--fix', 'web.yaml'], {
        cwd: workspace.folder,
        uid: 65_534,
        gid: 65_534,
      });
      expect(status).toBe(0);
      expect(workspace.read('web.yaml')).toBe(UNSPACED);
      expect(statSync(inside('web.yaml')).uid).toBe(0);
    });
});

describe('drafts', () => {
  const OLD = '.linkerd-lint-0123456789ab.tmp';

  test('that killed runs have left are removed, and nothing else', () => {
    const kept = ['.linkerd-lint-baseline.json', '.linkerd-lint-0123456789xy.tmp', 'a.yaml.77.tmp'];
    for (const name of [...kept, OLD, '.linkerd-lint-aaaaaaaaaaaa.tmp']) {
      workspace.write(name, 'draft');
      if (!name.includes('aaaa')) utimesSync(inside(name), 1, 1);
    }
    mkdirSync(inside('.linkerd-lint-bbbbbbbbbbbb.tmp'));
    utimesSync(inside('.linkerd-lint-bbbbbbbbbbbb.tmp'), 1, 1);
    workspace.write('web.yaml', SPACED);
    expect(workspace.run(['--fix', 'web.yaml']).status).toBe(0);
    expect(readdirSync(workspace.folder).sort()).toEqual(
      [...kept, '.linkerd-lint-aaaaaaaaaaaa.tmp', '.linkerd-lint-bbbbbbbbbbbb.tmp', 'web.yaml'].sort(),
    );
    expect(workspace.read('web.yaml')).toBe(UNSPACED);
  });

  test('of a process that is gone are removed at once, and those of others are not', () => {
    workspace.write('web.yaml', SPACED);
    const probe = spawnSync(process.execPath, ['-e', 'console.log(process.pid)'], { encoding: 'utf8' });
    const gone = draftName().replace(`-${process.pid}-`, `-${probe.stdout.trim()}-`);
    const alive = draftName();
    const elsewhere = `.linkerd-lint-elsewhere-${probe.stdout.trim()}-0123456789ab.tmp`;
    for (const name of [gone, alive, elsewhere]) workspace.write(name, 'draft');
    expect(workspace.run(['--fix', 'web.yaml']).status).toBe(0);
    expect(readdirSync(workspace.folder).sort()).toEqual([alive, elsewhere, 'web.yaml'].sort());
  });

  test('fit where the name of the file takes all the room there is', () => {
    const name = `${'a'.repeat(250)}.yaml`;
    workspace.write(name, SPACED);
    expect(workspace.run(['--fix', name]).status).toBe(0);
    expect(workspace.read(name)).toBe(UNSPACED);
  });
});

describe('paths that lead nowhere', () => {
  test.each([[['']], [['--fix', '']], [['--fix', 'web.yaml', '']]])('an empty one: %j', (args) => {
    workspace.write('web.yaml', SPACED);
    const { stderr, status } = workspace.run(args);
    expect(stderr).toContain('A path is empty');
    expect(status).toBe(2);
    expect(workspace.read('web.yaml')).toBe(SPACED);
  });

  // Other systems do not take such names.
  if (process.platform === 'linux')
    test('a name that is not UTF-8', () => {
      const path = Buffer.concat([Buffer.from(inside('caf')), Buffer.from([0xe9]), Buffer.from('.yaml')]);
      writeFileSync(path, WARNED);
      expect(existsSync(path)).toBe(true);
      const { stderr, status } = workspace.run([]);
      expect(stderr).toBe(
        'linkerd-lint: caf\uFFFD.yaml cannot be opened because its name is not valid UTF-8; rename it.\n',
      );
      expect(status).toBe(2);
    });
});
