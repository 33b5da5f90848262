import { formatPlugin, parsePlugin, parseRelease, pluginOf } from '../environment/releases.ts';

/** Charts that install the control plane; the enterprise chart contains Linkerd's own. */
export const CONTROL_PLANE_CHARTS: readonly string[] = [
  'linkerd-control-plane',
  'linkerd-enterprise-control-plane',
  'linkerd2',
];

/** The chart that installs the CNI plugin. */
export const CNI_CHART = 'linkerd2-cni';

/**
 * The stable releases by the version of their linkerd-control-plane chart, `1.16.11` for stable-2.14.10: from
 * `charts/linkerd-control-plane/Chart.yaml` at the tags of linkerd2.
 */
const STABLE_CHARTS: Readonly<Record<string, string>> = {
  '1.9.0': 'stable-2.12.0',
  '1.9.3': 'stable-2.12.1',
  '1.9.4': 'stable-2.12.2',
  '1.9.5': 'stable-2.12.3',
  '1.9.6': 'stable-2.12.4',
  '1.9.7': 'stable-2.12.5',
  '1.9.8': 'stable-2.12.6',
  '1.12.0': 'stable-2.13.0',
  '1.12.1': 'stable-2.13.1',
  '1.12.2': 'stable-2.13.2',
  '1.12.3': 'stable-2.13.3',
  '1.12.4': 'stable-2.13.4',
  '1.12.5': 'stable-2.13.5',
  '1.12.6': 'stable-2.13.6',
  '1.12.7': 'stable-2.13.7',
  '1.15.0': 'stable-2.14.0',
  '1.16.2': 'stable-2.14.1',
  '1.16.3': 'stable-2.14.2',
  '1.16.4': 'stable-2.14.3',
  '1.16.5': 'stable-2.14.4',
  '1.16.6': 'stable-2.14.5',
  '1.16.7': 'stable-2.14.6',
  '1.16.8': 'stable-2.14.7',
  '1.16.9': 'stable-2.14.8',
  '1.16.10': 'stable-2.14.9',
  '1.16.11': 'stable-2.14.10',
};

/** The plugin that each stable linkerd2-cni chart installs: `charts/linkerd2-cni/{Chart,values}.yaml` at the tags. */
const STABLE_CNI_CHARTS: Readonly<Record<string, string>> = {
  '30.3.7': 'v1.1.1',
  '30.3.8': 'v1.1.1',
  '30.8.0': 'v1.1.0',
  '30.8.1': 'v1.1.0',
  '30.8.2': 'v1.1.1',
  '30.8.3': 'v1.1.1',
  '30.8.4': 'v1.2.0',
  '30.8.5': 'v1.2.2',
  '30.11.0': 'v1.2.0',
  '30.12.1': 'v1.2.2',
  '30.12.2': 'v1.3.0',
};

/** Whether an address is an official repository of Linkerd charts. */
export function isOfficialRepository(repository: string): boolean {
  return /^https:\/\/helm\.(?:linkerd\.io|buoyant\.cloud)(?:\/|$)/.test(repository);
}

/**
 * Whether a chart comes from a third party's repository, with versions and defaults of its own. Mirrors keep the
 * name.
 */
export function isForeignRepository(repository: string | undefined): boolean {
  if (repository === undefined || !/^\w+:\/\//.test(repository)) return false;
  return !isOfficialRepository(repository) && !/^(?:https?|oci):\/\/.*linkerd/.test(repository);
}

/**
 * The Linkerd release that a version of a control plane chart installs; undefined for ranges and unknown versions.
 * Edge charts have been numbered `2024.3.1` since edge-24.3.1 (linkerd2 `bin/helm-bump-edge`), linkerd2 charts like
 * Linkerd itself (`bin/helm-build` at stable-2.11.5), Buoyant's like the milestone that they distribute.
 */
export function releaseOfChart(chart: string, version: string): string | undefined {
  const text = version.replace(/^v/, '');
  if (chart === 'linkerd-control-plane') return edgeOf(text) ?? ownValue(STABLE_CHARTS, text);
  if (chart === 'linkerd2') return /^2\.(?:[0-9]|10|11)\.\d{1,2}$/.test(text) ? `stable-${text}` : undefined;
  const enterprise = /^2\.\d{1,2}\.\d{1,3}(?=$|[-+])/.exec(text)?.[0];
  return chart === 'linkerd-enterprise-control-plane' ? enterprise : undefined;
}

/** The plugin that a version of the linkerd2-cni chart installs by default. */
export function pluginOfChart(version: string): string | undefined {
  const text = version.replace(/^v/, '');
  const release = parseRelease(edgeOf(text) ?? '');
  const plugin = release ? pluginOf(release) : parsePlugin(ownValue(STABLE_CNI_CHARTS, text) ?? '');
  return plugin && formatPlugin(plugin);
}

/** `edge-24.3.1` for `2024.3.1` */
function edgeOf(version: string): string | undefined {
  const match = /^20(\d{2})\.(\d{1,2})\.(\d{1,2})$/.exec(version);
  return match ? `edge-${match[1]}.${match[2]}.${match[3]}` : undefined;
}

function ownValue(table: Readonly<Record<string, string>>, key: string): string | undefined {
  return Object.hasOwn(table, key) ? table[key] : undefined;
}
