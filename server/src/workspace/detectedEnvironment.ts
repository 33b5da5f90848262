import type { PlacedEvidence } from '../linkerd/detection/evidence.ts';
import { type Environment, forEachSetting, UNKNOWN_ENVIRONMENT } from '../linkerd/environment/environment.ts';
import { formatPlugin, parsePlugin, parseRelease } from '../linkerd/environment/releases.ts';
import { pathBelow } from './fileHost.ts';

/** What a repository's files say about one setting. */
export interface DetectedSetting {
  /** Undefined if there is no evidence, or if it contradicts itself. */
  readonly value: string | undefined;
  /** The evidence that was considered. If there is a value, all of it agrees. */
  readonly evidence: readonly PlacedEvidence[];
}

/** What a repository's files say about the cluster that a file is for. */
export type DetectedEnvironment = Readonly<Record<keyof Environment, DetectedSetting>>;

const NOTHING: DetectedSetting = { value: undefined, evidence: [] };

/**
 * The result for most repositories. A shared object, so that comparing two files' results takes one reference
 * comparison.
 */
const NOTHING_DETECTED: DetectedEnvironment = forEachSetting(() => NOTHING);

/**
 * Concludes from a repository's evidence what applies to one of its files.
 *
 * A repository may describe several clusters, and the nearest evidence is about the file's own: the folders around
 * the file are considered from the innermost to `root`, and the first one with evidence in or below it decides. If
 * that evidence contradicts itself, the setting stays unknown. A chart's defaults count only if there is no explicit
 * evidence, and evidence among tests and examples counts only for files beside it.
 */
export function detectEnvironment(
  evidence: readonly PlacedEvidence[],
  uri: string,
  root: string,
): DetectedEnvironment {
  if (evidence.length === 0) return NOTHING_DETECTED;
  const path = pathBelow(root, uri) ?? '';
  const near = evidence.filter((piece) => path.startsWith(folderAside(piece.path)));
  return forEachSetting((setting) => {
    const pieces = near.filter((piece) => piece.setting === setting);
    return judge(setting, relevant(pieces, path));
  });
}

/**
 * An environment in which `detected` fills the gaps of `explicit`. A detected plugin version counts only with
 * linkerd-cni: another cluster in the same repository may use the plugin. IPv6 counts only as set for the chart whose
 * component writes the iptables rules.
 */
export function completeEnvironment(
  explicit: Partial<Environment>,
  detected: DetectedEnvironment | undefined,
): Environment {
  if (!detected) return { ...UNKNOWN_ENVIRONMENT, ...explicit };
  const dataPlane = (explicit.dataPlane ?? detected.dataPlane.value ?? 'auto') as Environment['dataPlane'];
  const hasPlugin = dataPlane === 'cni';
  const plugin = hasPlugin ? detected.cniPlugin.value : undefined;
  const { value, evidence } = detected.ipv6;
  const ipv6 = evidence.some(({ isOfPlugin = false }) => isOfPlugin === hasPlugin) ? value : undefined;
  return {
    dataPlane,
    cniPlugin: explicit.cniPlugin ?? plugin ?? 'auto',
    linkerd: explicit.linkerd ?? detected.linkerd.value ?? 'auto',
    ipv6: explicit.ipv6 ?? (ipv6 as Environment['ipv6'] | undefined) ?? 'auto',
  };
}

/** Names of folders whose manifests are for no cluster, or only for one of their own. */
const ASIDE = /^(?:.*\/)?(?:tests?|e2e|testdata|fixtures?|examples?|samples?)\//i;

/** The innermost folder around a path whose evidence says nothing about other folders; empty if there is none. */
function folderAside(path: string): string {
  return ASIDE.exec(path)?.[0] ?? '';
}

function relevant(evidence: readonly PlacedEvidence[], path: string): readonly PlacedEvidence[] {
  let near: readonly PlacedEvidence[] = [];
  for (const folder of foldersAround(path)) {
    const inside = evidence.filter((piece) => piece.path.startsWith(folder));
    const explicit = inside.filter(({ basis }) => basis === 'set');
    if (explicit.length > 0)
      return near.length > 0 ? [...near, ...explicit] : inside.filter(({ basis }) => basis !== 'default');
    // Only defaults here; explicit evidence farther away may be about the same cluster.
    if (near.length === 0) near = inside;
  }
  return near;
}

/** `a/b/`, `a/` and the empty string for `a/b/c.yaml`. */
function foldersAround(path: string): string[] {
  const names = path.split('/').slice(0, -1);
  return names.map((_, index) => `${names.slice(0, names.length - index).join('/')}/`).concat('');
}

function judge(setting: keyof Environment, evidence: readonly PlacedEvidence[]): DetectedSetting {
  const values = evidence.map(({ value }) => value && normalized(setting, value));
  const value = values.reduce((a, b) => (a && b ? agreement(setting, a, b) : undefined), values[0]);
  return { value, evidence };
}

function normalized(setting: keyof Environment, value: string): string {
  const plugin = setting === 'cniPlugin' ? parsePlugin(value) : undefined;
  return plugin ? formatPlugin(plugin) : value;
}

/** Two patch releases of one milestone agree on the milestone; edge releases agree only if they are equal. */
function agreement(setting: keyof Environment, a: string, b: string): string | undefined {
  if (a === b) return a;
  if (setting !== 'linkerd') return undefined;
  const [one, two] = [parseRelease(a), parseRelease(b)];
  if (one?.channel !== 'stable' || two?.channel !== 'stable' || one.minor !== two.minor) return undefined;
  return `2.${one.minor}`;
}
