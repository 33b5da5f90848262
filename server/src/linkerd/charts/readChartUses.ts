import { isMap, isScalar, isSequence, type YamlMap, type YamlNode } from '../../yaml/nodes.ts';
import { child, descend } from '../../yaml/walkEntries.ts';
import { chartNamed } from './charts.ts';
import type { NamedChartUse } from './chartUse.ts';

/** The text of a scalar; undefined for lists and mappings, or where a template has a part in it. */
type TextOf = (node: YamlNode | undefined) => string | undefined;

/** What a `Chart.yaml` says of the values files beside it: which of Linkerd's charts it depends on, and under which keys. */
export function dependencyUses(root: YamlMap, textOf: TextOf): NamedChartUse[] {
  return itemsOf(child(root, 'dependencies')).flatMap((dependency): NamedChartUse[] => {
    const name = chartNamed(textOf(child(dependency, 'name')) ?? '')?.name;
    if (name === undefined) return [];
    const below = textOf(child(dependency, 'alias')) ?? name;
    const version = textOf(child(dependency, 'version'));
    return [{ chart: name, version, below, file: '.', isChartFolder: true }];
  });
}

/** The values files that a document names for one of Linkerd's charts: in Argo CD, Flux, kustomize and helmfile. */
export function valuesFileUses(root: YamlMap, textOf: TextOf): NamedChartUse[] {
  const kind = textOf(child(root, 'kind'));
  const spec = child(root, 'spec');
  if (kind === 'Application') return argoUses(spec, textOf);
  if (kind === 'ApplicationSet') return argoUses(descend(spec, ['template', 'spec']), textOf);
  return [...kustomizeUses(root, textOf), ...helmfileUses(root, textOf)];
}

/** `$values/path` leads to the root of the repository that another source names. */
function argoUses(spec: YamlNode | undefined, textOf: TextOf): NamedChartUse[] {
  const single = child(spec, 'source');
  const sources = [...itemsOf(child(spec, 'sources')), ...(isMap(single) ? [single] : itemsOf(single))];
  return sources.flatMap((source) => {
    const files = textsOf(descend(source, ['helm', 'valueFiles']), textOf);
    const inRepository = files.flatMap((file) => /^\$[\w-]+(\/.+)$/.exec(file)?.[1] ?? []);
    return usesOfFiles(child(source, 'chart'), child(source, 'targetRevision'), inRepository, textOf);
  });
}

function kustomizeUses(root: YamlMap, textOf: TextOf): NamedChartUse[] {
  const charts = [
    ...itemsOf(child(root, 'helmCharts')),
    ...itemsOf(child(root, 'helmChartInflationGenerator')),
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

function helmfileUses(root: YamlMap, textOf: TextOf): NamedChartUse[] {
  return itemsOf(child(root, 'releases')).flatMap((release) =>
    usesOfFiles(
      child(release, 'chart'),
      child(release, 'version'),
      textsOf(child(release, 'values'), textOf),
      textOf,
    ),
  );
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
  return files.filter((file) => !/^\w+:/.test(file)).map((file) => ({ ...use, file }));
}

function itemsOf(node: YamlNode | undefined): readonly YamlMap[] {
  return isSequence(node) ? node.items.filter(isMap) : [];
}

function textsOf(node: YamlNode | undefined, textOf: TextOf): string[] {
  const items = isSequence(node) ? node.items : [];
  return items.filter(isScalar).flatMap((item) => textOf(item) ?? []);
}
