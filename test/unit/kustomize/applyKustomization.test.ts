import { describe, expect, test } from 'vitest';
import type { Built } from '../../../server/src/kustomize/applyKustomization.ts';
import { type Value, valueAt } from '../../../server/src/kustomize/valueTree.ts';
import { buildOf, jsonAt } from '../../support/builtResources.ts';
import { kustomizedWorkload } from '../../support/kustomizedWorkload.ts';
import { measured } from '../../support/processorTime.ts';

// Each as kustomize 5.8.2 itself does it: `npm run test:real -- kustomize` compares many more.

const UNKNOWN = '(unknown)';

function built(files: Record<string, string>, folder = ''): Built {
  const build = buildOf(files, folder);
  if (build?.kind !== 'built') throw new Error(`The build came to ${JSON.stringify(build)}.`);
  return build;
}

/** What a build without a base makes of web.yaml. */
function apply(kustomization: string, web: string) {
  const [resource] = built({
    'kustomization.yaml': `resources: [web.yaml]\n${kustomization}`,
    'web.yaml': web,
  }).resources;
  if (!resource) throw new Error('Nothing is left.');
  const at = (path: string) => jsonAt(resource.value, path, UNKNOWN);
  return { at, own: at('metadata/annotations'), pod: at('spec/template/metadata/annotations') };
}

function failure(files: Record<string, string>, folder = ''): string | undefined {
  const build = buildOf(files, folder);
  return build?.kind === 'failed' ? build.reason : undefined;
}

function inline(patch: string, target = ''): string {
  return `patches:\n- ${target}patch: |-\n${patch.replace(/^(?=.)/gm, '    ')}\n`;
}

const TARGET = 'target: {kind: Deployment}\n  ';

describe('values without quotes', () => {
  const lines = 'on: on\nnumber: 4190_4191\noctal: 010\nhex: 0x1F90\nnull: ~\ntime: 22:30\n';

  test('stay the text that they are in the metadata of the object itself', () => {
    expect(apply('', kustomizedWorkload(lines)).own).toEqual({
      kept: 'x',
      on: 'on',
      number: '4190_4191',
      octal: '010',
      hex: '0x1F90',
      null: '~',
      time: '22:30',
    });
  });

  test('are what YAML 1.2 says in a pod template', () => {
    expect(apply('', kustomizedWorkload('', lines)).pod).toEqual({
      kept: 'x',
      on: 'on',
      number: 41904191,
      octal: 8,
      hex: 8080,
      null: null,
      time: '22:30',
    });
  });

  test('are refused in commonAnnotations', () => {
    const files = {
      'kustomization.yaml': 'resources: [web.yaml]\ncommonAnnotations: {a: on}',
      'web.yaml': kustomizedWorkload(),
    };
    expect(failure(files)).toBe('kustomization-refused');
  });
});

test('a key is only a key, whatever JavaScript means by it', () => {
  const lines = '__proto__: a\nconstructor: b\n';
  const patch = inline(kustomizedWorkload('toString: c\n', '__proto__: d\n'));
  const { own, pod } = apply(`${patch}commonAnnotations: {valueOf: e}\n`, kustomizedWorkload(lines, lines));
  expect(Object.entries(own as object).sort()).toEqual(
    Object.entries({ ['__proto__']: 'a', constructor: 'b', kept: 'x', toString: 'c', valueOf: 'e' }).sort(),
  );
  expect(Object.entries(pod as object).sort()).toEqual(
    Object.entries({ ['__proto__']: 'd', constructor: 'b', kept: 'x', valueOf: 'e' }).sort(),
  );
});

describe('null in a strategic merge patch', () => {
  const patch = kustomizedWorkload('gone: null\n', 'gone: ~\n');
  const base = kustomizedWorkload('gone: "1"\n', 'gone: "1"\n');

  test('removes an annotation', () => {
    expect(apply(inline(patch), base)).toMatchObject({ own: { kept: 'x' }, pod: { kept: 'x' } });
    expect(apply(inline(patch), base).own).not.toHaveProperty('gone');
  });

  test('with a target becomes a text in the metadata of the object itself', () => {
    const { own, pod } = apply(inline(patch, TARGET), base);
    expect(own).toEqual({ kept: 'x', gone: 'null' });
    expect(pod).toEqual({ kept: 'x' });
  });

  test('becomes one in patchesStrategicMerge too', () => {
    const merge = `patchesStrategicMerge:\n- |-\n${patch.replace(/^(?=.)/gm, '    ')}`;
    expect(apply(merge, base).own).toEqual({ kept: 'x', gone: 'null' });
  });
});

