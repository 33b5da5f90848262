import { describe, expect, test } from 'vitest';
import { AppliedSums } from '../../../server/src/engine/appliedSums.ts';
import { BuildLinter } from '../../../server/src/engine/buildLinter.ts';
import { MeshLinter } from '../../../server/src/engine/meshLinter.ts';
import { RepositoryMesh } from '../../../server/src/engine/repositoryMesh.ts';
import { SourceFile } from '../../../server/src/engine/sourceFile.ts';
import { readFileFacts } from '../../../server/src/facts/fileFacts.ts';
import { REPOSITORY_RULES } from '../../../server/src/rules/allRules.ts';
import { LineIndex } from '../../../server/src/text/lineIndex.ts';
import { jsonAt } from '../../support/builtResources.ts';
import { kustomizedWorkload } from '../../support/kustomizedWorkload.ts';
import { throwFailure } from '../../support/lint.ts';
import { lintBuilds } from '../../support/lintBuilds.ts';
import { MemoryFiles, uriOf } from '../../support/memoryFiles.ts';
import { type Files, findingLines } from '../../support/sumsOf.ts';

const PORTS = 'config.linkerd.io/opaque-ports';
const WRONG = kustomizedWorkload('', `${PORTS}: "80800"\n`);
const RIGHT = kustomizedWorkload('', `${PORTS}: "8080"\n`);
const IN_BASE = 'base/web.yaml:12 invalid-opaque-ports';

const base = (web: string, lines = ''): Files => ({
  'base/kustomization.yaml': `resources: [web.yaml]\n${lines}`,
  'base/web.yaml': web,
});

const indented = (lines: string, by: number) => lines.replace(/^(?=.)/gm, ' '.repeat(by));

/** A Flux Kustomization with fields of its spec, which begin in line 5. */
const flux = (fields: string, path = './base') =>
  `apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: {name: apps}
spec:
${indented(fields, 2)}  path: ${path}
  sourceRef: {kind: GitRepository, name: flux-system}
`;

/** An Argo CD Application with fields of \`kustomize\`, which begin in line 7. */
const argo = (fields: string, path = 'base') =>
  `apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: {name: apps}
spec:
  source:
    kustomize:
${indented(fields, 6)}    path: ${path}
    repoURL: https://example.com/repository
`;

/** A patch with ports for a workload, whose value is in line 7 of the patch. */
const setPorts = (value: string, target = '') => `patches:
- ${target}patch: |
    apiVersion: apps/v1
    kind: Deployment
    metadata: {name: web}
    spec: {template: {metadata: {annotations: {
      ${PORTS}: ${value}}}}}
`;

const operate = (operation: string) =>
  `patches:\n- target: {kind: Deployment}\n  patch: |\n    - {op: ${operation}}\n`;

const AT = '/spec/template/metadata/annotations/config.linkerd.io~1opaque-ports';

/** What rules about builds find: `clusters/apps.yaml:5 patch-target-missing`. */
async function builds(files: Files): Promise<string[]> {
  const lines: string[] = [];
  for (const [path, findings] of await lintBuilds(new Map(Object.entries(files)), REPOSITORY_RULES.builds)) {
    const index = new LineIndex(files[path] ?? '');
    for (const { rule, range } of findings) lines.push(`${path}:${index.lineAt(range.start) + 1} ${rule}`);
  }
  return lines;
}

