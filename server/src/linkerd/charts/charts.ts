import { memoizeByObject } from '../../caching/memoizeByObject.ts';
import type { YamlDocument } from '../../yaml/document.ts';
import type { Chart } from '../schemas/schema.ts';
import { readCharts } from '../schemas/schemaText.ts';
import { CHARTS } from './chartData.ts';

let charts: readonly Chart[] | undefined;

/** Linkerd's charts, with the values that any release of them reads. Parsed at the first call. */
export function allCharts(): readonly Chart[] {
  charts ??= readCharts(CHARTS);
  return charts;
}

/** The names of the charts, known without parsing. */
const CHART_NAMES: readonly string[] = [
  'linkerd-control-plane',
  'linkerd-crds',
  'linkerd2-cni',
  'linkerd-viz',
  'linkerd-multicluster',
];

/** Whether a chart of this name is known. */
function isChartName(name: string): boolean {
  return CHART_NAMES.includes(name);
}

/** The chart that a reference names, with or without its repository: `linkerd/linkerd-viz`, `oci://…/linkerd-viz`. */
export function chartNamed(reference: string): Chart | undefined {
  const name = reference.slice(reference.lastIndexOf('/') + 1);
  return isChartName(name) ? allCharts().find((chart) => chart.name === name) : undefined;
}

/** Whether a reference leads to a folder with a chart, which may have any chart's name: `./charts/linkerd-viz`. */
export function isChartFolder(reference: string): boolean {
  return /^\.{0,2}\//.test(reference);
}

/** Whether a document may have values of one of the charts; searched once, for several rules ask. */
export const mayHaveChartValues = memoizeByObject(({ text }: YamlDocument) => CHART_WORDS.test(text));

/** The charts' names, and keys that only the control plane's values have. */
const CHART_WORDS =
  /linkerd-control-plane|linkerd-crds|linkerd2-cni|linkerd-viz|linkerd-multicluster|proxyInit\b|identityTrustAnchorsPEM|destCNI(?:Net|Bin)Dir/;
