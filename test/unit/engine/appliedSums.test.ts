import { expect, test } from 'vitest';
import { AppliedSums } from '../../../server/src/engine/appliedSums.ts';
import { SourceFile } from '../../../server/src/engine/sourceFile.ts';
import { MemoryFiles, uriOf } from '../../support/memoryFiles.ts';
import { measuredAsync } from '../../support/processorTime.ts';

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
  const sums = new AppliedSums(new MemoryFiles(Object.fromEntries(files)), uriOf(''));
  let built = 0;
  const { milliseconds } = await measuredAsync(async () => {
    for (const number of numbers) built += (await sums.of(uriOf(`base/${number}/pod.yaml`))).length;
  });
  expect(built).toBeGreaterThan(100);
  expect(milliseconds).toBeLessThan(20_000);
});
