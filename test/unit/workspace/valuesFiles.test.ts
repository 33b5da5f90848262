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
