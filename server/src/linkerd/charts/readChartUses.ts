import {
  isMap,
  isScalar,
  sequenceItems,
  sequenceMaps,
  type YamlMap,
  type YamlNode,
} from '../../yaml/nodes.ts';
import { child, descend } from '../../yaml/walkEntries.ts';
import { chartNamed, isChartFolder } from './charts.ts';
import type { NamedChartUse, NamedFolderUse, NamedUse } from './chartUse.ts';

/** The text of a scalar; undefined for lists and mappings, or where a template has a part in it. */
type TextOf = (node: YamlNode | undefined) => string | undefined;

/** What a `Chart.yaml` says of the values files beside it: which of Linkerd's charts it depends on, and under which keys. */
export function dependencyUses(root: YamlMap, textOf: TextOf): NamedChartUse[] {
  return sequenceMaps(child(root, 'dependencies')).flatMap((dependency): NamedChartUse[] => {
    const name = chartNamed(textOf(child(dependency, 'name')) ?? '')?.name;
    if (name === undefined) return [];
    const below = textOf(child(dependency, 'alias')) ?? name;
    const version = textOf(child(dependency, 'version'));
    return [{ chart: name, version, below, file: '.', isChartFolder: true }];
  });
}

/** The values files that a document names for a chart: in Argo CD, Flux, kustomize and helmfile. */
export function valuesFileUses(root: YamlMap, textOf: TextOf): NamedUse[] {
  const kind = textOf(child(root, 'kind'));
  const spec = child(root, 'spec');
  if (kind === 'List')
    return sequenceMaps(child(root, 'items')).flatMap((item) => valuesFileUses(item, textOf));
  if (kind === 'Application') return argoUses(spec, textOf);
  if (kind === 'ApplicationSet') return argoUses(descend(spec, ['template', 'spec']), textOf);
  if (kind === 'HelmRelease') return fluxUses(descend(spec, ['chart', 'spec']), textOf);
  if (kind === 'HelmChart') return fluxUses(spec, textOf);
  return [...kustomizeUses(root, textOf), ...helmfileUses(root, textOf)];
}

function argoUses(spec: YamlNode | undefined, textOf: TextOf): NamedUse[] {
  const single = child(spec, 'source');
  const sources = [
    ...sequenceMaps(child(spec, 'sources')),
    ...(isMap(single) ? [single] : sequenceMaps(single)),
  ];
  return sources.flatMap((source): NamedUse[] => {
    const files = textsOf(descend(source, ['helm', 'valueFiles']), textOf);
    const folder = textOf(child(source, 'path'));
    if (folder !== undefined && !child(source, 'chart'))
      return folderUses(
        `/${folder}`,
        files.map((file) => fromRoot(file) ?? `/${folder}/${file}`),
      );
    // Other files are in the chart's archive.
    const inRepository = files.filter((file) => file.startsWith('$')).flatMap((file) => fromRoot(file) ?? []);
    return usesOfFiles(child(source, 'chart'), child(source, 'targetRevision'), inRepository, textOf);
  });
}

/**
 * The path of a values file from the repository's folder: `$values/path` with another source's name, or `/path`; undefined
 * for one from the chart's folder (argo-cd `reposerver/repository/repository.go`, `util/io/path/resolved.go`).
 */
function fromRoot(file: string): string | undefined {
  return file.startsWith('/') ? file : /^\$[\w-]+(\/.+)$/.exec(file)?.[1];
}

/**
 * A chart in a Git repository is a folder there, and its values files are counted from the repository's folder
 * (source-controller `api/v1/helmchart_types.go`). Those of other sources are in the chart's archive.
 */
function fluxUses(chart: YamlNode | undefined, textOf: TextOf): NamedFolderUse[] {
  const folder = textOf(child(chart, 'chart'));
  if (folder === undefined || textOf(descend(chart, ['sourceRef', 'kind'])) !== 'GitRepository') return [];
  const files = [
    textsOf(child(chart, 'valuesFiles'), textOf),
    textOf(child(chart, 'valuesFile')) ?? [],
  ].flat();
  return folderUses(
    `/${folder}`,
    files.map((file) => `/${file}`),
  );
}

function folderUses(chartFolder: string, files: readonly string[]): NamedFolderUse[] {
  return files.filter(isPath).map((file) => ({ file, chartFolder }));
}

function kustomizeUses(root: YamlMap, textOf: TextOf): NamedChartUse[] {
  const charts = [
    ...sequenceMaps(child(root, 'helmCharts')),
    ...sequenceMaps(child(root, 'helmChartInflationGenerator')),
  ];
  return charts.flatMap((chart) => {
    const files = [
      textOf(child(chart, 'valuesFile')) ?? [],
      textOf(child(chart, 'values')) ?? [],
      textsOf(child(chart, 'additionalValuesFiles'), textOf),
    ].flat();
    const named = child(chart, 'name') ?? child(chart, 'chartName');
    return usesOfFiles(named, child(chart, 'version') ?? child(chart, 'chartVersion'), files, textOf);
  });
}

function helmfileUses(root: YamlMap, textOf: TextOf): NamedUse[] {
  return sequenceMaps(child(root, 'releases')).flatMap((release): NamedUse[] => {
    const files = textsOf(child(release, 'values'), textOf);
    const chart = textOf(child(release, 'chart'));
    if (chart !== undefined && isChartFolder(chart)) return folderUses(chart, files);
    return usesOfFiles(child(release, 'chart'), child(release, 'version'), files, textOf);
  });
}

function usesOfFiles(
  named: YamlNode | undefined,
  version: YamlNode | undefined,
  files: readonly string[],
  textOf: TextOf,
): NamedChartUse[] {
  const chart = chartNamed(textOf(named) ?? '')?.name;
  if (chart === undefined) return [];
  const use = { chart, version: textOf(version), below: undefined, isChartFolder: false };
  return files.filter(isPath).map((file) => ({ ...use, file }));
}

/** Values files may have an address instead of a path. */
function isPath(file: string): boolean {
  return !/^\/?\w+:/.test(file);
}

function textsOf(node: YamlNode | undefined, textOf: TextOf): string[] {
  return sequenceItems(node)
    .filter(isScalar)
    .flatMap((item) => textOf(item) ?? []);
}
