/** A version of the linkerd-cni plugin. */
export interface PluginVersion {
  readonly major: number;
  readonly minor: number;
  readonly patch: number;
}

/** A Linkerd release: an edge by year, month and number, or a stable milestone such as 2.18. */
export type Release =
  | { readonly channel: 'edge'; readonly year: number; readonly month: number; readonly number: number }
  | { readonly channel: 'stable'; readonly minor: number };

/**
 * The first plugin version that appends the annotation's ports instead of replacing its own
 * (linkerd2-proxy-init#518).
 */
export const FIRST_FIXED_PLUGIN: PluginVersion = { major: 1, minor: 6, patch: 3 };

/** The plugin that each milestone's linkerd2-cni chart installs by default (`charts/linkerd2-cni/values.yaml`). */
const MILESTONE_PLUGINS: ReadonlyMap<number, PluginVersion> = new Map([
  [15, { major: 1, minor: 3, patch: 0 }],
  [16, { major: 1, minor: 5, patch: 1 }],
  [17, { major: 1, minor: 5, patch: 2 }],
  [18, { major: 1, minor: 6, patch: 2 }],
  [19, { major: 1, minor: 6, patch: 4 }],
  [20, { major: 1, minor: 6, patch: 8 }],
]);

/**
 * The plugin that the linkerd2-cni chart of each edge release installs by default, from the release that introduced
 * it on: year, month and number (`charts/linkerd2-cni/values.yaml` image.version at linkerd2's tags). Before the
 * first one, the plugin had Linkerd's own version.
 */
const EDGE_PLUGINS: readonly (readonly [number, number, number, string])[] = [
  [23, 2, 1, 'v1.0.0'],
  [23, 4, 1, 'v1.1.0'],
  [23, 4, 2, 'v1.1.1'],
  [23, 5, 1, 'v1.1.3'],
  [23, 6, 1, 'v1.2.0'],
  [23, 9, 1, 'v1.2.1'],
  [23, 9, 3, 'v1.2.2'],
  [24, 1, 1, 'v1.3.0'],
  [24, 4, 1, 'v1.4.0'],
  [24, 4, 5, 'v1.5.0'],
  [24, 6, 2, 'v1.5.1'],
  [24, 10, 3, 'v1.5.2'],
  [25, 1, 1, 'v1.6.0'],
  [25, 3, 1, 'v1.6.2'],
  [25, 7, 2, 'v1.6.3'],
  [25, 8, 1, 'v1.6.4'],
  [25, 12, 3, 'v1.6.5'],
  [26, 2, 1, 'v1.6.6'],
  [26, 4, 4, 'v1.6.7'],
  [26, 5, 5, 'v1.6.8'],
  [26, 7, 1, 'v1.7.0-alpha.1'],
];

/** The newest edge release in this table; the plugin of later ones is unknown. */
const LAST_READ_EDGE = [26, 8, 3] as const;

/** Reads `v1.6.2` or `1.6.2`; undefined for `auto` and anything else. */
export function parsePlugin(text: string): PluginVersion | undefined {
  const match = /^v?(\d{1,4})\.(\d{1,4})\.(\d{1,4})(?:[-+][\w.+-]{1,100})?$/.exec(text);
  return match ? { major: Number(match[1]), minor: Number(match[2]), patch: Number(match[3]) } : undefined;
}

/** Reads `edge-25.7.2`, `stable-2.14.10`, `2.18` or `2.18.1`; undefined for `auto` and anything else. */
export function parseRelease(text: string): Release | undefined {
  const edge = /^edge-(\d{2})\.(\d{1,2})\.(\d{1,2})$/.exec(text);
  if (edge)
    return { channel: 'edge', year: Number(edge[1]), month: Number(edge[2]), number: Number(edge[3]) };
  const stable = /^(?:stable-)?2\.(\d{1,2})(?:\.\d{1,3})?$/.exec(text);
  return stable ? { channel: 'stable', minor: Number(stable[1]) } : undefined;
}

/** The plugin version that a release's own chart installs, if that is known. */
export function pluginOf(release: Release): PluginVersion | undefined {
  if (release.channel === 'stable') return MILESTONE_PLUGINS.get(release.minor);
  const date = [release.year, release.month, release.number] as const;
  if (isLater(date, LAST_READ_EDGE)) return undefined;
  const row = EDGE_PLUGINS.findLast(([year, month, number]) => !isLater([year, month, number], date));
  return row && parsePlugin(row[3]);
}

/** Whether the first edge release is newer than the second; each as year, month and number. */
function isLater(
  [year, month, number]: readonly [number, number, number],
  than: readonly [number, number, number],
): boolean {
  return (year - than[0] || month - than[1] || number - than[2]) > 0;
}

/** Whether `version` is `other` or newer. */
export function isAtLeast(version: PluginVersion, other: PluginVersion): boolean {
  return (version.major - other.major || version.minor - other.minor || version.patch - other.patch) >= 0;
}

/** `v1.6.3` */
export function formatPlugin({ major, minor, patch }: PluginVersion): string {
  return `v${major}.${minor}.${patch}`;
}
