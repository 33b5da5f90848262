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

/** The first plugin that appends the annotation's ports instead of replacing its own (linkerd2-proxy-init#518). */
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

/** The first edge release whose chart installs the fixed plugin. */
const FIRST_FIXED_EDGE = { year: 25, month: 7, number: 2 };

/** Reads `v1.6.2` or `1.6.2`; undefined for `auto` and anything else. */
export function parsePlugin(text: string): PluginVersion | undefined {
  const match = /^v?(\d{1,4})\.(\d{1,4})\.(\d{1,4})(?:[-+].*)?$/.exec(text);
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

/** The plugin version that a release's own chart installs, where that is known. */
export function pluginOf(release: Release): PluginVersion | undefined {
  if (release.channel === 'stable') return MILESTONE_PLUGINS.get(release.minor);
  const { year, month, number } = release;
  const isFirstFixed =
    year === FIRST_FIXED_EDGE.year && month === FIRST_FIXED_EDGE.month && number === FIRST_FIXED_EDGE.number;
  return isFirstFixed ? FIRST_FIXED_PLUGIN : undefined;
}

/** Whether `version` is `other` or newer. */
export function isAtLeast(version: PluginVersion, other: PluginVersion): boolean {
  return (version.major - other.major || version.minor - other.minor || version.patch - other.patch) >= 0;
}

/** `v1.6.3` */
export function formatPlugin({ major, minor, patch }: PluginVersion): string {
  return `v${major}.${minor}.${patch}`;
}
