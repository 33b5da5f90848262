import { describe, expect, test } from 'vitest';
import { REPOSITORY_RULES } from '../../../server/src/rules/allRules.ts';
import { LineIndex } from '../../../server/src/text/lineIndex.ts';
import { lintBuilds } from '../../support/lintBuilds.ts';
import type { Files } from '../../support/sumsOf.ts';

const WEB = `apiVersion: apps/v1
kind: Deployment
metadata: {name: web, annotations: {linkerd.io/inject: enabled}}
spec: {template: {metadata: {labels: {app: web}}}}
`;

/** What all rules about builds find, and where: `kustomization.yaml:2 kustomize-path-missing`. A rule that throws fails the test. */
async function found(files: Files): Promise<string[]> {
  const all = new Map(Object.entries({ 'web.yaml': WEB, ...files }));
  const lines: string[] = [];
  for (const [path, findings] of await lintBuilds(all, REPOSITORY_RULES.builds)) {
    const index = new LineIndex(all.get(path) ?? '');
    for (const { rule, range } of findings)
      lines.push(`${path}:${index.positionAt(range.start).line + 1} ${rule}`);
  }
  return lines;
}

/** What Flux substitutes. */
const VARIABLE = `"\${A}"`;

const patch = (lines: string) => `resources: [web.yaml]\npatches:\n- ${lines}\n`;
const operation = (lines: string) => patch(`{target: {kind: Deployment}, patch: "[{${lines}}]"}`);

describe('bad input is a finding at the line of the kustomization, or nothing, and never an exception', () => {
  test.each<[string, string, string | undefined]>([
    ['a remote base', 'resources: [web.yaml, "https://example.test/a//b?ref=v1"]\n', undefined],
    ['a remote component', 'resources: [web.yaml]\ncomponents: ["git@example.test:a/b"]\n', undefined],
    ['a missing base', 'resources:\n- web.yaml\n- ../gone\n', undefined],
    ['a missing base in the repository', 'resources:\n- web.yaml\n- gone\n', '3 kustomize-path-missing'],
    ['a cycle', 'resources:\n- web.yaml\n- .\n', '3 kustomize-base-cycle'],
    ['a patch of nothing', patch('patch: "{kind: Job, metadata: {name: a}}"'), '3 patch-target-missing'],
    [
      'a target of nothing that is about Linkerd',
      patch(
        '{target: {kind: Job}, patch: "[{op: add, path: /metadata/annotations/linkerd.io~1inject, value: a}]"}',
      ),
      '3 patch-selects-nothing',
    ],
    ['a resource that is a variable', `resources: [web.yaml, ${VARIABLE}]\n`, undefined],
    ['a namespace that is a variable', `resources: [web.yaml]\nnamespace: ${VARIABLE}\n`, undefined],
    ['an operation that has a variable', operation(`op: remove, path: '\${A}'`), undefined],
    ['a resource twice', 'resources:\n- web.yaml\n- web.yaml\n', '3 kustomization-refused'],
    ['a pointer without a slash', operation('op: add, path: metadata, value: a'), '3 patch-operation-fails'],
    ['the empty pointer', operation("op: remove, path: ''"), '3 patch-operation-fails'],
    ['a pointer with a half escape', operation('op: remove, path: /metadata/a~2'), '3 patch-operation-fails'],
    ['the removal of nothing', operation('op: remove, path: /metadata/labels'), '3 patch-operation-fails'],
    ['an operation without a path', operation('op: remove'), '3 patch-operation-fails'],
    ['an unknown operation', operation('op: put, path: /metadata/a'), undefined],
    ['a path that is a list', operation('op: add, path: [a], value: b'), undefined],
    [
      'an item of a list',
      operation('op: add, path: /metadata/finalizers/-, value: b'),
      '3 patch-operation-fails',
    ],
    ['a patch that is a text', patch('patch: linkerd'), undefined],
    ['a patch that is broken YAML', patch('patch: "{a"'), undefined],
    [
      'patches that are a mapping',
      'resources: [web.yaml]\npatches: {linkerd.io/inject: a}\n',
      '2 kustomization-refused',
    ],
    ['resources that are null', 'resources: [~, web.yaml]\npatches: ~\n', undefined],
    ['no mapping', '- linkerd\n', undefined],
    ['broken YAML', 'resources: [web.yaml\npatches: {', undefined],
    ['an alias to itself', 'resources: &a [web.yaml, *a]\n', '1 kustomization-refused'],
  ])('%s', async (_, text, expected) => {
    expect(await found({ 'kustomization.yaml': text })).toEqual(
      expected === undefined ? [] : [`kustomization.yaml:${expected}`],
    );
  });

  test.each([
    `{kind: Deployment, apiVersion: apps/v1, metadata: {name: ${VARIABLE}}}`,
    `{kind: ${VARIABLE}, apiVersion: apps/v1, metadata: {name: web}}`,
    `{kind: Deployment, apiVersion: apps/v1, metadata: {name: web}, $patch: ${VARIABLE}}`,
    `[{op: remove, path: ${VARIABLE}}]`,
    `[{op: ${VARIABLE}, path: /a}]`,
  ])('a variable in the file of a patch: %s', async (text) => {
    const target = text.startsWith('[') ? ', target: {kind: Deployment}' : '';
    const kustomization = `resources: [web.yaml]\npatches: [{path: patch.yaml${target}}]\n`;
    expect(await found({ 'kustomization.yaml': kustomization, 'patch.yaml': text })).toEqual([]);
  });

  test('a patch that finds two', async () => {
    const side = (name: string) => ({
      [`${name}/kustomization.yaml`]: `resources: [web.yaml]\nnamespace: ${name}\n`,
      [`${name}/web.yaml`]: WEB,
    });
    const text = 'resources: [a, b]\npatches:\n- path: web.yaml\n';
    expect(await found({ ...side('a'), ...side('b'), 'kustomization.yaml': text })).toEqual([
      'kustomization.yaml:3 patch-target-missing',
    ]);
  });

  test('ten levels of components, with the innermost wrong', async () => {
    const component = (level: number) =>
      level < 10
        ? `kind: Component\ncomponents: [../c${level + 1}]\n`
        : 'kind: Component\npatches:\n- {target: {kind: Deployment}, patch: "[{op: remove, path: /a}]"}\n';
    const levels = Array.from({ length: 10 }, (_, index) => [
      `c${index + 1}/kustomization.yaml`,
      component(index + 1),
    ]);
    const files = { 'kustomization.yaml': 'resources: [web.yaml]\ncomponents: [c1]\n' };
    expect(await found({ ...files, ...Object.fromEntries(levels) })).toEqual([
      'c10/kustomization.yaml:3 patch-operation-fails',
    ]);
  });
});