describe.each([
  ['a Flux Kustomization', 'clusters/apps.yaml', flux, 5],
  ['an Argo CD Application', 'clusters/apps.yaml', argo, 7],
] as const)('patches of %s', (_, file, deploy, first) => {
  test('repair what is wrong in the kustomization at its path', async () => {
    expect(await findingLines({ ...base(WRONG), [file]: deploy(setPorts('"8080"')) })).toEqual([]);
    expect(await findingLines({ ...base(WRONG), [file]: deploy(operate(`remove, path: ${AT}`)) })).toEqual(
      [],
    );
    expect(await findingLines({ ...base(WRONG), [file]: deploy('namePrefix: a-\n') })).toEqual([IN_BASE]);
  });

  test('come after those of the kustomization', async () => {
    const inner = setPorts('"80800"');
    expect(await findingLines({ ...base(RIGHT, inner), [file]: deploy(setPorts('"9090"')) })).toEqual([
      // It has the finding by itself, as any patch.
      'base/kustomization.yaml:8 invalid-opaque-ports',
    ]);
  });

  test('are found to break something, at the line that is wrong', async () => {
    const host = setPorts('"8080"').replace(/metadata: \{annotations.*$/s, 'spec: {hostNetwork: true}}}\n');
    const web = kustomizedWorkload('', 'linkerd.io/inject: enabled\n');
    expect(await findingLines({ ...base(web), [file]: deploy(host) })).toEqual([
      `base/web.yaml:12 inject-host-network in ${file}`,
    ]);
    const value = `${operate(`replace, path: ${AT}, value: "80800"`)}`;
    expect(await findingLines({ ...base(RIGHT), [file]: deploy(value) })).toEqual([
      `${file}:${first + 3} invalid-opaque-ports`,
    ]);
  });

  test('that fail are findings at their line', async () => {
    expect(await builds({ ...base(RIGHT), [file]: deploy(operate('remove, path: /a')) })).toEqual([
      `${file}:${first + 3} patch-operation-fails`,
    ]);
    const missing = setPorts('"8080"').replace('name: web', 'name: api');
    expect(await builds({ ...base(RIGHT), [file]: deploy(missing) })).toEqual([
      `${file}:${first + 4} patch-target-missing`,
    ]);
    const idle = setPorts('"8080"', 'target: {kind: Job}\n  ');
    expect(await builds({ ...base(RIGHT), [file]: deploy(idle) })).toEqual([
      `${file}:${first + 1} patch-selects-nothing`,
    ]);
    expect(await builds({ ...base(RIGHT), [file]: deploy(setPorts('"8080"')) })).toEqual([]);
  });

  test.each([
    ['a template', operate('remove, path: {{ .a }}')],
    ['a variable', operate(`remove, path: \${path}`)],
    ['no list', 'patches: linkerd.io\n'],
    ['no mappings', 'patches: [linkerd.io]\n'],
    ['neither a patch nor a path', 'patches: [{target: {kind: Deployment}}]\n'],
    ['broken YAML', 'patches: [{\n'],
    ['a remote component', `${setPorts('"8080"')}components: ["https://example.com/a"]\n`],
    ['a component that is not there', `${setPorts('"8080"')}components: [../gone]\n`],
    ['a component that leads back', `${setPorts('"8080"')}components: [.]\n`],
  ])('that are not certain leave findings as they are: %s', async (_name, fields) => {
    const files = { ...base(WRONG), [file]: deploy(fields) };
    expect(await findingLines(files)).toContain(IN_BASE);
    expect((await builds(files)).filter((line) => line.includes('patch-'))).toEqual([]);
  });

  test.each(['./gone', '../base', '/../base', '..'])('of another folder change nothing: %s', async (path) => {
    const files = { ...base(WRONG), [file]: deploy(setPorts('"8080"'), path) };
    expect(await findingLines(files)).toEqual([IN_BASE]);
    expect(await builds({ ...files, ...base(RIGHT) })).toEqual([]);
  });

  test('are judged for each of two that apply the same', async () => {
    const files = { ...base(WRONG), 'a.yaml': deploy(setPorts('"8080"')) };
    expect(await findingLines({ ...files, 'b.yaml': deploy(setPorts('"9090"')) })).toEqual([]);
    expect(await findingLines({ ...files, 'b.yaml': deploy('namePrefix: a-\n') })).toEqual([IN_BASE]);
    expect(await findingLines({ ...files, 'b.yaml': deploy('') })).toEqual([IN_BASE]);
    expect(await findingLines({ ...files, 'b/kustomization.yaml': 'resources: [../base]\n' })).toEqual([
      IN_BASE,
    ]);
  });

  test('are not followed where a kustomization may change them', async () => {
    const files = { ...base(WRONG), [file]: deploy(setPorts('"8080"')) };
    const around = (lines: string) => ({ 'clusters/kustomization.yaml': `resources: [apps.yaml]\n${lines}` });
    expect(await findingLines({ ...files, ...around('namePrefix: a-\n') })).toEqual([]);
    const patch = 'patches:\n- {target: {name: apps}, patch: "[{op: remove, path: /spec/patches}]"}\n';
    expect(await findingLines({ ...files, ...around(patch) })).toEqual([IN_BASE]);
  });

  test('use components beside the kustomization', async () => {
    const component = {
      'fix/kustomization.yaml': `kind: Component\n${setPorts('"8080"')}`,
    };
    expect(
      await findingLines({ ...base(WRONG), ...component, [file]: deploy('components: [../fix]\n') }),
    ).toEqual([]);
  });
});

test('an edit of a Flux Kustomization, and a new file below its folder, are followed', async () => {
  const host = new MemoryFiles({ 'apps/web.yaml': WRONG, 'a.yaml': flux(setPorts('"8080"'), './apps') });
  const sums = new AppliedSums(host, uriOf(''));
  sums.deploy(
    uriOf('a.yaml'),
    readFileFacts(SourceFile.read(flux(setPorts('"8080"'), './apps')).documents).deployedPaths,
  );
  const built = async () => {
    const [sum] = await sums.of(uriOf('apps/web.yaml'));
    return sum?.build?.kind === 'built' ? sum.build.resources.map(({ value }) => JSON.stringify(value)) : [];
  };
  expect(await built()).toEqual([expect.stringContaining('"8080"')]);
  sums.open(uriOf('a.yaml'), SourceFile.read(flux(setPorts('"9090"'), './apps')));
  expect(await built()).toEqual([expect.stringContaining('"9090"')]);
  host.texts.set(uriOf('apps/api.yaml'), WRONG.replace('name: web', 'name: api'));
  sums.refresh([uriOf('apps/api.yaml')]);
  expect(await built()).toHaveLength(2);
  host.texts.delete(uriOf('apps/api.yaml'));
  sums.refresh([uriOf('apps/api.yaml')]);
  expect(await built()).toHaveLength(1);
});

test('an edit of a Flux Kustomization touches what it changes', async () => {
  const host = new MemoryFiles({ ...base(WRONG), 'a.yaml': flux(setPorts('"8080"')), 'b.yaml': flux('') });
  const linters = [new MeshLinter([], throwFailure), new BuildLinter([], throwFailure)] as const;
  const mesh = new RepositoryMesh(host, uriOf(''), ...linters);
  await mesh.scan(new AbortController().signal);
  await mesh.sums.of(uriOf('base/web.yaml'));
  const edited = SourceFile.read(flux(setPorts('"9090"')));
  expect([...mesh.open(uriOf('a.yaml'), edited)]).toContain(uriOf('base/web.yaml'));
  expect([...mesh.judgedUris]).toContain(uriOf('a.yaml'));
  expect([...mesh.judgedUris]).not.toContain(uriOf('b.yaml'));
});

describe('Flux', () => {
  test('makes a kustomization of a folder that has none, with all that is below', async () => {
    const files = (fields: string): Files => ({
      'apps/a/web.yaml': WRONG,
      'apps/b/kustomization.yaml': 'resources: [web.yaml]\n',
      'apps/b/web.yaml': WRONG.replace('name: web', 'name: api'),
      'clusters/apps.yaml': flux(fields, './apps'),
    });
    const all = ['apps/a/web.yaml:12 invalid-opaque-ports', 'apps/b/web.yaml:12 invalid-opaque-ports'];
    expect(await findingLines(files(''))).toEqual(all);
    expect(await findingLines(files('namePrefix: a-\n'))).toEqual(all);
    expect(await findingLines(files(setPorts('"8080"')))).toEqual(all.slice(1));
    expect(await findingLines(files(operate(`remove, path: ${AT}`)))).toEqual([]);
    const ignored = { ...files(operate(`remove, path: ${AT}`)), 'apps/.sourceignore': 'a\n' };
    expect(await findingLines(ignored)).toEqual(all);
    const other = { ...files(operate(`remove, path: ${AT}`)), 'apps/values.yaml': 'a: b\n' };
    expect(await findingLines(other)).toEqual(all);
    expect(await builds(other)).toEqual([]);
  });

  test('writes common metadata over that of objects, and not into pods', async () => {
    const namespace = (value: string) =>
      `apiVersion: v1\nkind: Namespace\nmetadata: {name: a, annotations: {linkerd.io/inject: ${value}}}\n`;
    const common = (value: string) => `commonMetadata:\n  annotations:\n    linkerd.io/inject: ${value}\n`;
    expect(await findingLines({ ...base(namespace('enable')), 'a.yaml': flux(common('enabled')) })).toEqual(
      [],
    );
    expect(await findingLines({ ...base(WRONG), 'a.yaml': flux(common('enabled')) })).toEqual([IN_BASE]);
    expect(await findingLines({ ...base(RIGHT), 'a.yaml': flux(common('enabled')) })).toEqual([]);
    const host = `${kustomizedWorkload()}    spec: {hostNetwork: true}\n`;
    expect(await findingLines({ ...base(host), 'a.yaml': flux(common('enabled')) })).toEqual([]);
  });

  test('leaves a value with a variable unknown', async () => {
    const fields = (more: string) =>
      `${setPorts('"8080"')}postBuild: {substitute: {ports: "80800"}}\n${more}`;
    const files = { ...base(kustomizedWorkload('', `${PORTS}: \${ports}\n`)), 'a.yaml': flux(fields('')) };
    expect(await findingLines(files)).toEqual([]);
    const other = kustomizedWorkload('', `${PORTS}: "80800"\nconfig.linkerd.io/proxy-log-level: \${level}\n`);
    expect(await findingLines({ ...base(other), 'a.yaml': flux(fields('')) })).toEqual([]);
    expect(await findingLines({ ...base(other), 'a.yaml': flux('namePrefix: a-\n') })).toEqual([IN_BASE]);
  });

  test('takes other folders than those here from another repository', async () => {
    const self = flux('', './clusters');
    const other = flux(setPorts('"8080"')).replace('name: flux-system', 'name: podinfo');
    const files = { ...base(WRONG), 'clusters/apps.yaml': other };
    expect(await findingLines(files)).toEqual([]);
    expect(await findingLines({ ...files, 'clusters/flux-system/gotk-sync.yaml': self })).toEqual([IN_BASE]);
    const root = { 'kustomization.yaml': 'resources: [web.yaml]\n', 'web.yaml': WRONG };
    const ofRoot = { ...root, 'clusters/apps.yaml': flux(setPorts('"8080"'), './') };
    expect(await findingLines(ofRoot)).toEqual(['web.yaml:12 invalid-opaque-ports']);
    expect(await findingLines({ ...ofRoot, 'clusters/sync.yaml': self })).toEqual([]);
  });
});

describe('Argo CD', () => {
  test('takes other folders than those here from another repository', async () => {
    const files = { ...base(WRONG), 'clusters/apps.yaml': argo(setPorts('"8080"')) };
    const self = argo('', 'clusters');
    expect(await findingLines({ ...files, 'clusters/self.yaml': self })).toEqual([]);
    const elsewhere = self.replace('example.com/repository', 'example.com/other');
    expect(await findingLines({ ...files, 'clusters/self.yaml': elsewhere })).toEqual([IN_BASE]);
    // It says nothing of what Flux calls its sources.
    const ofFlux = { ...base(WRONG), 'clusters/apps.yaml': flux(setPorts('"8080"')) };
    expect(await findingLines({ ...ofFlux, 'clusters/self.yaml': self })).toEqual([]);
  });

  test('takes several sources', async () => {
    const text = `apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: {name: apps}
spec:
  sources:
    - {chart: a, repoURL: "https://example.com/charts"}
    - path: base
      repoURL: https://example.com/repository
      kustomize:
${indented(setPorts('"8080"'), 8)}`;
    expect(await findingLines({ ...base(WRONG), 'a.yaml': text })).toEqual([]);
  });

  test('adds annotations, also to pods', async () => {
    const common = (value: string, more = '') => `commonAnnotations:\n  ${PORTS}: ${value}\n${more}`;
    const twice = (more = '') => ({
      ...base(WRONG, `commonAnnotations: {${PORTS}: "80800"}\n`),
      'a.yaml': argo(common('"8080"', more)),
    });
    expect(await findingLines({ ...base(WRONG), 'a.yaml': argo(common('"8080"')) })).toEqual([]);
    // It fails if the kustomization has the same.
    expect(await findingLines(twice())).toContain(IN_BASE);
    expect(await findingLines(twice('forceCommonAnnotations: true\n'))).not.toContain(IN_BASE);
    const variable = common('"$ARGOCD_APP_NAME"', 'commonAnnotationsEnvsubst: true\n');
    expect(await findingLines({ ...base(WRONG), 'a.yaml': argo(variable) })).toContain(IN_BASE);
  });

  test('makes no kustomization of a folder that has none', async () => {
    const files = { 'base/web.yaml': WRONG, 'a.yaml': argo(setPorts('"8080"')) };
    expect(await findingLines(files)).toEqual([IN_BASE]);
  });

  test.each(['labelWithoutSelector: true\n', ''])('adds labels: %j', async (more) => {
    const labels = `commonLabels: {team: a}\n${more}${setPorts('"8080"')}`;
    expect(await findingLines({ ...base(WRONG), 'a.yaml': argo(labels) })).toEqual([]);
  });
});

describe('what becomes of an object', () => {
  const WEB = 'apiVersion: v1\nkind: Service\nmetadata: {name: web, labels: {team: a}}\n';

  /** The metadata of a Service as it is applied in the end, or what else comes of the build; undefined if nothing changes it. */
  async function applied(text: string, kustomization = '', web = WEB, path = 'metadata'): Promise<unknown> {
    const [sum] = await sumsOf(text, kustomization, web);
    if (sum?.build?.kind !== 'built') return sum && (sum.build?.kind ?? 'unknown');
    const [resource] = sum.build.resources;
    return resource && jsonAt(resource.value, path, '?');
  }

  /** What Flux or Argo CD applies by a file. */
  async function sumsOf(text: string, kustomization = '', web = WEB) {
    const files = { ...base(web, kustomization), 'a.yaml': text };
    const sums = new AppliedSums(new MemoryFiles(files), uriOf(''));
    sums.deploy(uriOf('a.yaml'), readFileFacts(SourceFile.read(text).documents).deployedPaths);
    return sums.of(uriOf('a.yaml'));
  }

  const AS_IT_IS = { name: 'web', labels: { team: 'a' } };

  test.each<[string, string, unknown]>([
    ['targetNamespace: shop', '', { ...AS_IT_IS, namespace: 'shop' }],
    ['namePrefix: a-\nnameSuffix: -b', 'namePrefix: c-\n', { ...AS_IT_IS, name: 'a-web-b' }],
    ['namespace: shop', '', undefined],
    ['namePrefix: ""\nnameSuffix: ~\npatches: []\ncomponents: []\ncommonMetadata: ~', '', undefined],
    [
      'commonMetadata: {labels: {team: b, tier: c}, annotations: {d: e}}',
      '',
      { name: 'web', labels: { team: 'b', tier: 'c' }, annotations: { d: 'e' } },
    ],
    ['commonMetadata: {labels: ~, annotations: {d: e}}', '', { ...AS_IT_IS, annotations: { d: 'e' } }],
    ['commonMetadata: {labels: a}', '', { name: 'web', labels: '?' }],
    ['commonMetadata: a', '', 'unknown'],
    [
      `patches: [{patch: '[{op: add, path: /metadata/labels/b, value: c}]', target: {kind: Service}, more: d}]`,
      `patches: [{patch: '[{op: add, path: /metadata/labels/d, value: e}]', target: {kind: Service}}]\n`,
      { name: 'web', labels: { team: 'a', b: 'c', d: 'e' } },
    ],
    [`patches: [{patch: '[]', target: {kind: Service}}]`, 'patches: {}\n', 'unknown'],
  ])('by Flux with %j', async (fields, kustomization, expected) => {
    expect(await applied(flux(`${fields}\n`), kustomization)).toEqual(expected);
  });

  test('by Flux, if its labels are no mapping', async () => {
    const web = WEB.replace('{team: a}', '[a]');
    expect(await applied(flux('commonMetadata: {labels: {b: c}}\n'), '', web)).toEqual({
      name: 'web',
      labels: '?',
    });
    const none = WEB.replace('{team: a}', '~');
    expect(await applied(flux('commonMetadata: {labels: {b: c}}\n'), '', none)).toEqual({
      name: 'web',
      labels: { b: 'c' },
    });
  });

  test.each<[string, string, unknown]>([
    ['namespace: shop', '', { ...AS_IT_IS, namespace: 'shop' }],
    ['namePrefix: a-\nnameSuffix: -b', 'namePrefix: c-\n', { ...AS_IT_IS, name: 'a-web-b' }],
    ['namePrefix: ""\ncommonLabels: {}', '', undefined],
    ['targetNamespace: shop', '', undefined],
    ['commonLabels: {b: c}', '', { name: 'web', labels: { team: 'a', b: 'c' } }],
    ['commonLabels: {b: c}', 'commonLabels: {b: d}\n', 'unknown'],
    [
      'commonLabels: {b: c}',
      'commonLabels: {e: d}\n',
      { name: 'web', labels: { team: 'a', b: 'c', e: 'd' } },
    ],
    [
      'commonLabels: {b: c}\nforceCommonLabels: true',
      'commonLabels: {b: d}\n',
      { name: 'web', labels: { team: 'a', b: 'c' } },
    ],
    ['commonLabels: {b: c}\nforceCommonAnnotations: true', 'commonLabels: {b: d}\n', 'unknown'],
    ['commonLabels: {b: $ARGOCD_APP_NAME, c: d}', '', 'unknown'],
    ['commonLabels: {b: c}\nlabelWithoutSelector: true', '', { name: 'web', labels: { team: 'a', b: 'c' } }],
    ['commonLabels: {b: $ARGOCD_APP_NAME}\nlabelWithoutSelector: true', '', 'unknown'],
    ['commonAnnotations: {b: c}', '', { ...AS_IT_IS, annotations: { b: 'c' } }],
    ['commonAnnotations: {b: $C}', '', { ...AS_IT_IS, annotations: { b: '$C' } }],
    ['commonAnnotations: {b: $C}\ncommonAnnotationsEnvsubst: true', '', 'unknown'],
    ['commonAnnotations: {b: c}', 'commonAnnotations: {b: d}\n', 'unknown'],
    [
      'commonAnnotations: {b: c}\nforceCommonAnnotations: true',
      'commonAnnotations: {b: d}\n',
      { ...AS_IT_IS, annotations: { b: 'c' } },
    ],
  ])('by Argo CD with %j', async (fields, kustomization, expected) => {
    expect(await applied(argo(`${fields}\n`), kustomization)).toEqual(expected);
  });

  test.each([
    [
      'a Kustomization of kustomize',
      flux('namePrefix: a-\n').replace(/^apiVersion.*/, 'apiVersion: kustomize.config.k8s.io/v1beta1'),
    ],
    ['an Application of something else', argo('namePrefix: a-\n').replace('argoproj.io', 'app.k8s.io')],
    ['an AppProject', argo('namePrefix: a-\n').replace('kind: Application', 'kind: AppProject')],
    ['a HelmRelease', flux('namePrefix: a-\n').replace('kind: Kustomization', 'kind: HelmRelease')],
    ['one without a path', flux('namePrefix: a-\n').replace('path: ./base', 'prune: true')],
  ])('not by %s', async (_, text) => {
    expect(await applied(text)).toBeUndefined();
    const both = await sumsOf(`${flux('nameSuffix: -b\n')}---\n${text}`);
    expect(both).toHaveLength(1);
  });

  test('by Argo CD, which may leave selectors as they are', async () => {
    const web = `${WEB}spec: {selector: {app: web}}\n`;
    const selector = (more: string) =>
      applied(argo(`commonLabels: {b: c}\n${more}`), '', web, 'spec/selector');
    expect(await selector('')).toEqual({ app: 'web', b: 'c' });
    expect(await selector('labelWithoutSelector: true\n')).toEqual({ app: 'web' });
  });

  test('by patches of Flux, which are never in files', async () => {
    const patches = `patches: [{path: gone.yaml, patch: '[{op: add, path: /metadata/labels/b, value: c}]', target: {kind: Service}}]\n`;
    expect(await applied(flux(patches))).toEqual({ name: 'web', labels: { team: 'a', b: 'c' } });
  });

  test('not by labels, where those of the kustomization are none', async () => {
    expect(await applied(argo('commonLabels: {b: c}\n'), 'commonLabels: [a]\n')).toBe('unknown');
  });
});
