import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { beforeEach, describe, expect, it } from 'vitest';
import { DISK_FILES } from '../../server/src/lsp/diskFiles.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'linkerd-lint-'));
  return () => rmSync(folder, { recursive: true });
});

function write(...names: string[]): void {
  for (const name of names) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), name);
  }
}

async function list(limit = 100, signal = new AbortController().signal): Promise<string[]> {
  const root = pathToFileURL(folder).href;
  const found = await DISK_FILES.listFiles(root, { endings: ['.yaml', '.gotmpl'], limit, signal });
  return found.map((uri) => uri.slice(root.length + 1)).sort();
}

describe('the disk', () => {
  it('lists files by their endings, in and below a folder', async () => {
    write('a.yaml', 'b/c.YAML', 'b/d/e.yaml.gotmpl', 'f.yml', 'b/100% (new).yaml');
    expect(await list()).toEqual(['a.yaml', 'b/100%25%20(new).yaml', 'b/c.YAML', 'b/d/e.yaml.gotmpl']);
    expect(await DISK_FILES.readText(pathToFileURL(join(folder, 'b/100% (new).yaml')).href)).toBe(
      'b/100% (new).yaml',
    );
  });

  it('leaves hidden folders and other people’s packages alone, and follows no links', async () => {
    write(
      'a.yaml',
      '.git/b.yaml',
      '.github/c.yaml',
      'node_modules/d/e.yaml',
      'f/node_modules/g.yaml',
      'f/h.yaml',
    );
    symlinkSync(folder, join(folder, 'f/loop'));
    expect(await list()).toEqual(['a.yaml', 'f/h.yaml']);
  });

  it('takes the upper files first where there are too many', async () => {
    write('deep/er/a.yaml', 'deep/b.yaml', 'c.yaml', 'd.yaml');
    expect(await list(3)).toEqual(['c.yaml', 'd.yaml', 'deep/b.yaml']);
  });

  it('ends when it is aborted', async () => {
    write('a.yaml');
    expect(await list(100, AbortSignal.abort())).toEqual([]);
  });

  it('has nothing where there is nothing, or no disk', async () => {
    const options = { endings: ['.yaml'], limit: 9, signal: new AbortController().signal };
    expect(await DISK_FILES.listFiles(pathToFileURL(join(folder, 'nowhere')).href, options)).toEqual([]);
    expect(await DISK_FILES.listFiles('vscode-vfs://github/a/b', options)).toEqual([]);
    expect(await DISK_FILES.readText('untitled:Untitled-1')).toBeUndefined();
    expect(await DISK_FILES.readText(pathToFileURL(folder).href)).toBeUndefined();
  });
});
