import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { beforeEach, describe, expect, test } from 'vitest';
import { Disk } from '../../../server/src/cli/files/disk.ts';
import type { Reading } from '../../../server/src/cli/files/fileReader.ts';
import { FileSearch } from '../../../server/src/cli/files/search.ts';
import { FileTree } from '../../../server/src/cli/files/tree.ts';
import type { ContentFilter, ListingHost } from '../../../server/src/workspace/fileHost.ts';
import { Repositories } from '../../../server/src/workspace/repositories.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'linkerd-lint-'));
  return () => rmSync(folder, { recursive: true });
});

function write(files: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
}

const SHIPS: ContentFilter = {
  paths: /(?:^|\/)fleet\.yaml$/,
  test: (text) => /^(?:ship|boat): é/m.test(text),
};

async function list(
  filter: ContentFilter | undefined,
  limit = 100,
  tree = new FileTree(),
): Promise<string[]> {
  const root = pathToFileURL(folder).href;
  const { signal } = new AbortController();
  const options = { endings: ['.yaml'], limit, signal, ...(filter && { filter }) };
  const disk = new Disk(tree, new FileSearch(['ship', 'boat']));
  return (await disk.listFiles(root, options)).map((uri) => uri.slice(root.length + 1));
}

describe('a listing', () => {
  test('leaves out what does not pass', async () => {
    write({
      'a.yaml': 'ship: é\n',
      'b.yaml': 'car: é\n',
      'c.yaml': 'ship: e\n',
      'deep/d e.yaml': '# ours\nboat: é\n',
      'deep/fleet.yaml': '',
      'deep/other.txt': 'ship: é\n',
    });
    expect(await list(SHIPS)).toEqual(['a.yaml', 'deep/d%20e.yaml', 'deep/fleet.yaml']);
    expect(await list(undefined)).toHaveLength(5);
  });

  test('knows paths below its own folder only', async () => {
    folder = join(folder, 'fleet.yaml');
    write({ 'a.yaml': '', 'b/fleet.yaml': '' });
    expect(await list({ ...SHIPS, paths: /fleet/ })).toEqual(['b/fleet.yaml']);
    folder = dirname(folder);
  });

  test('finds the same among many files, which are searched in another way', async () => {
    const ships = ['000.yaml', '150.yaml', '199.yaml', '200.yaml', '201.yaml', '399.yaml'];
    const names = Array.from({ length: 400 }, (_, index) => `${String(index).padStart(3, '0')}.yaml`);
    write(Object.fromEntries(names.map((name) => [name, ships.includes(name) ? 'ship: é\n' : 'car: é\n'])));
    expect(await list(SHIPS, 1_000)).toEqual(ships);
  });

  test('takes the upper files first, and counts what does not pass', async () => {
    write({ 'a.yaml': '', 'b.yaml': 'ship: é\n', 'c.yaml': '', 'deep/d.yaml': 'ship: é\n' });
    expect(await list(SHIPS, 4)).toEqual(['b.yaml', 'deep/d.yaml']);
    expect(await list(SHIPS, 3)).toEqual(['b.yaml']);
    expect(await list(SHIPS, 1)).toEqual([]);
  });

  test('goes on where something is forbidden, and follows no links', async () => {
    write({ 'a.yaml': 'ship: é\n', 'closed/b.yaml': 'ship: é\n', 'c.yaml': 'ship: é\n' });
    symlinkSync(folder, join(folder, 'loop'));
    symlinkSync(join(folder, 'a.yaml'), join(folder, 'link.yaml'));
    chmodSync(join(folder, 'a.yaml'), 0);
    chmodSync(join(folder, 'closed'), 0);
    // For root nothing is forbidden.
    const isRoot = process.getuid?.() === 0;
    const found = await list(SHIPS);
    chmodSync(join(folder, 'closed'), 0o700);
    expect(found).toEqual(isRoot ? ['a.yaml', 'c.yaml', 'closed/b.yaml'] : ['c.yaml']);
  });

  test('keeps what reading came to', async () => {
    write({
      'a.yaml': 'ship: é\n',
      'b.yaml': 'linkerd: x\n',
      'c.yaml': 'car: "\\x6cinkerd"\n',
      'deep/d.yaml': 'car: é\n',
      'deep/e.txt': 'car: é\n',
      'binary.yaml': '\0',
      'large.yaml': ' '.repeat(10_000_001),
    });
    const tree = new FileTree();
    await list(SHIPS, 100, tree);
    expect(kept(tree, folder)).toEqual({
      'a.yaml': 'irrelevant',
      'b.yaml': 'linkerd: x\n',
      'binary.yaml': 'binary',
      'c.yaml': 'car: "\\x6cinkerd"\n',
      'deep/d.yaml': 'irrelevant',
    });
  });

  test('keeps no more than there is room for', async () => {
    const long = `linkerd: ${'x'.repeat(5_000_000)}\n`;
    write({ 'a.yaml': long, 'b.yaml': long, 'c.yaml': 'linkerd: c\n' });
    const tree = new FileTree();
    await list(SHIPS, 100, tree);
    expect(Object.keys(kept(tree, folder))).toEqual(['a.yaml', 'c.yaml']);
  });
});

