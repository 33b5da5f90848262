import { expect, test } from 'vitest';
import { AppliedSums } from '../../../server/src/engine/appliedSums.ts';
import { SourceFile } from '../../../server/src/engine/sourceFile.ts';
import { MemoryFiles, uriOf } from '../../support/memoryFiles.ts';

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
