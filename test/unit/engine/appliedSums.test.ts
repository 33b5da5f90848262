import { describe, expect, test } from 'vitest';
import { type AppliedSum, AppliedSums } from '../../../server/src/engine/appliedSums.ts';
import { SourceFile } from '../../../server/src/engine/sourceFile.ts';
import { readFileFacts } from '../../../server/src/facts/fileFacts.ts';
import type { Build } from '../../../server/src/kustomize/applyKustomization.ts';
import type { ListingHost, ReadRefusal } from '../../../server/src/workspace/fileHost.ts';
import { jsonAt } from '../../support/builtResources.ts';
import { MemoryFiles, SlowFiles, uriOf } from '../../support/memoryFiles.ts';
import { measuredAsync } from '../../support/processorTime.ts';
import { turnsDuring } from '../../support/turnsDuring.ts';

const pod = (name: string) =>
  `apiVersion: v1\nkind: Pod\nmetadata: {name: ${name}, annotations: {linkerd.io/inject: enabled}}\n`;

const merge = 'apiVersion: v1\nkind: Pod\nmetadata: {name: api, annotations: {team: a}}\n';

test.each([
  ['a namespace', 'namespace: shop\n'],
  ['a prefix and labels', 'namePrefix: a-\ncommonLabels: {team: a}\n'],
  ['a strategic merge patch', 'patches: [{path: patch.yaml}]\n'],
  ['one with a target', 'patches: [{path: patch.yaml, target: {kind: Pod}}]\n'],
  [
    'a JSON patch',
    'patches: [{patch: "[{op: add, path: /metadata/labels, value: {a: b}}]", target: {kind: Pod}}]\n',
  ],
])('with %s, an edit builds only what it changes anew', async (_, lines) => {
  const files = {
    'base/kustomization.yaml': 'resources: [web.yaml, api.yaml]\n',
    'base/web.yaml': pod('web'),
    'base/api.yaml': pod('api'),
    'prod/kustomization.yaml': `resources: [../base]\n${lines}`,
    'prod/patch.yaml': merge,
  };
  const sums = new AppliedSums(new MemoryFiles(files), uriOf(''));
  const uri = uriOf('base/web.yaml');
  const build = async () => {
    const [sum] = await sums.of(uri);
    if (sum?.build?.kind !== 'built') throw new Error('nothing is built');
    return sum.build.resources;
  };
  const [web, api] = await build();
  sums.open(uri, SourceFile.read(pod('web').replace('enabled', 'disabled')));
  const [edited, same] = await build();
  expect(same).toBe(api);
  expect(edited).not.toBe(web);
  expect(JSON.stringify(edited)).toContain('disabled');
});

const sumsOf = (files: Record<string, string>) => new AppliedSums(new MemoryFiles(files), uriOf(''));
const numbered = <Item>(count: number, item: (index: number) => Item) =>
  Array.from({ length: count }, (_, index) => item(index));

test.each(['base/web.yaml', 'prod/kustomization.yaml'])(
  'what %s has become counts, if it changes while it is being read',
  async (path) => {
    const files = new SlowFiles({
      'base/kustomization.yaml': 'resources: [web.yaml]\n',
      'base/web.yaml': pod('web-1'),
      'prod/kustomization.yaml': 'resources: [../base]\nnamespace: shop-1\n',
    });
    const sums = new AppliedSums(files, uriOf(''));
    const build = async () => JSON.stringify((await sums.of(uriOf('base/web.yaml')))[0]?.build);
    const texts = await build();
    expect(texts).toContain('web-1');
    expect(texts).toContain('shop-1');
    sums.refresh([uriOf(path)]);
    const isRead = files.slowRead();
    const first = build();
    const end = await isRead;
    files.texts.set(uriOf(path), (files.texts.get(uriOf(path)) ?? '').replace('-1', '-2'));
    sums.refresh([uriOf(path)]);
    end();
    await first;
    expect(await build()).toContain('-2');
  },
);

