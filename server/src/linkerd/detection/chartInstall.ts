import * as l10n from '@vscode/l10n';
import type { YamlNode } from '../../yaml/nodes.ts';
import { child } from '../../yaml/walkEntries.ts';
import { parsePlugin } from '../environment/releases.ts';
import {
  CNI_CHART,
  CONTROL_PLANE_CHARTS,
  isForeignRepository,
  isOfficialRepository,
  pluginOfChart,
  releaseOfChart,
} from './chartVersions.ts';
import type { Evidence } from './evidence.ts';
import { cniEnabled, cniPluginValues, controlPlaneValues, disableIPv6, ipv6Values } from './helmValues.ts';
import type { Piece, Source } from './source.ts';

/** The installation of a chart, as configured for some tool: Flux, Argo CD, helmfile, kustomize, k3s. */
export interface ChartInstall {
  /** The chart's name without its repository. */
  readonly chart: string;
  /** The node that names the chart, or one for the whole installation if none does. */
  readonly node: YamlNode;
  readonly source: Source;
  /** As written; may be a range. */
  readonly version: string | undefined;
  /** The address of the chart's repository, if known. */
  readonly repository: string | undefined;
  /** The values that are written inline. */
  readonly values: readonly Piece[];
  /** Single values, by path. */
  readonly parameters: readonly Parameter[];
  /** Whether values may also come from other files, secrets or patches. */
  readonly hasOtherValues: boolean;
}

/** `--set name=value` in some form. */
export interface Parameter {
  readonly name: string;
  readonly value: string;
  readonly line: number;
}

/** What installing a chart says about the cluster; empty for charts that are not Linkerd's. */
export function installEvidence(install: ChartInstall): Evidence[] {
  if (install.chart === CNI_CHART) return cniEvidence(install);
  return CONTROL_PLANE_CHARTS.includes(install.chart) ? controlPlaneEvidence(install) : [];
}

function controlPlaneEvidence(install: ChartInstall): Evidence[] {
  const { chart, version, values, parameters, source, node } = install;
  const release = isForeignRepository(install.repository) ? undefined : releaseOfChart(chart, version ?? '');
  const settled = [
    ...values.flatMap(controlPlaneValues),
    ...values.flatMap((piece) => controlPlaneValues(inside(piece, 'linkerd-control-plane'))),
    ...parameters
      .filter(({ name }) => /^(?:linkerd-control-plane\.|global\.)?cniEnabled$/.test(name))
      .flatMap(({ value, line }) => cniEnabled(value, line)),
    ...ipv6Parameters(parameters, /^(?:linkerd-control-plane\.)?disableIPv6$/, false),
  ];
  const line = source.lineOf(node);
  const named: Evidence = {
    setting: 'linkerd',
    value: release,
    basis: 'set',
    what: `${chart} ${version}`,
    line,
  };
  const versions = version === undefined ? [] : [named];
  if (settled.some(({ setting }) => setting === 'dataPlane')) return [...versions, ...settled];
  const isWhole = isWholeAndKnown(install, release);
  const what = isWhole
    ? l10n.t('{0} without cniEnabled', chart)
    : l10n.t('{0}, whose cniEnabled is in another file', chart);
  const value = isWhole ? 'proxy-init' : undefined;
  return [...versions, ...settled, { setting: 'dataPlane', value, basis: 'default', what, line }];
}

function cniEvidence(install: ChartInstall): Evidence[] {
  const { chart, version, values, parameters, source, node } = install;
  const line = source.lineOf(node);
  const what = version === undefined ? chart : `${chart} ${version}`;
  const certain: Evidence[] = [
    { setting: 'dataPlane', value: 'cni', basis: 'installed', what, line },
    ...values.flatMap((piece) => ipv6Values(piece, true)),
    ...ipv6Parameters(parameters, /^disableIPv6$/, true),
  ];
  const settled = [
    ...values.flatMap(cniPluginValues),
    ...parameters
      .filter(({ name, value }) => name === 'image.version' && parsePlugin(value) !== undefined)
      .map((parameter): Evidence => {
        const { value } = parameter;
        const quote = `image.version: ${value}`;
        return { setting: 'cniPlugin', value, basis: 'set', what: quote, line: parameter.line };
      }),
  ];
  const plugin = isForeignRepository(install.repository) ? undefined : pluginOfChart(version ?? '');
  if (plugin === undefined || !isWholeAndKnown(install, plugin) || settled.length > 0 || hasImage(values))
    return [...certain, ...settled];
  return [...certain, { setting: 'cniPlugin', value: plugin, basis: 'default', what, line }];
}

function ipv6Parameters(parameters: readonly Parameter[], name: RegExp, isOfPlugin: boolean): Evidence[] {
  return parameters
    .filter((parameter) => name.test(parameter.name))
    .flatMap(({ value, line }) => disableIPv6(value, line, isOfPlugin));
}

/** Whether the chart is certainly Linkerd's own and all of its values are known. */
function isWholeAndKnown(install: ChartInstall, known: string | undefined): boolean {
  if (install.hasOtherValues || isForeignRepository(install.repository)) return false;
  return known !== undefined || isOfficialRepository(install.repository ?? '');
}

function hasImage(values: readonly Piece[]): boolean {
  return values.some(({ node }) => child(node, 'image') !== undefined);
}

function inside({ node, source }: Piece, key: string): Piece {
  return { node: child(node, key), source };
}