/** What is kept of the files in and below a folder: their text, or why they have none. */
function kept(tree: FileTree, root: string): Record<string, string> {
  const inside = (at: string): [string, string][] =>
    tree.list(at).entries.flatMap(({ path, isFolder, look }) => {
      if (isFolder) return inside(path);
      expect(tree.lookAt(path)).toBe(look);
      const reading = look?.reading;
      return reading ? [[path.slice(root.length + 1), told(reading)]] : [];
    });
  return Object.fromEntries(inside(root));
}

function told(reading: Reading): string {
  if (reading.kind === 'relevant') return reading.bytes.toString();
  return reading.kind === 'skipped' ? reading.reason : reading.kind;
}

/** Looks into no file beforehand. */
function plain(host: ListingHost): ListingHost {
  return {
    readText: (uri, options) => host.readText(uri, options),
    listFiles: (root, { filter: _, ...options }) => host.listFiles(root, options),
  };
}

describe('evidence', () => {
  async function evidence(host: ListingHost, root: string) {
    const uri = pathToFileURL(root).href;
    return (await new Repositories(host).find(`${uri}/any.yaml`, uri))?.evidence;
  }

  test('is the same as where every file is read', async () => {
    for (const root of ['test/corpus', 'examples']) {
      const found = await evidence(new Disk(), resolve(root));
      expect(found).toEqual(await evidence(plain(new Disk()), resolve(root)));
    }
    const values = 'cniEnabled: false\nidentityTrustAnchorsPEM: ""\nproxyInit: {}\n';
    write({
      '.git/HEAD': 'ref: refs/heads/main\n',
      'charts/linkerd/Chart.yaml': 'name: ours\n',
      'charts/linkerd/values.yaml': values,
      'clusters/values.yaml': values,
      'clusters/linkerd-cni/values.yaml': 'image: {version: v1.6.2}\n',
      'clusters/long.yaml': `${values}#${' '.repeat(1_000_000)}`,
      'pods/web.yml': 'kind: Pod\nspec:\n  containers:\n    - image: mesh/proxy:stable-2.14.1\n',
    });
    const found = await evidence(new Disk(), folder);
    expect(found).toEqual(await evidence(plain(new Disk()), folder));
    expect(found?.map(({ path, value }) => `${path} ${value}`)).toEqual([
      'clusters/linkerd-cni/values.yaml v1.6.2',
      'clusters/linkerd-cni/values.yaml cni',
      'clusters/values.yaml proxy-init',
      'pods/web.yml stable-2.14.1',
    ]);
  });
});