describe('the same key twice', () => {
  test('is the last one in the metadata of the object itself', () => {
    expect(apply('', kustomizedWorkload('a: first\na: last\n')).own).toEqual({ kept: 'x', a: 'last' });
  });

  test('is an error in a pod template', () => {
    const files = {
      'kustomization.yaml': 'resources: [web.yaml]',
      'web.yaml': kustomizedWorkload('', 'a: b\na: c\n'),
    };
    expect(failure(files)).toBe('merge-conflict');
  });

  test('is not certain in a patch for a mapping that is there: what is merged with what decides', () => {
    expect(apply(inline(kustomizedWorkload('a: first\na: last\n')), kustomizedWorkload()).own).toBe(UNKNOWN);
  });

  const BARE = 'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\n';

  test('is the last one in a patch that brings the object’s own annotations', () => {
    const patch = `${BARE.replace('}', ', annotations: {a: first, a: last}}')}`;
    expect(apply(inline(patch), BARE).own).toEqual({ a: 'last' });
  });

  test.each([
    ['two texts', '{a: b, a: c}', 'key-repeated'],
    ['the same text', '{a: b, a: b}', 'key-repeated'],
    ['a null', '{a: null, a: b}', 'unknown'],
  ])('is an error in a patch that brings the annotations of the pods: %s', (_, annotations, expected) => {
    const patch = `${BARE}spec: {template: {metadata: {annotations: ${annotations}}}}\n`;
    const files = (lines: string) => ({
      'kustomization.yaml': `resources: [web.yaml]\n${inline(patch)}${lines}`,
      'web.yaml': BARE,
    });
    if (expected === 'unknown') expect(apply(inline(patch), BARE).pod).toBe(UNKNOWN);
    else expect(failure(files(''))).toBe(expected);
  });

  test('is none in a mapping that a later patch removes', () => {
    const patch = (annotations: string) =>
      `- patch: |-\n    ${BARE.trim().replaceAll('\n', '\n    ')}\n    spec: {template: {metadata: {annotations: ${annotations}}}}\n`;
    expect(apply(`patches:\n${patch('{a: b, a: c}')}${patch('null')}`, BARE).pod).toBeUndefined();
  });
});

describe('commonAnnotations', () => {
  const ADDED = 'commonAnnotations: {linkerd.io/inject: enabled}\n';

  test('reach the pod templates of built-in workloads', () => {
    expect(apply(ADDED, kustomizedWorkload()).pod).toEqual({ kept: 'x', 'linkerd.io/inject': 'enabled' });
    const cron = 'apiVersion: batch/v1\nkind: CronJob\nmetadata: {name: web}\n';
    expect(apply(ADDED, cron).at('spec/jobTemplate/spec/template/metadata/annotations')).toEqual({
      'linkerd.io/inject': 'enabled',
    });
  });

  test.each([
    'argoproj.io/v1alpha1 Rollout',
    'serving.knative.dev/v1 Service',
    'kafka.strimzi.io/v1beta2 Kafka',
    'postgresql.cnpg.io/v1 Cluster',
    'monitoring.coreos.com/v1 Prometheus',
  ])('do not reach those of a %s', (kind) => {
    const web = kustomizedWorkload().replace('apps/v1\nkind: Deployment', kind.replace(' ', '\nkind: '));
    const { own, pod } = apply(ADDED, web);
    expect(own).toEqual({ kept: 'x', 'linkerd.io/inject': 'enabled' });
    expect(pod).toEqual({ kept: 'x' });
  });
});

test('a strategic merge patch replaces the lists of a custom resource', () => {
  const rollout = (containers: string) =>
    `apiVersion: argoproj.io/v1alpha1\nkind: Rollout\nmetadata: {name: web}\nspec: {template: {spec: {containers: ${containers}}}}\n`;
  const patch = rollout('[{name: web, image: new}]');
  const { at } = apply(inline(patch), rollout('[{name: web, image: old}, {name: log, image: log}]'));
  expect(at('spec/template/spec/containers')).toEqual([{ name: 'web', image: 'new' }]);
});