test('kustomizations that lead to one another more often than people write are not followed', async () => {
  const chain = (length: number) =>
    sumsOf(
      Object.fromEntries(
        numbered(length, (at) => [`k${at}/kustomization.yaml`, `resources: [../k${at + 1}]\n`]),
      ),
    ).kustomization(uriOf('k0/kustomization.yaml'));
  expect((await chain(900))?.folders.size).toBe(900);
  expect((await chain(1_100))?.folders.size).toBe(1);
});

test('a file that many overlays make many resources of counts as in none', async () => {
  const overlays = async (count: number) => {
    const sums = sumsOf({
      'base/kustomization.yaml': 'resources: [web.yaml]\n',
      'base/web.yaml': numbered(400, (at) => pod(`web${at}`)).join('---\n'),
      ...Object.fromEntries(
        numbered(count, (at) => [`o${at}/kustomization.yaml`, `resources: [../base]\nnamePrefix: o${at}-\n`]),
      ),
    });
    return (await sums.of(uriOf('base/web.yaml'))).length;
  };
  expect(await overlays(5)).toBe(5);
  expect(await overlays(60)).toBe(0);
});

test('asking about each file of a large sum costs no more than a moment each', async () => {
  const files = numbered(4_000, (at) => `web${at}.yaml`);
  const sums = sumsOf({
    'kustomization.yaml': `resources: [${files.join(', ')}]\n`,
    ...Object.fromEntries(files.map((file) => [file, 'kind: List\n'])),
  });
  const beside = sums.filesBeside.bind(sums);
  await sums.of(uriOf('web0.yaml'));
  const seen = new Set();
  const { result, milliseconds } = await measuredAsync(async () => {
    const found = new Set<string>();
    for (const file of files) {
      await sums.of(uriOf(file));
      for (const uri of beside(uriOf(file), seen)) found.add(uri);
    }
    return found.size;
  });
  expect(result).toBe(4_001);
  expect(milliseconds).toBeLessThan(1_500);
});

/** A sum by its name, with what it builds: `prod: web=enabled`. */
function shown({ name, build }: AppliedSum): string {
  return `${name}: ${shownBuild(build)}`;
}

function shownBuild(build: Build): string {
  if (build?.kind !== 'built') return build?.kind ?? 'unknown';
  return build.resources
    .map(({ value }) => {
      const { name, annotations } = jsonAt(value, 'metadata', '?') as Pod['metadata'];
      return `${name}=${annotations['linkerd.io/inject']}`;
    })
    .join(' ');
}

interface Pod {
  readonly metadata: { readonly name: string; readonly annotations: Readonly<Record<string, string>> };
}

