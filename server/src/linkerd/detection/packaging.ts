import * as l10n from '@vscode/l10n';
import { isMap, sequenceItems, type YamlNode } from '../../yaml/nodes.ts';
import { child } from '../../yaml/walkEntries.ts';
import type { ChartInstall } from './chartInstall.ts';
import { CNI_CHART, isForeignRepository, releaseOfChart } from './chartVersions.ts';
import type { Evidence, PatchFile } from './evidence.ts';
import { chartName, isHidden, parametersIn } from './gitOps.ts';
import type { Source } from './source.ts';

/** The charts that a helmfile installs. */
export function helmfileInstalls(root: YamlNode, source: Source): ChartInstall[] {
  return sequenceItems(child(root, 'releases')).flatMap((release): ChartInstall[] => {
    const node = child(release, 'chart');
    const name = chartName(source.textOf(node));
    const values = sequenceItems(child(release, 'values'));
    if (!node || name === undefined || source.textAt(release, 'installed') === 'false') return [];
    return [
      {
        chart: name,
        node,
        source,
        version: source.textAt(release, 'version'),
        repository: undefined,
        values: values.filter(isMap).map((piece) => ({ node: piece, source })),
        parameters: parametersIn(child(release, 'set'), source),
        hasOtherValues:
          values.some((value) => !isMap(value)) ||
          isHidden(child(release, 'values'), source) ||
          ['secrets', 'inherit', 'condition', 'strategicMergePatches', 'valuesTemplate', 'setTemplate'].some(
            (key) => child(release, key) !== undefined,
          ),
      },
    ];
  });
}

/** The charts that a kustomization inflates: `helmCharts`, or `helmChartInflationGenerator`, its older form. */
export function kustomizeInstalls(root: YamlNode, source: Source): ChartInstall[] {
  const charts = [
    ...sequenceItems(child(root, 'helmCharts')),
    ...sequenceItems(child(root, 'helmChartInflationGenerator')),
  ];
  return charts.flatMap((chart): ChartInstall[] => {
    const node = child(chart, 'name') ?? child(chart, 'chartName');
    const name = chartName(source.textOf(node));
    if (!node || name === undefined) return [];
    const values = child(chart, 'valuesInline');
    return [
      {
        chart: name,
        node,
        source,
        version: source.textAt(chart, 'version') ?? source.textAt(chart, 'chartVersion'),
        repository: source.textAt(chart, 'repo') ?? source.textAt(chart, 'chartRepo'),
        values: [{ node: values, source }],
        parameters: [],
        hasOtherValues:
          isHidden(values, source) ||
          ['valuesFile', 'additionalValuesFiles', 'values'].some((key) => child(chart, key) !== undefined),
      },
    ];
  });
}

/** The files with strategic-merge patches that a kustomization names. Files of JSON Patch operations are named too; they hold operations instead of resources. */
export function kustomizePatchFiles(root: YamlNode, source: Source): PatchFile[] {
  const listed = sequenceItems(child(root, 'patches')).map((patch) => ({
    path: source.textAt(patch, 'path'),
    hasTarget: isMap(child(patch, 'target')),
  }));
  const merged = sequenceItems(child(root, 'patchesStrategicMerge')).map((node) => ({
    path: source.textOf(node),
    hasTarget: false,
  }));
  return [...listed, ...merged].flatMap(({ path, hasTarget }) =>
    path === undefined || path.includes('\n') ? [] : [{ path, hasTarget }],
  );
}

/**
 * Evidence in the dependencies of a `Chart.yaml`. Their values are given on installation, so nothing follows from
 * missing ones, and a dependency with a condition may not be installed at all.
 */
export function dependencyEvidence(root: YamlNode, source: Source): Evidence[] {
  return sequenceItems(child(root, 'dependencies')).flatMap((dependency): Evidence[] => {
    const node = child(dependency, 'name');
    const name = chartName(source.textOf(node));
    const version = source.textAt(dependency, 'version') ?? '';
    const repository = source.textAt(dependency, 'repository');
    if (!node || name === undefined || isForeignRepository(repository)) return [];
    const line = source.lineOf(node);
    const what = l10n.t('dependency {0} {1}', name, version);
    if (name === CNI_CHART) {
      const isCertain =
        child(dependency, 'condition') === undefined && child(dependency, 'tags') === undefined;
      return isCertain ? [{ setting: 'dataPlane', value: 'cni', basis: 'installed', what, line }] : [];
    }
    return [{ setting: 'linkerd', value: releaseOfChart(name, version), basis: 'set', what, line }];
  });
}
