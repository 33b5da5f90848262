import { isMap, isScalar, isSequence, sequenceItems, type YamlNode } from '../../yaml/nodes.ts';
import { child, descend } from '../../yaml/walkEntries.ts';
import type { ChartInstall, Parameter } from './chartInstall.ts';
import { CNI_CHART, CONTROL_PLANE_CHARTS } from './chartVersions.ts';
import type { Piece, Source } from './source.ts';

/** The charts that a resource of Flux, Argo CD or k3s installs; empty for other resources. */
export function resourceInstalls(resource: YamlNode, source: Source): ChartInstall[] {
  const group = source.textAt(resource, 'apiVersion')?.split('/')[0];
  const kind = source.textAt(resource, 'kind');
  const spec = child(resource, 'spec');
  if (kind === 'HelmRelease')
    return [fluxInstall(resource, spec, source)].filter((made) => made !== undefined);
  if (group === 'argoproj.io' && kind === 'Application') return argoInstalls(spec, source);
  if (group === 'argoproj.io' && kind === 'ApplicationSet')
    return argoInstalls(descend(spec, ['template', 'spec']), source);
  if (group === 'helm.cattle.io')
    return [k3sInstall(resource, spec, source)].filter((made) => made !== undefined);
  return [];
}

/**
 * A patch of a HelmRelease names no chart, so the resource's own name has to identify it, and nothing follows from
 * what the patch leaves out.
 */
function fluxInstall(
  resource: YamlNode,
  spec: YamlNode | undefined,
  source: Source,
): ChartInstall | undefined {
  const chart = child(spec, 'chart');
  // Flux's first API, helm.fluxcd.io, has name and version directly below `chart`.
  const details = child(chart, 'spec') ?? chart;
  const named = child(details, 'chart') ?? child(details, 'name');
  const node = named ?? child(spec, 'releaseName') ?? descend(resource, ['metadata', 'name']);
  const name = chartName(source.textOf(node));
  if (!node || name === undefined) return undefined;
  const values = child(spec, 'values');
  return {
    chart: name,
    node,
    source,
    version: source.textAt(details, 'version'),
    repository: source.textAt(details, 'repository'),
    values: [{ node: values, source }],
    parameters: [],
    hasOtherValues:
      named === undefined ||
      child(details, 'valuesFiles') !== undefined ||
      child(details, 'valuesFile') !== undefined ||
      isHidden(values, source) ||
      readsWholeValues(child(spec, 'valuesFrom'), source),
  };
}

/** With a `targetPath`, only that one value is set, usually a certificate. */
function readsWholeValues(valuesFrom: YamlNode | undefined, source: Source): boolean {
  if (valuesFrom === undefined) return false;
  if (!isSequence(valuesFrom)) return true;
  return valuesFrom.items.some((item) => {
    const path = source.textAt(item, 'targetPath');
    return path === undefined || /cniEnabled|image/.test(path);
  });
}

function argoInstalls(spec: YamlNode | undefined, source: Source): ChartInstall[] {
  const sources = child(spec, 'sources');
  const single = child(spec, 'source');
  const all = [...sequenceItems(sources), ...(isSequence(single) ? single.items : [single])];
  return all.flatMap((item) => argoInstall(item, source) ?? []);
}

function argoInstall(item: YamlNode | undefined, source: Source): ChartInstall | undefined {
  const node = child(item, 'chart');
  const name = chartName(source.textOf(node));
  if (!node || name === undefined) return undefined;
  const helm = child(item, 'helm');
  const text = child(helm, 'values');
  const object = child(helm, 'valuesObject');
  const written: Piece[] = isScalar(text) ? [source.embedded(text)] : [];
  return {
    chart: name,
    node,
    source,
    version: source.textAt(item, 'targetRevision'),
    repository: source.textAt(item, 'repoURL'),
    values: [...written, { node: object, source }],
    parameters: parametersIn(child(helm, 'parameters'), source),
    hasOtherValues:
      child(helm, 'valueFiles') !== undefined || isHidden(text, source) || isHidden(object, source),
  };
}

function k3sInstall(
  resource: YamlNode,
  spec: YamlNode | undefined,
  source: Source,
): ChartInstall | undefined {
  const named = child(spec, 'chart');
  const node = named ?? descend(resource, ['metadata', 'name']);
  const name = chartName(source.textOf(node));
  if (!node || name === undefined) return undefined;
  const content = child(spec, 'valuesContent');
  const set = child(spec, 'set');
  const entries = isMap(set) ? set.entries : [];
  return {
    chart: name,
    node,
    source,
    version: source.textAt(spec, 'version'),
    repository: source.textAt(spec, 'repo'),
    values: isScalar(content) ? [source.embedded(content)] : [],
    parameters: entries.flatMap(({ key, value }) => parameter(source, key, value ?? undefined) ?? []),
    hasOtherValues:
      named === undefined || isHidden(content, source) || child(spec, 'valuesSecrets') !== undefined,
  };
}

/** `[{name, value}]`, as Argo CD and helmfile write single values. */
export function parametersIn(list: YamlNode | undefined, source: Source): Parameter[] {
  return sequenceItems(list).flatMap(
    (item) => parameter(source, child(item, 'name'), child(item, 'value')) ?? [],
  );
}

/** The name of one of Linkerd's charts, without its repository; undefined for other charts. */
export function chartName(text: string | undefined): string | undefined {
  const name = text?.slice(text.lastIndexOf('/') + 1);
  return name !== undefined && (name === CNI_CHART || CONTROL_PLANE_CHARTS.includes(name)) ? name : undefined;
}

/** Whether a template decides the node. */
export function isHidden(node: YamlNode | undefined, source: Source): boolean {
  return node !== undefined && source.document.isTemplated(node);
}

function parameter(
  source: Source,
  key: YamlNode | undefined,
  value: YamlNode | undefined,
): Parameter | undefined {
  const name = source.textOf(key);
  const text = source.textOf(value);
  if (!key || name === undefined || text === undefined) return undefined;
  return { name, value: text, line: source.lineOf(key) };
}