describe('a JSON patch', () => {
  const operation = (text: string) => inline(`- {${text}}\n`, TARGET);
  const reasonOf = (text: string) =>
    failure({
      'kustomization.yaml': `resources: [web.yaml]\n${operation(text)}`,
      'web.yaml': kustomizedWorkload(),
    });

  test('adds what a replace does not find', () => {
    const patch = operation('op: replace, path: /metadata/annotations/linkerd.io~1inject, value: enabled');
    expect(apply(patch, kustomizedWorkload()).own).toEqual({ kept: 'x', 'linkerd.io/inject': 'enabled' });
  });

  test('fails to remove what is not there', () => {
    expect(reasonOf('op: remove, path: /metadata/annotations/absent')).toBe('patch-operation');
  });

  test('takes a slash in a key for a step', () => {
    expect(reasonOf('op: add, path: /metadata/annotations/linkerd.io/inject, value: enabled')).toBe(
      'patch-operation',
    );
  });

  test.each(['metadata/annotations/a', '""'])('fails at the path %s, which is no pointer into it', (path) => {
    expect(reasonOf(`op: add, path: ${path}, value: enabled`)).toBe('patch-operation');
    expect(reasonOf(`op: remove, path: ${path}`)).toBe('patch-operation');
  });

  test('says which operation fails, and on what', () => {
    const files = {
      'kustomization.yaml': `resources: [web.yaml]\n${operation('op: remove, path: /a')}`,
      'web.yaml': kustomizedWorkload(),
    };
    expect(buildOf(files, '')).toMatchObject({
      kind: 'failed',
      resource: { kind: 'Deployment', name: 'web' },
      by: { at: { file: 'kustomization.yaml', inner: { document: 0, path: [0] } } },
    });
  });

  test('reads its values with the words of YAML 1.1', () => {
    const patch = operation('op: add, path: /spec/template/metadata/annotations/a, value: on');
    expect(apply(patch, kustomizedWorkload()).pod).toEqual({ kept: 'x', a: true });
  });
});

describe('what a patch is for', () => {
  const files = (target: string) => ({
    'kustomization.yaml': `resources: [web.yaml]\n${inline(kustomizedWorkload('a: b\n'), target)}`,
    'web.yaml': kustomizedWorkload(),
  });

  test('a target that selects nothing is noted', () => {
    expect(built(files('target: {kind: StatefulSet}\n  ')).idlePatches).toHaveLength(1);
    expect(built(files(TARGET)).idlePatches).toEqual([]);
  });

  test('a target may be a pattern for the whole name, new or old', () => {
    expect(built(files("target: {name: 'we.'}\n  ")).idlePatches).toEqual([]);
    expect(built(files('target: {name: we}\n  ')).idlePatches).toHaveLength(1);
  });

  test('without a target the resource must be there', () => {
    const patch = inline(kustomizedWorkload().replace('name: web', 'name: absent'));
    const missing = {
      'kustomization.yaml': `resources: [web.yaml]\n${patch}`,
      'web.yaml': kustomizedWorkload(),
    };
    expect(failure(missing)).toBe('patch-without-target');
  });

  test('a pattern that could take long is not tried', () => {
    const [resource] = built(files(`target: {name: '(w+)+x'}\n  `)).resources;
    expect(resource && jsonAt(resource.value, 'metadata/annotations', UNKNOWN)).toBe(UNKNOWN);
  });
});

