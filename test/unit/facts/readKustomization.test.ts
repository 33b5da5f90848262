import { describe, expect, it } from 'vitest';
import { UNKNOWN } from '../../../server/src/facts/known.ts';
import { deployedFolder } from '../../../server/src/facts/readKustomization.ts';
import { factsOf } from '../../support/meshOf.ts';

const COMPLETE = { values: {}, isComplete: true };

/** What a kustomization says. */
function kustomization(text: string) {
  const facts = factsOf(text, 'kustomization.yaml').kustomization;
  if (!facts) throw new Error('no kustomization');
  return facts;
}

describe('a kustomization', () => {
  const nothing = {
    resources: { items: [], isComplete: true },
    components: { items: [], isComplete: true },
    isComponent: false,
    patches: { items: [], isComplete: true },
    namespace: undefined,
    changesNames: false,
    addsLabels: false,
    annotations: COMPLETE,
    generates: false,
    transforms: false,
  };

  it.each([
    ['resources: []', {}],
    [
      'resources: [web.yaml]\nbases: [../base]',
      { resources: { items: ['web.yaml', '../base'], isComplete: true } },
    ],
    ['resources: ["{{ .file }}"]', { resources: { items: [UNKNOWN], isComplete: false } }],
    ['components: [../tracing]', { components: { items: ['../tracing'], isComplete: true } }],
    ['kind: Component', { isComponent: true }],
    ['namespace: shop', { namespace: 'shop' }],
    ['namespace: ""', {}],
    ['namePrefix: dev-', { changesNames: true }],
    ['nameSuffix: -dev', { changesNames: true }],
    ['namePrefix: ""', {}],
    ['namePrefix: "{{ .prefix }}"', { changesNames: true, transforms: true }],
    ['commonLabels: {app: web}', { addsLabels: true }],
    ['labels: [{pairs: {app: web}}]', { addsLabels: true }],
    [
      'commonAnnotations: {linkerd.io/inject: enabled, team: shop}',
      { annotations: { values: { 'linkerd.io/inject': 'enabled' }, isComplete: true } },
    ],
    ['helmCharts: [{name: web}]', { generates: true }],
    ['generators: [web.yaml]', { generates: true }],
    ['transformers: [web.yaml]', { transforms: true }],
    ['replacements: [{path: web.yaml}]', { transforms: true }],
  ])('%s', (text, expected) => {
    expect(kustomization(`${text}\n`)).toEqual({ ...nothing, ...expected });
  });
});

describe('a patch of a kustomization', () => {
  const inline = (patch: string, target = '') =>
    kustomization(`patches:\n- ${target}patch: |\n${patch.replace(/^/gm, '    ')}\n`).patches.items;
  const everything = {
    kind: undefined,
    name: undefined,
    hasTarget: false,
    file: undefined,
    changesFacts: true,
    annotations: [],
  };
  const ofWeb = { ...everything, kind: 'Deployment', name: 'web', hasTarget: true };

  it('is in a file, with a target or without one', () => {
    expect(kustomization('patches: [{path: web.yaml}]\n').patches.items).toEqual([
      { ...everything, file: 'web.yaml' },
    ]);
    expect(
      kustomization('patches: [{path: web.yaml, target: {kind: Deployment, name: web}}]\n').patches.items,
    ).toEqual([{ ...ofWeb, file: 'web.yaml' }]);
    expect(kustomization('patches: [{path: "{{ .file }}"}]\n').patches.items).toEqual([everything]);
  });

  it('may change anything if it names nothing', () => {
    expect(inline('# nothing')).toEqual([everything]);
  });

  it('is for any resource that a selector finds', () => {
    const target = 'target: {kind: Deployment, name: web, labelSelector: app=web}';
    expect(kustomization(`patches: [{path: web.yaml, ${target}}]\n`).patches.items).toEqual([
      { ...everything, hasTarget: true, file: 'web.yaml' },
    ]);
  });

  it('names its resource, which a target overrides', () => {
    const patch = 'kind: Deployment\nmetadata: {name: web}\nspec: {replicas: 2}';
    expect(inline(patch)).toEqual([{ ...ofWeb, changesFacts: false }]);
    expect(inline(patch, 'target: {kind: StatefulSet, name: db}\n  ')).toEqual([
      { ...ofWeb, kind: 'StatefulSet', name: 'db', changesFacts: false },
    ]);
    expect(
      kustomization(`patchesStrategicMerge:\n- web.yaml\n- |\n  ${patch.replaceAll('\n', '\n  ')}\n`).patches
        .items,
    ).toEqual([
      { ...everything, file: 'web.yaml' },
      { ...ofWeb, changesFacts: false },
    ]);
  });

  it.each([
    ['replicas', 'kind: Deployment\nspec: {replicas: 2}', false],
    ['labels', 'kind: Deployment\nmetadata: {labels: {app: web}}', true],
    ['ports', 'kind: Deployment\nspec: {template: {spec: {containers: [{name: web, ports: []}]}}}', true],
    ['all annotations', 'kind: Deployment\nmetadata: {annotations: null}', true],
    ['an alias', 'kind: Deployment\nspec: *spec', true],
    [
      'annotations of something else',
      'apiVersion: v1\nkind: Service\nmetadata: {name: web, annotations: {a: b}}',
      false,
    ],
    [
      'a field of something else',
      'apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec: {type: NodePort}',
      true,
    ],
    [
      'metadata of something else',
      'apiVersion: v1\nkind: Service\nmetadata: {name: web, finalizers: [a]}',
      true,
    ],
  ])('changes facts, or not: %s', (_, patch, changesFacts) => {
    expect(inline(patch).map((found) => found.changesFacts)).toEqual([changesFacts]);
  });

  it.each([
    ['replace', '/spec/replicas', false],
    ['add', '/spec/template/spec/containers/0/env', false],
    ['add', '/spec/template/spec/containers/0/ports', true],
    ['move', '/spec/replicas', true],
    ['remove', '/metadata/annotations/team', false],
    ['remove', '/metadata/annotations', true],
    ['add', '/spec/template/metadata/annotations/team', false],
  ])('as an operation: %s %s', (op, path, changesFacts) => {
    expect(inline(`- {op: ${op}, path: ${path}}`, 'target: {kind: Deployment, name: web}\n  ')).toEqual([
      { ...ofWeb, changesFacts },
    ]);
  });

  it('writes annotations of the workload and of its pods', () => {
    const annotation = 'annotations: {linkerd.io/inject: disabled, team: shop}';
    expect(
      inline(`kind: Deployment\nmetadata: {name: web}\nspec: {template: {metadata: {${annotation}}}}`),
    ).toEqual([{ ...ofWeb, changesFacts: false, annotations: ['linkerd.io/inject'] }]);
    expect(
      inline(
        '- {op: add, path: /spec/template/metadata/annotations/linkerd.io~1inject}\n- {op: test, path: /spec}',
      )[0]?.annotations,
    ).toEqual(['linkerd.io/inject']);
    expect(inline('kind: Deployment\nmetadata: {name: web, annotations: {<<: *more}}')).toEqual([ofWeb]);
  });
});

