import { describe, expect, it } from 'vitest';
import { SettingsResolver } from '../../../server/src/config/settingsResolver.ts';
import { SourceFile } from '../../../server/src/engine/sourceFile.ts';
import { complete } from '../../../server/src/features/completion/completion.ts';
import { hover } from '../../../server/src/features/hover/hover.ts';
import { Repositories } from '../../../server/src/workspace/repositories.ts';
import { linter } from '../../support/lint.ts';
import { MemoryFiles, uriOf } from '../../support/memoryFiles.ts';

const CHART = `
apiVersion: v2
name: mesh
dependencies:
  - name: linkerd-viz
    alias: viz
    version: 2025.7.2
    repository: https://helm.linkerd.io/edge
  - {name: linkerd2-cni, version: 2025.7.2, repository: https://helm.linkerd.io/edge}
`;

/** No word of Linkerd: only the chart beside it says what it is. */
const VALUES = 'viz:\n  dashbord: {replicas: 1}\n';

async function settingsOf(files: Record<string, string>, path: string) {
  const host = new MemoryFiles({ 'repo/.git/HEAD': 'ref: refs/heads/main\n', ...files });
  const repositories = new Repositories(host);
  const resolver = new SettingsResolver(host, [], (uri) => repositories.find(uri, undefined));
  return (await resolver.resolve(uriOf(path))).settings;
}

/** The rules that report something in a file of a repository. */
async function findings(files: Record<string, string>, path: string): Promise<string[]> {
  const settings = await settingsOf(files, path);
  return linter
    .lint(SourceFile.read(files[path] ?? ''), settings)
    .map(({ rule, message }) => `${rule}: ${message}`);
}