describe('overlays and components', () => {
  const BASE = {
    'base/kustomization.yaml': 'resources: [web.yaml]\nnamePrefix: b-\n',
    'base/web.yaml': kustomizedWorkload(),
  };

  test('apply what they reach in order, with the place that wrote each value', () => {
    const { resources } = built(
      {
        ...BASE,
        'part/kustomization.yaml': 'kind: Component\ncommonAnnotations: {from: part, part: "1"}\n',
        'prod/kustomization.yaml':
          'resources: [../base]\ncomponents: [../part]\nnamespace: shop\nnamePrefix: p-\ncommonAnnotations: {from: prod}\n',
      },
      'prod/',
    );
    const [value] = resources.map((resource) => resource.value);
    if (!value) throw new Error('Nothing is left.');
    expect(jsonAt(value, 'metadata/name', UNKNOWN)).toBe('p-b-web');
    expect(jsonAt(value, 'metadata/namespace', UNKNOWN)).toBe('shop');
    expect(jsonAt(value, 'spec/template/metadata/annotations', UNKNOWN)).toEqual({
      kept: 'x',
      from: 'prod',
      part: '1',
    });
    const placeOf = (key: string) => valueAt(value, ['spec', 'template', 'metadata', 'annotations', key])?.at;
    expect(placeOf('kept')?.file).toBe('base/web.yaml');
    expect(placeOf('part')).toEqual({
      file: 'part/kustomization.yaml',
      document: 0,
      path: ['commonAnnotations', 'part'],
    });
    expect(placeOf('from')?.file).toBe('prod/kustomization.yaml');
  });

  test('a value of an inline patch has its place in the patch', () => {
    const overlay = `resources: [../base]\n${inline(kustomizedWorkload('a: b\n').replace('name: web', 'name: b-web'))}`;
    const [resource] = built({ ...BASE, 'prod/kustomization.yaml': overlay }, 'prod/').resources;
    expect(valueAt(resource?.value, ['metadata', 'annotations', 'a'])?.at).toEqual({
      file: 'prod/kustomization.yaml',
      document: 0,
      path: ['patches', 0, 'patch'],
      inner: { document: 0, path: ['metadata', 'annotations', 'a'] },
    });
  });

  test('a patch of a label that commonLabels wrote changes the selector and the pods too', () => {
    const base = { ...BASE, 'base/kustomization.yaml': 'resources: [web.yaml]\ncommonLabels: {app: web}\n' };
    const label = 'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web, labels: {app: other}}\n';
    const [resource] = built(
      { ...base, 'prod/kustomization.yaml': `resources: [../base]\n${inline(label)}` },
      'prod/',
    ).resources;
    expect(resource && jsonAt(resource.value, 'spec/selector/matchLabels', UNKNOWN)).toEqual({
      app: 'other',
    });
    expect(resource && jsonAt(resource.value, 'spec/template/metadata/labels', UNKNOWN)).toEqual({
      app: 'other',
    });
  });

  test('a generated ConfigMap is there under its name, to which a hash is added', () => {
    const { resources } = built({
      'kustomization.yaml': 'namePrefix: p-\nconfigMapGenerator: [{name: made}]\n',
    });
    expect(
      resources.map(({ value, isGenerated }) => [jsonAt(value, 'metadata/name', UNKNOWN), isGenerated]),
    ).toEqual([['p-made', true]]);
  });
});

describe('bad input', () => {
  test('a cycle fails', () => {
    const files = {
      'a/kustomization.yaml': 'resources: [../b]\n',
      'b/kustomization.yaml': 'resources: [../a]\n',
    };
    expect(failure(files, 'a/')).toBe('cycle');
  });

  test('a base around its overlay counts as a cycle', () => {
    const files = {
      'kustomization.yaml': 'resources: [web.yaml]\n',
      'web.yaml': kustomizedWorkload(),
      'overlays/prod/kustomization.yaml': 'resources: [../..]\n',
    };
    expect(failure(files, 'overlays/prod/')).toBe('cycle');
    expect(failure(files)).toBeUndefined();
  });

  test.each(['../absent', 'https://example.com/base', 'absent.yaml'])(
    '%s is not in view, and others are',
    (item) => {
      const files = {
        'kustomization.yaml': `resources: [web.yaml, "${item}"]\n`,
        'web.yaml': kustomizedWorkload(),
      };
      expect(built(files)).toMatchObject({ isComplete: false, resources: [{}] });
    },
  );

  test('ten levels of components', () => {
    const files: Record<string, string> = {
      'kustomization.yaml': 'resources: [web.yaml]\ncomponents: [c0]\n',
      'web.yaml': kustomizedWorkload(),
    };
    for (let level = 0; level < 10; level++)
      files[`${Array.from({ length: level + 1 }, (_, index) => `c${index}`).join('/')}/kustomization.yaml`] =
        `kind: Component\ncommonAnnotations: {level: "${level}"}\n${level < 9 ? `components: [c${level + 1}]\n` : ''}`;
    const [resource] = built(files).resources;
    expect(resource && jsonAt(resource.value, 'metadata/annotations', UNKNOWN)).toEqual({
      kept: 'x',
      level: '0',
    });
  });

  test.each([
    'patches: 1',
    'patches: [{patch: "- {op: add, path: nowhere, value: 1}", target: {kind: Deployment}}]',
    'patches: [{patch: "- {op: move, path: /a, from: /b}", target: {kind: Deployment}}]',
    'patches: [{patch: "- 1", target: {kind: Deployment}}]',
    'patches: [{patch: "}{", target: {kind: Deployment}}]',
    'patches: [{path: absent.yaml}]',
    'patches: [{}]',
    'labels: [{pairs: {a: b}, fields: [{path: a/b}]}]',
    'replacements: [{source: {kind: Pod}, targets: []}]',
    'components: [absent]',
    '{{ .Values.patches }}: x',
    'unknownField: 1',
  ])('%s makes nothing certain, and throws nothing', (kustomization) => {
    const build = buildOf(
      { 'kustomization.yaml': `resources: [web.yaml]\n${kustomization}\n`, 'web.yaml': kustomizedWorkload() },
      '',
    );
    const certain =
      build?.kind === 'built'
        ? build.resources.map(({ value }) => jsonAt(value, 'metadata/annotations', UNKNOWN))
        : [];
    expect(certain.filter((annotations) => annotations !== UNKNOWN)).toEqual([]);
  });
});