describe('the sums of a file', () => {
  const FILES = {
    'base/kustomization.yaml': 'resources: [web.yaml]\n',
    'base/web.yaml': pod('web'),
    'prod/kustomization.yaml': 'resources: [../base]\n',
    'other.yaml': pod('other'),
  };
  const WEB = uriOf('base/web.yaml');
  const edited = (value: string) => SourceFile.read(pod('web').replace('enabled', value));

  function repository(more: Readonly<Record<string, string>> = {}) {
    const files = new MemoryFiles({ ...FILES, ...more });
    const sums = new AppliedSums(files, uriOf(''));
    const of = async (uri = WEB) => (await sums.of(uri)).map(shown);
    const write = (path: string, text: string | undefined) => {
      if (text === undefined) files.texts.delete(uriOf(path));
      else files.texts.set(uriOf(path), text);
      sums.refresh([uriOf(path)]);
    };
    return { files, sums, of, write };
  }

  test('are those of the kustomizations that no other one uses', async () => {
    const { of } = repository();
    expect(await of()).toEqual(['prod: web=enabled']);
    expect(await of(uriOf('base/kustomization.yaml'))).toEqual(['prod: web=enabled']);
    expect(await of(uriOf('other.yaml'))).toEqual([]);
    expect(await of('https://example.com/base/web.yaml')).toEqual([]);
  });

  test('are those of an overlay that comes, and without one that of the base', async () => {
    const { of, write } = repository();
    expect(await of()).toEqual(['prod: web=enabled']);
    write('dev/kustomization.yaml', 'resources: [../base]\n');
    expect(await of()).toEqual(['prod: web=enabled', 'dev: web=enabled']);
    write('prod/kustomization.yaml', undefined);
    write('dev/kustomization.yaml', 'resources: []\n');
    expect(await of()).toEqual(['base: web=enabled']);
  });

  test('follow what is written to the disk, unless an editor has it', async () => {
    const { of, write, sums } = repository();
    expect(await of()).toEqual(['prod: web=enabled']);
    write('base/web.yaml', pod('api'));
    expect(await of()).toEqual(['prod: api=enabled']);
    sums.open(WEB, edited('disabled'));
    expect(await of()).toEqual(['prod: web=disabled']);
    write('base/web.yaml', undefined);
    expect(await of()).toEqual(['prod: ']);
    write('base/web.yaml', pod('web'));
    expect(await of()).toEqual(['prod: web=enabled']);
  });

  test('know a kustomization that is in an editor only', async () => {
    const { of, sums } = repository();
    expect(await of()).toEqual(['prod: web=enabled']);
    sums.open(uriOf('dev/kustomization.yaml'), SourceFile.read('resources: [../base]\n'));
    sums.open('https://example.com/stage/kustomization.yaml', SourceFile.read('resources: [../base]\n'));
    expect(await of()).toEqual(['prod: web=enabled', 'dev: web=enabled']);
    sums.list(Object.keys(FILES).map(uriOf));
    expect(await of()).toEqual(['prod: web=enabled', 'dev: web=enabled']);
  });

  test('are built anew for nothing else', async () => {
    const { sums, write, files } = repository();
    const [before] = await sums.of(WEB);
    const read = files.read.length;
    const file = edited('enabled');
    for (const change of [
      () => write('other.yaml', pod('another')),
      () => sums.open(uriOf('other.yaml'), file),
      () => sums.open(uriOf('other.yaml'), file),
      () => sums.refresh(['https://example.com/base/web.yaml']),
    ]) {
      change();
      expect((await sums.of(WEB))[0]).toBe(before);
    }
    expect(files.read).toHaveLength(read);
  });

  test('are of the files that are listed, of which none is searched', async () => {
    const { sums, of, files } = repository();
    files.listFiles = () => expect.fail('searched');
    sums.list([uriOf('base/kustomization.yaml'), WEB]);
    expect(await of()).toEqual(['base: web=enabled']);
  });

  test('are unknown where a file is too long to be read at each build', async () => {
    const { of, write } = repository();
    write('base/web.yaml', pod('web').padEnd(500_000));
    expect(await of()).toEqual(['prod: web=enabled']);
    write('base/web.yaml', pod('web').padEnd(500_001));
    expect(await of()).toEqual(['prod: unknown']);
  });

  test('have the name of their folder, or in the root of the file', async () => {
    const { of } = repository({ 'kustomization.yaml': 'resources: [base, prod]\n' });
    expect((await of())[0]).toMatch(/^kustomization\.yaml: /);
  });

  test('say which files and resources they are of', async () => {
    const { sums } = repository({
      'prod/kustomization.yaml': 'resources: [../base, api.yaml]\npatches: [{path: patch.yaml}]\n',
      'prod/api.yaml': pod('api'),
      'prod/patch.yaml': pod('web'),
    });
    expect(sums.has(WEB)).toBe(false);
    expect(sums.filesBeside(WEB)).toEqual([]);
    const [sum] = await sums.of(WEB);
    expect([sum?.folder, ...(sum?.resourceFiles ?? [])].sort()).toEqual([
      'base/web.yaml',
      'prod/',
      'prod/api.yaml',
    ]);
    expect(sums.has(WEB)).toBe(true);
    expect(sums.has(uriOf('other.yaml'))).toBe(false);
    expect(sums.has('https://example.com/base/web.yaml')).toBe(false);
    const all = [
      'base/kustomization.yaml',
      'base/web.yaml',
      'prod/api.yaml',
      'prod/kustomization.yaml',
      'prod/patch.yaml',
    ];
    const seen = new Set();
    expect([...sums.filesBeside(WEB, seen)].sort()).toEqual(all.map(uriOf));
    expect(sums.filesBeside(uriOf('prod/api.yaml'), seen)).toEqual([]);
    expect(sums.filesBeside(uriOf('other.yaml'))).toEqual([]);
    expect(sums.filesBeside('https://example.com/base/web.yaml')).toEqual([]);
  });

  test('can be built once more with another text of a file', async () => {
    const { sums, of } = repository();
    const [sum] = await sums.of(WEB);
    expect(shownBuild(sum?.rebuild('base/web.yaml', edited('disabled')))).toBe('web=disabled');
    expect(shownBuild(sum?.rebuild('other.yaml', edited('disabled')))).toBe('web=enabled');
    const renaming = SourceFile.read('resources: [../base]\nnamePrefix: a-\n');
    expect(shownBuild(sum?.rebuild('prod/kustomization.yaml', renaming))).toBe('a-web=enabled');
    expect(await of()).toEqual(['prod: web=enabled']);
  });

  describe('that Flux changes', () => {
    const flux = (prefix: string, folder = 'base') =>
      `apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nmetadata: {name: a}\nspec: {path: ${folder}, patches: [{patch: '[{op: replace, path: /metadata/annotations/linkerd.io~1inject, value: ${prefix}}]', target: {kind: Pod}}]}\n`;
    const deploy = (sums: AppliedSums, path: string, text: string) =>
      sums.deploy(uriOf(path), readFileFacts(SourceFile.read(text).documents).deployedPaths);

    test('have the name of its file', async () => {
      const { sums, of } = repository({ 'flux.yaml': flux('ingress') });
      expect(await of()).toEqual(['prod: web=enabled']);
      expect(sums.changesDeployed('flux.yaml')).toBe(false);
      deploy(sums, 'flux.yaml', flux('ingress'));
      expect(sums.changesDeployed('flux.yaml')).toBe(true);
      expect(await of()).toEqual(['flux.yaml: web=ingress', 'prod: web=enabled']);
      deploy(sums, 'flux.yaml', '');
      expect(sums.changesDeployed('flux.yaml')).toBe(false);
      expect(await of()).toEqual(['prod: web=enabled']);
    });

    test('follow its file', async () => {
      const { sums, of, write } = repository({ 'flux.yaml': flux('ingress') });
      deploy(sums, 'flux.yaml', flux('ingress'));
      expect((await of())[0]).toBe('flux.yaml: web=ingress');
      write('flux.yaml', flux('disabled'));
      expect((await of())[0]).toBe('flux.yaml: web=disabled');
      sums.open(uriOf('flux.yaml'), SourceFile.read(flux('ingress')));
      expect((await of())[0]).toBe('flux.yaml: web=ingress');
    });

    test('can be built once more with another text of its file, and not of the kustomization', async () => {
      const { sums } = repository({ 'flux.yaml': flux('ingress') });
      deploy(sums, 'flux.yaml', flux('ingress'));
      const [sum] = await sums.of(WEB);
      const rebuilt = (path: string, text: string) => shownBuild(sum?.rebuild(path, SourceFile.read(text)));
      expect(rebuilt('flux.yaml', flux('disabled'))).toBe('web=disabled');
      expect(rebuilt('flux.yaml', flux('disabled', 'gone'))).toBe('unknown');
      expect(rebuilt('base/web.yaml', pod('api'))).toBe('api=ingress');
      expect(rebuilt('base/kustomization.yaml', 'resources: [web.yaml]\nnamePrefix: a-\n')).toBe('unknown');
    });

    test('are of the files that are in its folder now', async () => {
      const { sums, write } = repository({ 'flux.yaml': flux('ingress', 'apps'), 'apps/a.yaml': pod('a') });
      deploy(sums, 'flux.yaml', flux('ingress', 'apps'));
      const of = async () => (await sums.of(uriOf('apps/a.yaml'))).map(shown);
      expect(await of()).toEqual(['flux.yaml: a=ingress']);
      write('apps/b.yaml', pod('b'));
      expect(await of()).toEqual(['flux.yaml: a=ingress b=ingress']);
      write('apps/c/kustomization.yaml', 'resources: [c.yaml]\n');
      write('apps/c/c.yaml', pod('c'));
      expect(await of()).toEqual(['flux.yaml: a=ingress b=ingress c=ingress']);
      write('apps/0.yaml', pod('zero'));
      expect((await of())[0]).toMatch(/^flux\.yaml: zero=ingress a=ingress b=/);
      write('apps/0.yaml', undefined);
      write('apps/b.yaml', undefined);
      expect(await of()).toEqual(['flux.yaml: a=ingress c=ingress']);
    });

    test('are not followed if a file may be left out of its folder', async () => {
      const { sums, files } = repository({ 'flux.yaml': flux('ingress', 'apps'), 'apps/a.yaml': pod('a') });
      deploy(sums, 'flux.yaml', flux('ingress', 'apps'));
      const of = async () => (await sums.of(uriOf('apps/a.yaml'))).map(shown);
      const again = async (more: () => void) => {
        more();
        sums.list([...files.texts.keys()]);
        return of();
      };
      expect(await again(() => {})).toEqual(['flux.yaml: a=ingress']);
      expect(
        await again(() => Object.assign(files, { isIgnoredByGit: (uri: string) => uri.endsWith('a.yaml') })),
      ).toEqual([]);
      expect(await again(() => Object.assign(files, { isIgnoredByGit: () => false }))).toEqual([
        'flux.yaml: a=ingress',
      ]);
      for (const path of ['.sourceignore', 'apps/.sourceignore']) {
        expect(await again(() => files.texts.set(uriOf(path), 'b.yaml\n')), path).toEqual([]);
        files.texts.delete(uriOf(path));
        sums.refresh([uriOf(path)]);
      }
    });
  });
});

