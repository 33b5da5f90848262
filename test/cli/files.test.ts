import { spawnSync } from 'node:child_process';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { GOOD, SPACED, useWorkspace, WARNED } from './workspace.ts';

const workspace = useWorkspace();

/** The files in which something was found. */
function filesOf(args: readonly string[], input?: string): string[] {
  const { stdout } = workspace.run([...args, '--format', 'json'], input === undefined ? {} : { input });
  return (JSON.parse(stdout) as { file: string }[]).map(({ file }) => file);
}

function link(target: string, name: string): void {
  symlinkSync(target, join(workspace.folder, name));
}

describe('what is read', () => {
  test('YAML, JSON and the templates of Helm and helmfile, in order, and nothing else', () => {
    for (const name of ['b.yml', 'a.yaml', 'c.json', 'd.tpl', 'e.yaml.gotmpl', 'F.YAML', 'g.txt', 'h.gotmpl'])
      workspace.write(name, WARNED);
    expect(filesOf([])).toEqual(['F.YAML', 'a.yaml', 'b.yml', 'c.json', 'd.tpl', 'e.yaml.gotmpl']);
  });

  test('a named file, with any ending, once', () => {
    workspace.write('shop/manifest.txt', WARNED);
    workspace.write('shop/web.yaml', WARNED);
    expect(filesOf(['shop/manifest.txt', 'shop', './shop/web.yaml', 'shop/../shop'])).toEqual([
      'shop/manifest.txt',
      'shop/web.yaml',
    ]);
  });

  test('globs', () => {
    for (const name of ['a/one.yaml', 'a/b/two.yaml', 'a/b/two.json', 'c/three.yaml'])
      workspace.write(name, WARNED);
    expect(filesOf(['a/**/*.yaml'])).toEqual(['a/b/two.yaml', 'a/one.yaml']);
    expect(filesOf(['{a,c}/*.yaml'])).toEqual(['a/one.yaml', 'c/three.yaml']);
  });

  test('a folder with the name of a command, or of a glob', () => {
    workspace.write('rules/web.yaml', WARNED);
    workspace.write('[id]/web.yaml', WARNED);
    expect(filesOf(['./rules'])).toEqual(['rules/web.yaml']);
    expect(filesOf(['[id]'])).toEqual(['[id]/web.yaml']);
  });

  test('what lies above the working directory', () => {
    workspace.write('web.yaml', WARNED);
    mkdirSync(join(workspace.folder, 'deep'));
    expect(filesOf([join('deep', '..', 'web.yaml')])).toEqual(['web.yaml']);
  });

  test('standard input, under a name', () => {
    expect(filesOf(['-', '--stdin-filename', 'shop/web.yaml'], WARNED)).toEqual(['shop/web.yaml']);
    expect(filesOf(['-'], GOOD)).toEqual([]);
    expect(filesOf(['-'], '')).toEqual([]);
  });
});