describe('bounds', () => {
  const named = (name: string) => kustomizedWorkload().replace('name: web', `name: ${name}`);
  const select = (name: string, count = 1) =>
    `patches:\n${`- {target: {name: "${name}"}, patch: "- {op: add, path: /metadata/annotations/a, value: b}"}\n`.repeat(count)}`;
  const levels = (kustomization: (level: number) => string) =>
    Object.fromEntries(
      Array.from({ length: 40 }, (_, level) => [
        `${level === 0 ? '' : `l${level}/`}kustomization.yaml`,
        kustomization(level),
      ]),
    );
  const up = (level: number) => (level === 0 ? '' : '../');

  test.each<[string, Record<string, string>]>([
    [
      'folders that lead to the same one twice, again and again',
      levels((level) =>
        level === 39
          ? 'commonLabels: {a: b}\n'
          : `resources: [${up(level)}l${level + 1}, ${up(level)}l${level + 1}/]\n`,
      ),
    ],
    [
      'components that do',
      levels((level) =>
        level === 0
          ? 'components: [l1, l1]\n'
          : `kind: Component\n${level === 39 ? 'commonLabels: {a: b}' : `components: [../l${level + 1}, ../l${level + 1}]`}\n`,
      ),
    ],
    [
      'optional characters',
      { 'kustomization.yaml': select('a?'.repeat(40) + 'a'.repeat(40)), 'web.yaml': named('a'.repeat(60)) },
    ],
    [
      'alternatives',
      { 'kustomization.yaml': select(`${'(a|a)'.repeat(40)}b`), 'web.yaml': named('a'.repeat(60)) },
    ],
    ['any characters', { 'kustomization.yaml': select('.*.*.*b', 500), 'web.yaml': named('a'.repeat(299)) }],
    [
      'a long pattern',
      { 'kustomization.yaml': select('a'.repeat(100_000), 100), 'web.yaml': kustomizedWorkload() },
    ],
    [
      'tens of thousands of patches',
      { 'kustomization.yaml': select('web', 8_000), 'web.yaml': kustomizedWorkload() },
    ],
    [
      'hundreds of patterns that may fit each of many names',
      {
        'kustomization.yaml': `resources: [all.yaml]\n${select('(a+)+b', 1_500)}`,
        'all.yaml': Array.from({ length: 1_000 }, (_, at) => named(`web-${at}`)).join('---\n'),
      },
    ],
    [
      'operations on a large mapping',
      {
        'kustomization.yaml': `patches:\n- target: {kind: Deployment}\n  patch: |\n${Array.from({ length: 12_000 }, (_, at) => `    - {op: add, path: /metadata/annotations/k${at}, value: v}\n`).join('')}`,
        'web.yaml': kustomizedWorkload(Array.from({ length: 20_000 }, (_, at) => `a${at}: v\n`).join('')),
      },
    ],
    [
      'thousands of labels',
      {
        'kustomization.yaml': `commonLabels:\n${Array.from({ length: 20_000 }, (_, at) => `  k${at}: v\n`).join('')}`,
        'web.yaml': kustomizedWorkload(),
      },
    ],
  ])('end %s: nothing is certain, or it is done soon', (_, files) => {
    const first = files['kustomization.yaml'] as string;
    const all =
      'web.yaml' in files ? { ...files, 'kustomization.yaml': `resources: [web.yaml]\n${first}` } : files;
    const { milliseconds } = measured(() => buildOf(all, ''));
    expect(milliseconds).toBeLessThan(5_000);
  });

  test('do not touch what people write', () => {
    const names = Array.from({ length: 200 }, (_, at) => `web-${at}`);
    const { resources } = built({
      'kustomization.yaml': `resources: [all.yaml]\nnamespace: shop\ncommonLabels: {team: a, tier: b}\n${select('web-(1|2|3).*', 20)}`,
      'all.yaml': names.map(named).join('---\n'),
    });
    expect(resources).toHaveLength(200);
    expect(jsonAt(resources[1]?.value as Value, 'metadata/annotations', UNKNOWN)).toEqual({
      kept: 'x',
      a: 'b',
    });
  });
});