describe('a kustomization', () => {
  const FILES = {
    'base/kustomization.yaml': 'resources: [web.yaml]\n',
    'base/web.yaml': pod('web'),
    'prod/kustomization.yaml': 'resources: [../base]\npatches: [{path: patch.yaml}, {patch: a}]\n',
    'prod/patch.yaml': pod('web'),
  };

  test('is given with all that it leads to, whether another one uses it or not', async () => {
    const sums = sumsOf(FILES);
    const prod = await sums.kustomization(uriOf('prod/kustomization.yaml'));
    expect([prod?.folder, prod?.patchCount]).toEqual(['prod/', 2]);
    expect([...(prod?.folders ?? [])]).toEqual(['prod/', 'base/']);
    expect([...(prod?.files ?? [])].sort()).toEqual(Object.keys(FILES).sort());
    expect([...(prod?.resourceFiles ?? [])]).toEqual(['base/web.yaml']);
    expect(sums.fileIn('base/web.yaml')?.text).toBe(FILES['base/web.yaml']);
    expect(sums.documentsIn('base/web.yaml')).toHaveLength(1);
    const base = await sums.kustomization(uriOf('base/kustomization.yaml'));
    expect([...(base?.folders ?? [])]).toEqual(['base/']);
    expect([
      base?.isReachedFrom('prod/'),
      prod?.isReachedFrom('base/'),
      prod?.isReachedFrom('gone/'),
    ]).toEqual([true, false, false]);
    expect([sums.kustomizationFile('prod/'), sums.kustomizationFile('gone/')]).toEqual([
      'prod/kustomization.yaml',
      undefined,
    ]);
  });

  test.each([
    uriOf('base/web.yaml'),
    uriOf('gone/kustomization.yaml'),
    'https://example.com/kustomization.yaml',
  ])('is none of its own at %s', async (uri) => {
    expect(await sumsOf(FILES).kustomization(uri)).toBeUndefined();
  });

  test.each<[string, ReadRefusal | undefined, boolean, boolean]>([
    ['is there', undefined, false, true],
    ['is ignored by git, as it is made by a program', undefined, true, true],
    ['cannot be read', 'unreadable', false, true],
    ['is a folder', 'notRegular', false, false],
    ['is not there', undefined, false, false],
  ])('names a file that may be there: it %s', async (what, reason, isIgnored, expected) => {
    const files = new MemoryFiles(what === 'is there' ? { 'a.yaml': '' } : {});
    Object.assign(files, { isIgnoredByGit: () => isIgnored });
    const readText: ListingHost['readText'] = async (uri, options) => {
      if (reason) options?.onRefused?.(reason);
      return files.texts.get(uri);
    };
    Object.assign(files, { readText });
    expect(await new AppliedSums(files, uriOf('')).mayBeThere('a.yaml')).toBe(expected);
  });
});