describe('.gitignore', () => {
  test('holds for its folder and below, the nearest first', () => {
    workspace.write('.gitignore', '/rendered/\n*.json\n');
    for (const name of ['rendered/a.yaml', 'deep/rendered/b.yaml', 'c.json', 'deep/d.json', 'deep/e.json'])
      workspace.write(name, WARNED);
    workspace.write('deep/.gitignore', '!e.json\n');
    expect(filesOf([])).toEqual(['deep/e.json', 'deep/rendered/b.yaml']);
    expect(filesOf(['--no-ignore'])).toHaveLength(5);
  });

  test('counts from the root of the repository, whichever folder is named', () => {
    workspace.write('.git/HEAD', 'ref: refs/heads/main\n');
    workspace.write('.git/info/exclude', 'private.yaml\n');
    workspace.write('.gitignore', 'out/\n');
    for (const name of ['app/out/a.yaml', 'app/b.yaml', 'app/private.yaml']) workspace.write(name, WARNED);
    expect(filesOf(['app'])).toEqual(['app/b.yaml']);
  });

  test('ignores nothing by a pattern that takes long to match deep folders', () => {
    const deep = `${'a/'.repeat(200)}x.yaml`;
    workspace.write('.gitignore', `${'**/a/'.repeat(6)}b\n**/a/**/y.yaml\n`);
    for (const name of [deep, deep.replace('x', 'y')]) workspace.write(name, WARNED);
    expect(filesOf([])).toEqual([deep]);
  });

  test('reads at most 5,000 patterns from the root to a folder, where each file counts as 50 more', () => {
    workspace.write('.gitignore', `first.yaml\n${'x/y\n'.repeat(4_948)}`);
    workspace.write('.git/HEAD', 'ref: refs/heads/main\n');
    workspace.write('deep/.gitignore', 'last.yaml\nbeyond.yaml\n');
    for (const name of ['first', 'last', 'beyond']) workspace.write(`deep/${name}.yaml`, WARNED);
    expect(filesOf([])).toEqual(['deep/beyond.yaml']);
  });

  test('says nothing about a named file', () => {
    workspace.write('.gitignore', '*.yaml\n');
    workspace.write('a.yaml', WARNED);
    expect(filesOf(['a.yaml'])).toEqual(['a.yaml']);
  });

  test('agrees with git', () => {
    workspace.write(
      '.gitignore',
      [
        '# comment',
        'a*',
        '!ab.yaml',
        'deep/**/x.yaml',
        '/top.yaml',
        'dir/',
        '\\!odd.yaml',
        'sp ace.yaml',
        '',
      ].join('\n'),
    );
    const names = [
      'a.yaml',
      'ab.yaml',
      'b.yaml',
      'top.yaml',
      'deep/top.yaml',
      'deep/x.yaml',
      'deep/1/2/x.yaml',
      'dir/c.yaml',
      'deep/dir/d.yaml',
      '!odd.yaml',
      'sp ace.yaml',
      'A.yaml',
    ];
    for (const name of names) workspace.write(name, WARNED);
    const git = (...args: string[]) => spawnSync('git', args, { cwd: workspace.folder, encoding: 'utf8' });
    git('init', '--quiet');
    const { stdout } = git(
      '-c',
      'core.quotePath=false',
      'ls-files',
      '--others',
      '--exclude-standard',
      '*.yaml',
    );
    expect(filesOf([]).sort()).toEqual(stdout.trim().split('\n').sort());
  });
});

describe('what is skipped', () => {
  test('.git and node_modules', () => {
    for (const name of ['.git/a.yaml', 'node_modules/b.yaml', 'deep/node_modules/c.yaml', '.github/d.yaml'])
      workspace.write(name, WARNED);
    expect(filesOf([])).toEqual(['.github/d.yaml']);
  });

  test('binary files and such as are not UTF-8, with a word', () => {
    workspace.write('image.yaml', Buffer.from('\0\u0001PNG'));
    workspace.write('windows.yaml', Buffer.from('\uFEFFkind: Pod', 'utf16le'));
    const { stdout, stderr, status } = workspace.run(['--format', 'json']);
    expect({ stdout, status }).toEqual({ stdout: '[]\n', status: 0 });
    expect(stderr).toBe(
      'linkerd-lint: image.yaml was skipped: it is binary.\n' +
        'linkerd-lint: windows.yaml was skipped: it is UTF-16; save it as UTF-8.\n',
    );
  });

  const utf32 = (text: string) => {
    const bytes = Buffer.alloc(4 + 4 * text.length);
    [0xfeff, ...[...text].map((letter) => letter.charCodeAt(0))].forEach((code, index) => {
      bytes.writeUInt32LE(code, 4 * index);
    });
    return bytes;
  };
  const UNREADABLE: [string, string, Buffer][] = [
    ['NUL', 'it is binary', Buffer.from(`\0${WARNED}`)],
    ['UTF-16', 'it is UTF-16; save it as UTF-8', Buffer.from(`\uFEFF${WARNED}`, 'utf16le')],
    ['UTF-16 the other way round', 'it is UTF-16', Buffer.from(`\uFEFF${WARNED}`, 'utf16le').swap16()],
    ['UTF-32', 'it is UTF-32; save it as UTF-8', utf32(WARNED)],
    ['UTF-32 the other way round', 'it is UTF-32', utf32(WARNED).swap32()],
  ];

  test.each(UNREADABLE)(
    '%s is trouble where it is named, given, or about Linkerd, and counted',
    (_, reason, bytes) => {
      workspace.write('web.yaml', bytes);
      workspace.write('good.yaml', GOOD);
      const named = workspace.run(['web.yaml', 'good.yaml']);
      expect(named.stderr).toContain(`linkerd-lint: web.yaml was skipped: ${reason}`);
      expect(named).toMatchObject({ stdout: '1 file was not read.\n', status: 2 });
      const found = workspace.run(['.']);
      expect(found.stderr).toContain(`web.yaml was skipped: ${reason}`);
      expect(found).toMatchObject({ stdout: '1 file was not read.\n', status: 2 });
      const given = workspace.run(['-'], { input: bytes });
      expect(given.stderr).toContain(`standard input was not linted: ${reason}`);
      expect(given.status).toBe(2);
    },
  );

  test('standard input that is not UTF-8 passes a fix as it is', () => {
    for (const bytes of [
      Buffer.from(`\uFEFF${SPACED}`, 'utf16le'),
      Buffer.from(`# caf\xe9\n${SPACED}`, 'latin1'),
    ])
      expect(workspace.filter(['-', '--fix'], bytes)).toEqual({ stdout: bytes, status: 2 });
  });

  test('many files without many words', () => {
    for (let index = 0; index < 20; index++) workspace.write(`${index}.json`, Buffer.from([0, 1, 2]));
    expect(workspace.run([]).stderr.trim().split('\n')).toHaveLength(6);
    expect(workspace.run([]).stderr).toContain('15 more files were skipped');
    expect(workspace.run(['--quiet']).stderr).toBe('');
  });
});