describe('a folder that is applied', () => {
  const flux = (spec: string) =>
    factsOf(
      `apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nmetadata: {name: a}\nspec: {${spec}}\n`,
    ).deployedPaths;
  const argo = (spec: string) =>
    factsOf(`apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata: {name: a}\nspec: {${spec}}\n`)
      .deployedPaths;
  const deployed = { namespace: undefined, isFlux: true, substitutions: undefined, changes: undefined };

  it.each([
    ['./deploy//web/', 'deploy/web/'],
    ['.', ''],
    ['../web', undefined],
  ])('by its path %s', (path, folder) => {
    expect(deployedFolder(path)).toBe(folder);
    expect(flux(`path: "${path}"`)).toEqual(folder === undefined ? [] : [{ ...deployed, path: folder }]);
  });

  it('by Flux, into a namespace', () => {
    expect(flux('path: web, targetNamespace: shop')).toEqual([
      { ...deployed, path: 'web/', namespace: 'shop' },
    ]);
    expect(flux('path: "{{ .path }}"')).toEqual([]);
    expect(flux('interval: 1h')).toEqual([]);
  });

  it.each([
    ['substitute: {PORT: "80"}', { values: { PORT: '80' }, isComplete: true }],
    ['substituteFrom: [{kind: ConfigMap, name: a}]', { values: {}, isComplete: false }],
    ['substitute: {PORT: "80"}, substituteFrom: []', { values: { PORT: '80' }, isComplete: false }],
    ['other: 1', undefined],
  ])('by Flux, with variables: %s', (postBuild, substitutions) => {
    expect(flux(`path: web, postBuild: {${postBuild}}`)).toEqual([
      { ...deployed, path: 'web/', substitutions },
    ]);
  });

  it.each([
    ['namePrefix: dev-', { changesNames: true, addsLabels: false, transforms: false }],
    ['patches: []', { changesNames: false, addsLabels: false, transforms: false }],
    ['commonMetadata: {labels: {a: b}}', { changesNames: false, addsLabels: true, transforms: false }],
    [
      'commonMetadata: {annotations: {linkerd.io/inject: enabled}}',
      { changesNames: false, addsLabels: false, transforms: true },
    ],
    [
      'commonMetadata: {annotations: {team: shop}}',
      { changesNames: false, addsLabels: false, transforms: false },
    ],
  ])('by Flux, with changes: %s', (change, expected) => {
    expect(flux(`path: web, ${change}`)[0]?.changes).toMatchObject(expected);
  });

  it('by Argo CD, from one source or several', () => {
    const namespace = 'destination: {namespace: shop}';
    expect(argo(`source: {path: web}, ${namespace}`)).toEqual([
      { ...deployed, path: 'web/', namespace: 'shop', isFlux: false },
    ]);
    expect(argo('sources: [{path: web}, {chart: linkerd}, {path: api}]').map(({ path }) => path)).toEqual([
      'web/',
      'api/',
    ]);
    expect(argo('source: {path: web, kustomize: {commonLabels: {a: b}}}')[0]?.changes?.addsLabels).toBe(true);
    expect(argo('source: {path: web, kustomize: {images: [web]}}')[0]?.changes).toBeUndefined();
  });

  it('by nothing else', () => {
    expect(
      factsOf(
        'apiVersion: kustomize.config.k8s.io/v1beta1 # fluxcd.io\nkind: Kustomization\nspec: {path: web}\n',
      ).deployedPaths,
    ).toEqual([]);
    expect(
      factsOf('apiVersion: argoproj.io/v1alpha1\nkind: Workflow\nspec: {source: {path: web}}\n')
        .deployedPaths,
    ).toEqual([]);
  });
});