test('overlays that each share another part of many files are not built again and again', async () => {
  const numbers = [...Array(200).keys()];
  const base = (number: number) => [`base/${number}/kustomization.yaml`, 'resources: [pod.yaml]\n'];
  const overlay = (number: number) => {
    const part = numbers.filter((other) => (other * 7 + number * 13) % 3 > 0);
    return [
      `overlay${number}/kustomization.yaml`,
      `resources:\n${part.map((other) => `- ../base/${other}\n`).join('')}`,
    ];
  };
  const files = [
    ...numbers.map((number) => [`base/${number}/pod.yaml`, pod(`web${number}`)]),
    ...numbers.map(base),
    ...numbers.map(overlay),
  ];
  const inNone = async (order: readonly number[]) => {
    const sums = new AppliedSums(new MemoryFiles(Object.fromEntries(files)), uriOf(''));
    const found: number[] = [];
    for (const number of order)
      if ((await sums.of(uriOf(`base/${number}/pod.yaml`))).length === 0) found.push(number);
    return found.sort((a, b) => a - b);
  };
  const { result, milliseconds } = await measuredAsync(() => inNone(numbers));
  expect(result).toEqual(await inNone([...numbers].reverse()));
  expect(milliseconds).toBeLessThan(20_000);
});

test('a large repository of bases that each have their own overlays loses none', async () => {
  const [bases, overlays, pods] = [30, 21, 40];
  const files: Record<string, string> = {};
  for (const base of Array(bases).keys()) {
    const names = numbered(pods, (at) => `pod${at}.yaml`);
    files[`base${base}/kustomization.yaml`] = `resources: [${names.join()}]\n`;
    for (const name of names) files[`base${base}/${name}`] = pod(name);
    for (const overlay of Array(overlays).keys())
      files[`base${base}/prod${overlay}/kustomization.yaml`] =
        `resources: [..]\nnamespace: shop-${overlay}\n`;
  }
  // More than is kept.
  expect(bases * overlays * pods).toBeGreaterThan(20_000);
  expect(await sumsOf(files).of(uriOf('base7/pod7.yaml'))).toHaveLength(overlays);
});

test('other tasks have their turn after each sum that is built', async () => {
  const overlays = [...Array(10).keys()].map((number) => [
    `overlay${number}/kustomization.yaml`,
    'resources: [../base]\n',
  ]);
  const base = { 'base/kustomization.yaml': 'resources: [pod.yaml]\n', 'base/pod.yaml': pod('web') };
  const sums = new AppliedSums(new MemoryFiles({ ...base, ...Object.fromEntries(overlays) }), uriOf(''));
  const turns = await turnsDuring(async () => expect(await sums.of(uriOf('base/pod.yaml'))).toHaveLength(10));
  expect(turns).toBeGreaterThanOrEqual(9);
});