describe('10,000 files with every kind of trouble', () => {
  test('are read, each trouble costs a word', () => {
    for (let index = 0; index < 10_000; index++) {
      const text = index % 1_000 === 0 ? WARNED : `kind: ConfigMap\nmetadata: {name: c${index}}\n`;
      if (index % 100 === 0) mkdirSync(join(workspace.folder, `app-${index / 100}`));
      writeFileSync(join(workspace.folder, `app-${Math.floor(index / 100)}`, `${index}.yaml`), text);
    }
    workspace.write('dump.yaml', Buffer.alloc(50_000_000, WARNED));
    workspace.write('latin1.yaml', Buffer.from(WARNED.replace('kind', '# caf\xe9\nkind'), 'latin1'));
    workspace.write('folder.yaml/inside.yaml', GOOD);
    link('.', 'loop');
    link('../app-1', 'app-0/sideways');
    link('gone', 'dead.yaml');
    spawnSync('mkfifo', [join(workspace.folder, 'pipe.yaml')]);
    const { stdout, stderr, status } = workspace.run(['.', 'dead.yaml', '--format', 'json']);
    expect(JSON.parse(stdout)).toHaveLength(11);
    expect(stderr.trim().split('\n').sort()).toEqual([
      'linkerd-lint: dead.yaml does not exist.',
      'linkerd-lint: dump.yaml was skipped: it is larger than 10 MB; name it to have it linted.',
      'linkerd-lint: latin1.yaml is not valid UTF-8: invalid bytes are shown as \uFFFD, and the file will not be changed.',
    ]);
    expect(status).toBe(2);
  });

  // Nothing is closed to root.
  if (process.getuid?.() !== 0)
    test('a folder that may not be read', () => {
      workspace.write('good/web.yaml', WARNED);
      mkdirSync(join(workspace.folder, 'closed'), { mode: 0o000 });
      const { stdout, stderr, status } = workspace.run(['--format', 'json']);
      expect(JSON.parse(stdout)).toHaveLength(1);
      expect({ stderr, status }).toEqual({ stderr: 'linkerd-lint: closed may not be read.\n', status: 2 });
    });

  test('a file that is larger than what is skipped is read where it is named', () => {
    workspace.write('dump.yaml', `${WARNED}---\n${'# nothing\n'.repeat(1_100_000)}`);
    expect(filesOf(['.'])).toEqual([]);
    expect(filesOf(['dump.yaml'])).toEqual(['dump.yaml']);
  });
});