describe('a values file', () => {
  it('beside a Chart.yaml is for what the chart depends on, under the alias', async () => {
    const files = { 'repo/mesh/Chart.yaml': CHART, 'repo/mesh/values.yaml': VALUES };
    expect(await findings(files, 'repo/mesh/values.yaml')).toEqual([
      'chart-value-unknown: linkerd-viz 2025.7.2 does not read dashbord, so it has no effect. Did you mean dashboard?',
    ]);
    const production = { 'repo/mesh/Chart.yaml': CHART, 'repo/mesh/values-production.yaml': VALUES };
    expect(await findings(production, 'repo/mesh/values-production.yaml')).toHaveLength(1);
  });

  it('knows the version of the dependency', async () => {
    const values = 'linkerd2-cni:\n  iptablesMode: nft\n  repairController: {enabled: true}\n';
    const old = { 'repo/Chart.yaml': CHART.replaceAll('2025.7.2', '2022.11.1'), 'repo/values.yaml': values };
    expect((await findings(old, 'repo/values.yaml')).map((text) => text.split(':')[0])).toEqual([
      'chart-value-not-in-version',
      'chart-value-not-in-version',
    ]);
    const newer = { 'repo/Chart.yaml': CHART, 'repo/values.yaml': values };
    expect(await findings(newer, 'repo/values.yaml')).toEqual([]);
  });

  it('elsewhere, or of another chart, is not', async () => {
    const files = {
      'repo/mesh/Chart.yaml': CHART,
      'repo/shop/values.yaml': VALUES,
      'repo/mesh/other.yaml': VALUES,
      'repo/mesh/templates/values.yaml': VALUES,
    };
    for (const path of ['repo/shop/values.yaml', 'repo/mesh/other.yaml', 'repo/mesh/templates/values.yaml'])
      expect(await findings(files, path)).toEqual([]);
  });

  it('may be named by an Application of Argo CD', async () => {
    const application = (file: string) => `
apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: {name: viz}
spec:
  sources:
    - repoURL: https://helm.linkerd.io/edge
      chart: linkerd-viz
      targetRevision: 2025.7.2
      helm: {valueFiles: [${file}]}
    - {repoURL: https://example.com/repo.git, ref: values, targetRevision: main}
`;
    const values = 'dashbord: {replicas: 1}\n';
    const files = {
      'repo/apps/viz.yaml': application('$values/envs/viz.yaml'),
      'repo/envs/viz.yaml': values,
    };
    expect(await findings(files, 'repo/envs/viz.yaml')).toHaveLength(1);
    const inChart = { 'repo/apps/viz.yaml': application('envs/viz.yaml'), 'repo/envs/viz.yaml': values };
    expect(await findings(inChart, 'repo/envs/viz.yaml')).toEqual([]);
  });

  it('may be named by a helmfile or a kustomization', async () => {
    const values = 'dashbord: {replicas: 1}\n';
    const helmfile = 'releases:\n  - {name: viz, chart: linkerd/linkerd-viz, values: [../envs/viz.yaml]}\n';
    const files = { 'repo/mesh/helmfile.yaml': helmfile, 'repo/envs/viz.yaml': values };
    expect(await findings(files, 'repo/envs/viz.yaml')).toHaveLength(1);
    const kustomization = 'helmCharts:\n  - {name: linkerd-viz, valuesFile: viz.yaml}\n';
    const inflated = { 'repo/mesh/kustomization.yaml': kustomization, 'repo/mesh/viz.yaml': values };
    expect(await findings(inflated, 'repo/mesh/viz.yaml')).toHaveLength(1);
    const outside = { 'repo/helmfile.yaml': helmfile.replace('../', '../../'), 'repo/envs/viz.yaml': values };
    expect(await findings(outside, 'repo/envs/viz.yaml')).toEqual([]);
  });

  describe('for a chart of the repository is for what that depends on', () => {
    const values = 'viz: {dashbord: {replicas: 1}}\n';

    /** What is reported in a values file at a path if another file has this text; the chart is in `charts/mesh`. */
    function found(sayer: string, text: string, path: string): Promise<string[]> {
      return findings({ 'repo/charts/mesh/Chart.yaml': CHART, [sayer]: text, [path]: values }, path);
    }

    const application = (...source: readonly string[]) =>
      [
        'apiVersion: argoproj.io/v1alpha1',
        'kind: Application',
        'metadata: {name: mesh}',
        'spec:',
        '  sources:',
        '    - repoURL: https://example.com/repo.git',
        ...source.map((line) => `      ${line}`),
        '    - {repoURL: https://example.com/repo.git, ref: values, targetRevision: main}',
        '',
      ].join('\n');

    it.each([
      ['from the chart’s folder', 'prod.yaml', 'repo/charts/mesh/prod.yaml'],
      ['from a folder beside it', '../../envs/prod.yaml', 'repo/envs/prod.yaml'],
      ['from the repository’s folder', '/envs/prod.yaml', 'repo/envs/prod.yaml'],
      ['from another source', '$values/envs/prod.yaml', 'repo/envs/prod.yaml'],
    ])('in an Application of Argo CD, %s', async (_, file, path) => {
      const text = application('path: charts/mesh', `helm: {valueFiles: [${file}]}`);
      expect(await found('repo/apps/mesh.yaml', text, path)).toEqual([
        'chart-value-unknown: linkerd-viz 2025.7.2 does not read dashbord, so it has no effect. Did you mean dashboard?',
      ]);
    });

    it.each([
      ['another chart’s', 'path: charts/shop', 'prod.yaml', 'repo/charts/shop/prod.yaml'],
      ['a file that is not named', 'path: charts/mesh', 'prod.yaml', 'repo/charts/mesh/test.yaml'],
      ['an address', 'path: charts/mesh', 'https://example.com/prod.yaml', 'repo/charts/mesh/prod.yaml'],
      ['outside', 'path: charts/mesh', '../../../prod.yaml', 'repo/prod.yaml'],
      [
        'a folder that a template names',
        "path: 'charts/{{.name}}'",
        'prod.yaml',
        'repo/charts/mesh/prod.yaml',
      ],
      ['a file that a template names', 'path: charts/mesh', "'{{.env}}.yaml'", 'repo/charts/mesh/prod.yaml'],
    ])('but not %s', async (_, source, file, path) => {
      const text = application(source, `helm: {valueFiles: [${file}]}`);
      expect(await found('repo/apps/mesh.yaml', text, path)).toEqual([]);
    });

    const release = (...chart: readonly string[]) =>
      [
        'apiVersion: helm.toolkit.fluxcd.io/v2',
        'kind: HelmRelease',
        'metadata: {name: mesh}',
        'spec:',
        '  chart:',
        '    spec:',
        ...chart.map((line) => `      ${line}`),
        '',
      ].join('\n');

    it.each([
      ['valuesFiles: [./envs/prod.yaml]', 'repo/envs/prod.yaml'],
      ['valuesFiles: [charts/mesh/prod.yaml]', 'repo/charts/mesh/prod.yaml'],
      ['valuesFile: charts/mesh/prod.yaml', 'repo/charts/mesh/prod.yaml'],
    ])('in a HelmRelease of Flux, counted from the repository’s folder: %s', async (files, path) => {
      const git = 'sourceRef: {kind: GitRepository, name: flux-system}';
      const text = release('chart: ./charts/mesh', git, files);
      expect(await found('repo/clusters/prod/mesh.yaml', text, path)).toHaveLength(1);
      const inArchive = text.replace('GitRepository', 'HelmRepository');
      expect(await found('repo/clusters/prod/mesh.yaml', inArchive, path)).toEqual([]);
      const elsewhere = text.replace('./charts/mesh', './charts/shop');
      expect(await found('repo/clusters/prod/mesh.yaml', elsewhere, path)).toEqual([]);
    });

    it('in a List, and in a HelmChart of Flux', async () => {
      const chart = [
        'apiVersion: v1',
        'kind: List',
        'items:',
        '  - apiVersion: source.toolkit.fluxcd.io/v1',
        '    kind: HelmChart',
        '    spec: {chart: charts/mesh, sourceRef: {kind: GitRepository, name: a}, valuesFiles: [prod.yaml]}',
        '',
      ].join('\n');
      expect(await found('repo/clusters/mesh.yaml', chart, 'repo/prod.yaml')).toHaveLength(1);
    });

    it('in a helmfile', async () => {
      const text = 'releases:\n  - {name: mesh, chart: ./charts/mesh, values: [envs/prod.yaml]}\n';
      expect(await found('repo/helmfile.yaml', text, 'repo/envs/prod.yaml')).toHaveLength(1);
    });

    it('even if it has the name of one of Linkerd’s charts', async () => {
      const wrapper = CHART.replace('alias: viz', '').replace('mesh', 'linkerd-viz');
      const inner = 'linkerd-viz: {dashboard: {}}\nextra: 1\n';
      const helmfile = 'releases:\n  - {name: viz, chart: ./linkerd-viz, values: [prod.yaml]}\n';
      const files = {
        'repo/linkerd-viz/Chart.yaml': wrapper,
        'repo/helmfile.yaml': helmfile,
        'repo/prod.yaml': inner,
      };
      expect(await findings(files, 'repo/prod.yaml')).toEqual([]);
      const typo = { ...files, 'repo/prod.yaml': inner.replace('dashboard', 'dashbord') };
      expect(await findings(typo, 'repo/prod.yaml')).toHaveLength(1);
    });

    it('is reported once if several files name it, for the version that they agree on', async () => {
      const old = 'linkerd2-cni: {repairController: {enabled: true}}\n';
      const named = (version: string) =>
        `releases:\n  - {name: cni, chart: linkerd/linkerd2-cni, version: ${version}, values: [cni.yaml]}\n`;
      const flat = old.slice('linkerd2-cni: '.length);
      const both = (first: string, second: string) => ({
        'repo/helmfile.yaml': named(first),
        'repo/helmfile.test.yaml': named(second),
        'repo/cni.yaml': flat,
      });
      expect(await findings(both('2022.11.1', '2022.11.1'), 'repo/cni.yaml')).toHaveLength(1);
      expect(await findings(both('2022.11.1', '2025.7.2'), 'repo/cni.yaml')).toEqual([]);
    });
  });

  it('has hovers and completion', async () => {
    const files = {
      'repo/Chart.yaml': CHART,
      'repo/values.yaml': 'viz:\n  dashboard: {replicas: 1}\n  tap\n',
    };
    const text = files['repo/values.yaml'];
    const settings = await settingsOf(files, 'repo/values.yaml');
    const charts = settings.charts ?? [];
    const explained = hover(SourceFile.read(text), text.indexOf('replicas'), { ...settings, charts });
    expect(explained?.markdown).toContain('`dashboard.replicas` · linkerd-viz 2025.7.2');
    const { items } = complete(SourceFile.read(text), text.indexOf('tap') + 3, settings);
    expect(items.map(({ label }) => label)).toContain('tapInjector');
    expect(items.map(({ label }) => label)).not.toContain('dashboard');
  });
});
